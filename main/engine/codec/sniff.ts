/**
 * Tells a file's kind by its first bytes. Its name says nothing, with two exceptions that the formats leave no choice in: TIFF and
 * several camera RAW formats begin alike, and TGA has no mark at all. No regular expression reads a stranger's bytes.
 */
import { PHOTO_FORMATS, type SupportedFormat } from '../../../contract/formats'

export type Sniffed =
  | { readonly kind: 'supported'; readonly format: SupportedFormat }
  /** A picture or document that is known and does not open; `name` as people write it. */
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'unknown' }

/** Bytes that are enough to tell. */
export const HEAD_BYTES = 4096

const RAW_ENDINGS: ReadonlySet<string> = new Set(PHOTO_FORMATS.RAW.endings)
const AVIF_BRANDS = new Set(['avif', 'avis'])
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'hevm', 'hevs', 'mif1', 'msf1', 'avci'])

type Signature = readonly [at: number, text: string]
const SUPPORTED: readonly (readonly [SupportedFormat, readonly Signature[]])[] = [
  ['JPEG', [[0, '\xff\xd8\xff']]],
  ['PNG', [[0, '\x89PNG\r\n\x1a\n']]],
  ['GIF', [[0, 'GIF87a']]],
  ['GIF', [[0, 'GIF89a']]],
  ['WebP', [[0, 'RIFF'], [8, 'WEBP']]], // prettier-ignore
  ['JPEG XL', [[0, '\xff\x0a']]],
  ['JPEG XL', [[0, '\0\0\0\x0cJXL \r\n\x87\n']]],
  ['Photoshop', [[0, '8BPS\0\x01']]],
  ['Photoshop', [[0, '8BPS\0\x02']]],
  ['Radiance HDR', [[0, '#?RADIANCE']]],
  ['Radiance HDR', [[0, '#?RGBE']]],
  ['QOI', [[0, 'qoif']]],
  ['RAW', [[0, 'FUJIFILMCCD-RAW']]],
  ['RAW', [[0, 'IIU\0']]],
  ['RAW', [[0, 'IIRO']]],
  ['RAW', [[0, 'IIRS']]],
  ['RAW', [[0, 'MMOR']]],
  ['RAW', [[0, '\0MRM']]],
  ['RAW', [[0, 'FOVb']]],
  ['RAW', [[6, 'HEAPCCDR']]],
  ['RAW', [[0, 'II*\0'], [8, 'CR']]], // prettier-ignore
  ['RAW', [[0, 'II*\0'], [8, 'IIII']]], // prettier-ignore
  ['RAW', [[4, 'ftypcrx ']]],
]
const UNSUPPORTED: readonly (readonly [string, readonly Signature[]])[] = [
  ['a JPEG 2000 picture', [[0, '\0\0\0\x0cjP  \r\n\x87\n']]],
  ['a JPEG 2000 picture', [[0, '\xff\x4f\xff\x51']]],
  ['a PDF document', [[0, '%PDF']]],
  ['a PostScript document', [[0, '%!PS']]],
  ['an OpenEXR picture', [[0, 'v/1\x01']]],
  ['a GIMP picture', [[0, 'gimp xcf']]],
  ['a DICOM picture', [[128, 'DICM']]],
  ['a DirectDraw surface', [[0, 'DDS ']]],
  ['a FITS picture', [[0, 'SIMPLE  =']]],
  ['a DjVu document', [[0, 'AT&TFORM']]],
  ['a Matroska or WebM film', [[0, '\x1a\x45\xdf\xa3']]],
  ['an AVI film', [[0, 'RIFF'], [8, 'AVI ']]], // prettier-ignore
  ['a sound file', [[0, 'RIFF'], [8, 'WAVE']]], // prettier-ignore
  ['an MPEG film', [[0, '\0\0\x01\xba']]],
  ['a ZIP archive or office document', [[0, 'PK\x03\x04']]],
  ['a 7-Zip archive', [[0, '7z\xbc\xaf\x27\x1c']]],
  ['a RAR archive', [[0, 'Rar!\x1a\x07']]],
  ['a gzip archive', [[0, '\x1f\x8b\x08']]],
]
const TIFF: readonly string[] = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']

/**
 * @param head the first bytes of the file, HEAD_BYTES if it has them.
 * @param name the file's name.
 */
export function sniff(head: Uint8Array, name: string): Sniffed {
  const bytes = head.subarray(0, HEAD_BYTES)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const has = (signatures: readonly Signature[]) => signatures.every(([at, expected]) => text.startsWith(expected, at))
  for (const [format, signatures] of SUPPORTED) if (has(signatures)) return { kind: 'supported', format }
  for (const [unsupported, signatures] of UNSUPPORTED) if (has(signatures)) return { kind: 'unsupported', name: unsupported }
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (TIFF.some((start) => text.startsWith(start))) return { kind: 'supported', format: RAW_ENDINGS.has(ending) ? 'RAW' : 'TIFF' }
  if (text.startsWith('ftyp', 4)) return sniffIsoMedia(text)
  if (text.startsWith('moov', 4) || text.startsWith('mdat', 4)) return { kind: 'unsupported', name: 'a film' }
  if (isIcon(bytes)) return { kind: 'supported', format: 'ICO' }
  if (isBmp(bytes)) return { kind: 'supported', format: 'BMP' }
  if (isPnm(text)) return { kind: 'supported', format: 'PNM' }
  if (isSvg(text)) return { kind: 'unsupported', name: 'an SVG drawing' }
  if (isTga(bytes, ending)) return { kind: 'supported', format: 'TGA' }
  return { kind: 'unknown' }
}

/** AVIF and HEIC share a container: the brands say which coding is inside. */
function sniffIsoMedia(text: string): Sniffed {
  const boxBytes = text.charCodeAt(2) * 256 + text.charCodeAt(3)
  const brands: string[] = []
  for (let at = 8; at + 4 <= Math.min(boxBytes, text.length); at += 4) if (at !== 12) brands.push(text.slice(at, at + 4))
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return { kind: 'supported', format: 'AVIF' }
  if (brands.some((brand) => HEIC_BRANDS.has(brand))) return { kind: 'supported', format: 'HEIC' }
  return { kind: 'unsupported', name: 'a film' }
}

/** Two letters begin many a text: the size of the second header, which every version has, must be one that exists. */
function isBmp(head: Uint8Array): boolean {
  if (head.length < 26 || head[0] !== 0x42 || head[1] !== 0x4d) return false
  const second = head[14]! | (head[15]! << 8) | (head[16]! << 16)
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(second)
}

/** Four bytes that a TGA may begin with too: the first picture must lie behind the list of all. */
function isIcon(head: Uint8Array): boolean {
  const isMarked = head.length >= 22 && head[0] === 0 && head[1] === 0 && (head[2] === 1 || head[2] === 2) && head[3] === 0
  if (!isMarked) return false
  const count = head[4]! | (head[5]! << 8)
  const from = head[18]! | (head[19]! << 8) | (head[20]! << 16)
  return count > 0 && count <= 1024 && head[9] === 0 && from >= 6 + count * 16
}

function isPnm(text: string): boolean {
  const [p, kind, blank] = [text[0], text[1] ?? '', text[2] ?? '']
  return p === 'P' && '1234567fF'.includes(kind) && kind !== '' && ' \t\r\n#'.includes(blank) && blank !== ''
}

/** TGA has no mark: a known ending, and a header whose every field is one that exists. */
function isTga(head: Uint8Array, ending: string): boolean {
  if (!['tga', 'icb', 'vda', 'vst', 'targa'].includes(ending) || head.length < 18) return false
  const [mapped, kind, depth] = [head[1]!, head[2]!, head[16]!]
  return mapped <= 1 && [1, 2, 3, 9, 10, 11].includes(kind) && [8, 15, 16, 24, 32].includes(depth)
}

/** Declarations and comments of XML, then an element `svg`; each byte is looked at once. */
function isSvg(text: string): boolean {
  let at = text.startsWith('\xef\xbb\xbf') ? 3 : 0
  for (;;) {
    while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++
    if (text.startsWith('<svg', at) || text.startsWith('<!DOCTYPE svg', at)) return true
    const isComment = text.startsWith('<!--', at)
    if (!isComment && !text.startsWith('<?', at)) return false
    const end = text.indexOf(isComment ? '-->' : '?>', at)
    if (end < 0) return false
    at = end + (isComment ? 3 : 2)
  }
}
