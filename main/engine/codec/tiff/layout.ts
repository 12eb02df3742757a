/** How the samples of one page of a TIFF lie. Source: TIFF 6.0, sections 3 to 8, 14, 15, 19, 23. */
import { TiffFile } from './directory'

export interface TiffLayout {
  readonly width: number
  readonly height: number
  /** Bits of each sample. */
  readonly bits: readonly number[]
  readonly kind: 'unsigned' | 'signed' | 'float' | 'complex'
  readonly samples: number
  readonly photometric: number
  readonly compression: number
  readonly predictor: number
  readonly isPlanar: boolean
  readonly isReversed: boolean
  /** Meaning of each sample beyond the colours: 1 is premultiplied alpha, 2 straight. */
  readonly extra: readonly number[]
  readonly colourMap: readonly number[]
  /** The largest number that the file says it has. */
  readonly declaredMost: number | undefined
  readonly orientation: number
  readonly profile: Uint8Array | null
  readonly isTiled: boolean
  readonly blockWidth: number
  readonly blockHeight: number
  readonly offsets: readonly number[]
  readonly counts: readonly number[]
}

const KINDS = ['unsigned', 'unsigned', 'signed', 'float', 'unsigned', 'complex', 'complex'] as const

/** @returns null where the file has no such page. @throws RangeError where it is no TIFF. */
export function tiffLayout(file: TiffFile, page: number): TiffLayout | null {
  const directory = file.pages()[page]
  if (directory === undefined) return null
  const entries = file.entries(directory)
  const all = (tag: number) => file.numbers(entries.get(tag))
  const one = (tag: number, standard: number) => all(tag)[0] ?? standard
  const [width, height, samples] = [one(256, 0), one(257, 0), one(277, 1)]
  const bits = all(258)
  const isTiled = entries.has(322)
  const profile = entries.get(34675)
  return {
    ...{ width, height, samples, isTiled },
    bits: bits.length > 0 ? bits : [1],
    kind: KINDS[one(339, 1)] ?? 'unsigned',
    photometric: one(262, samples >= 3 ? 2 : 1),
    compression: one(259, 1),
    predictor: one(317, 1),
    isPlanar: one(284, 1) === 2 && samples > 1,
    isReversed: one(266, 1) === 2,
    extra: all(338),
    colourMap: all(320),
    declaredMost: all(281)[0],
    orientation: one(274, 1),
    profile: profile === undefined ? null : file.bytes.subarray(profile.at, profile.at + profile.bytes),
    blockWidth: isTiled ? one(322, 0) : width,
    blockHeight: isTiled ? one(323, 0) : Math.min(height, one(278, height)),
    offsets: all(isTiled ? 324 : 273),
    counts: all(isTiled ? 325 : 279),
  }
}

const [GREY_WHITE, GREY, RGB, PALETTE, CMYK, YCBCR, LAB] = [0, 1, 2, 3, 5, 6, 8]
const COLOURS: Readonly<Record<number, number>> = { [GREY_WHITE]: 1, [GREY]: 1, [RGB]: 3, [PALETTE]: 1, [CMYK]: 4, [YCBCR]: 3, [LAB]: 3 }
/** None, LZW, Deflate in two numbers, run lengths, Zstandard. */
const OWN_COMPRESSIONS: ReadonlySet<number> = new Set([1, 5, 8, 32_946, 32_773, 50_000])
const NAMES: Readonly<Record<number, string>> = {
  6: 'old-style JPEG', 34_661: 'JBIG', 34_712: 'JPEG 2000', 34_887: 'LERC', 34_925: 'LZMA', 50_000: 'Zstandard', 50_002: 'JPEG XL',
} // prettier-ignore

export const coloursOf = (layout: TiffLayout): number => COLOURS[layout.photometric] ?? 1
export const compressionName = (compression: number): string => NAMES[compression] ?? `coding ${compression}`
export const isOwnCompression = (compression: number): boolean => OWN_COMPRESSIONS.has(compression)

/** Whether libvips shows such a page as what it is; what it does not is read by the reader of its own. */
export function isPlainTiff(layout: TiffLayout): boolean {
  const { bits, kind, samples, photometric, compression, isPlanar, isTiled, extra } = layout
  // JPEG, fax and WebP are libvips'; what neither knows is told by its name.
  if (!isOwnCompression(compression)) return !(compression in NAMES)
  const depth = bits[0]!
  if (bits.some((own) => own !== depth) || kind !== 'unsigned' || ![1, 2, 4, 8, 16].includes(depth)) return false
  if (compression === 50_000 || (isPlanar && isTiled)) return false
  if (photometric === LAB) return depth === 16 && samples === 3
  if (photometric === PALETTE) return samples === 1
  const colours = coloursOf(layout)
  // One more sample is alpha where the file says so, or says nothing.
  return (
    samples === colours || (samples === colours + 1 && (extra.length === 0 || extra[0] === 1 || extra[0] === 2) && photometric !== CMYK)
  )
}
