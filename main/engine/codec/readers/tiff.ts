/**
 * TIFF of the sample types that libvips does not show as what they are: floats, signed and wide numbers, 10, 12 and 14 bits, 12 bits in 16,
 * Lab of 8 bits, planes in tiles, more channels than colours. Where numbers have no fixed range it is read or measured, and said.
 */
import { TiffFile } from '../tiff/directory'
import { coloursOf, compressionName, isOwnCompression, tiffLayout, type TiffLayout } from '../tiff/layout'
import { tiffSamples } from '../tiff/samples'
import { fromFloats, wholeRange } from './float-range'
import { ReadFailure, unsupportedKind, type Read, type ReadRequest } from './read'

const [WHITE_IS_ZERO, PALETTE, CMYK, YCBCR, LAB] = [0, 3, 5, 6, 8]

export function readTiff(bytes: Buffer, { page, allow }: ReadRequest): Read {
  const file = new TiffFile(bytes)
  const layout = tiffLayout(file, page)
  const pages = file.pages().length
  if (layout === null) throw new ReadFailure('no-page', `holds ${pages} pictures: there is no page ${page + 1}.`)
  const { width, height, photometric, samples, extra, orientation, profile } = layout
  allow(width, height)
  if (!isOwnCompression(layout.compression)) throw unsupportedKind(`a TIFF compressed with ${compressionName(layout.compression)}`)
  if (photometric === YCBCR) throw unsupportedKind('a TIFF in YCbCr of an unusual kind')
  const colours = Math.min(coloursOf(layout), samples)
  const hasAlpha = photometric !== PALETTE && photometric !== LAB && samples > colours && (extra[0] === 1 || extra[0] === 2)
  const used = colours + (hasAlpha ? 1 : 0)
  const { values, isWhole } = tiffSamples(file, layout, used)
  const shown =
    photometric === PALETTE ? fromPalette(values, layout) : photometric === LAB ? fromLab(values, layout) : ranged(values, layout)
  const left = samples - used
  return {
    ...{ width, height, orientation, profile, pages },
    samples: shown.samples,
    channels: (photometric === PALETTE ? 3 : used) as Read['channels'],
    ...(photometric === CMYK ? { space: 'cmyk' as const } : photometric === LAB ? { space: 'lab' as const } : {}),
    notes: [
      ...(shown.note === null ? [] : [shown.note]),
      ...(left > 0 ? [left === 1 ? 'One more channel in the file is left out.' : `${left} more channels in the file are left out.`] : []),
      ...(pages > 1 ? [page === 0 ? `The first of ${pages} pictures in the file.` : `Picture ${page + 1} of ${pages} in the file.`] : []),
    ],
    isDamaged: !isWhole,
  }
}

interface Shown {
  readonly samples: Uint8Array | Uint16Array
  readonly note: string | null
}

function ranged(values: Float32Array, layout: TiffLayout): Shown {
  const { kind, bits, photometric, declaredMost } = layout
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (photometric === WHITE_IS_ZERO && kind !== 'float') return inverted(scaled(values, high, layout))
  if (kind === 'float' || low < 0) return fromFloats(values)
  return bits[0] === 8 && kind === 'unsigned' && declaredMost === undefined
    ? { samples: Uint8Array.from(values), note: null }
    : scaled(values, high, layout)
}

function scaled(values: Float32Array, high: number, { kind, bits, declaredMost, photometric }: TiffLayout): Shown {
  const full = 2 ** (kind === 'signed' ? bits[0]! - 1 : bits[0]!) - 1
  // Inks have their full range by definition, and depths that no computer has by themselves are meant.
  const isContainer = bits[0]! >= 16 && bits[0]! % 8 === 0
  const { to, note } = photometric === CMYK || !isContainer ? { to: full, note: null } : wholeRange(high, full, declaredMost)
  const samples = new Uint16Array(values.length)
  const scale = 65_535 / to
  for (let i = 0; i < samples.length; i++) samples[i] = Math.min(65_535, Math.round(values[i]! * scale))
  return { samples, note }
}

const inverted = ({ samples, note }: Shown): Shown => ({ samples: samples.map((value: number) => 65_535 - value), note })

/** A palette of 16 bits, all reds before all greens before all blues. */
function fromPalette(values: Float32Array, { colourMap }: TiffLayout): Shown {
  const count = colourMap.length / 3
  const samples = new Uint16Array(values.length * 3)
  values.forEach((index, i) => {
    for (let c = 0; c < 3; c++) samples[i * 3 + c] = colourMap[c * count + index] ?? 0
  })
  return { samples, note: null }
}

/** L is unsigned, a and b are signed: kept so, as 16 bits. */
function fromLab(values: Float32Array, { bits, kind }: TiffLayout): Shown {
  if (kind === 'float' || (bits[0] !== 8 && bits[0] !== 16)) throw unsupportedKind(`a TIFF in Lab of ${bits[0]}-bit numbers`)
  const isByte = bits[0] === 8
  const samples = new Uint16Array(values.length)
  // A type that lacks negative numbers wraps them round, which is how a signed one stores them.
  values.forEach((value, i) => (samples[i] = i % 3 === 0 ? (isByte ? value * 257 : value) : isByte ? value * 256 : value))
  return { samples, note: null }
}
