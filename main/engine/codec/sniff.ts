/** What a file is by its first bytes. Its name says nothing: a text file may be called `photo.jpg`. */

export type SupportedFormat = 'JPEG' | 'PNG' | 'WebP' | 'AVIF' | 'TIFF' | 'GIF'

export type Sniffed =
  | { readonly kind: 'supported'; readonly format: SupportedFormat }
  /** A picture or document that is known and does not open; `name` as people write it. */
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'unknown' }

export const SUPPORTED_FORMATS = 'JPEG, PNG, WebP, AVIF, TIFF and GIF'

const RAW_ENDINGS = /\.(3fr|arw|cr2|dcr|dng|erf|iiq|kdc|mef|mos|nef|nrw|orf|pef|raf|rw2|sr2|srf|srw|x3f)$/i
const AVIF_BRANDS = new Set(['avif', 'avis'])
const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'])

type Signature = readonly [at: number, text: string]
const SUPPORTED: readonly (readonly [SupportedFormat, readonly Signature[]])[] = [
  ['JPEG', [[0, '\xff\xd8\xff']]],
  ['PNG', [[0, '\x89PNG\r\n\x1a\n']]],
  ['GIF', [[0, 'GIF87a']]],
  ['GIF', [[0, 'GIF89a']]],
  ['WebP', [[0, 'RIFF'], [8, 'WEBP']]], // prettier-ignore
]
const UNSUPPORTED: readonly (readonly [string, readonly Signature[]])[] = [
  ['a BMP picture', [[0, 'BM']]],
  ['a JPEG XL picture', [[0, '\xff\x0a']]],
  ['a JPEG XL picture', [[0, '\0\0\0\x0cJXL \r\n\x87\n']]],
  ['a JPEG 2000 picture', [[0, '\0\0\0\x0cjP  \r\n\x87\n']]],
  ['a JPEG 2000 picture', [[0, '\xff\x4f\xff\x51']]],
  ['a camera RAW file', [[0, 'FUJIFILMCCD-RAW']]],
  ['a camera RAW file', [[0, 'IIU\0']]],
  ['a camera RAW file', [[0, 'IIRO']]],
  ['a camera RAW file', [[0, 'II*\0'], [8, 'CR']]], // prettier-ignore
  ['a camera RAW file', [[4, 'ftypcrx ']]],
  ['a Photoshop document', [[0, '8BPS']]],
  ['a PDF document', [[0, '%PDF']]],
  ['an OpenEXR picture', [[0, 'v/1\x01']]],
  ['a Radiance HDR picture', [[0, '#?RADIANCE']]],
  ['a QOI picture', [[0, 'qoif']]],
  ['an icon file', [[0, '\0\0\x01\0']]],
  ['a GIMP picture', [[0, 'gimp xcf']]],
]
const TIFF: readonly string[] = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']

/**
 * @param head the first bytes of the file, 512 if it has them.
 * @param name the file's name: TIFF and several camera RAW formats begin alike, and only the ending tells.
 */
export function sniff(head: Uint8Array, name: string): Sniffed {
  const text = String.fromCharCode(...head.subarray(0, 512))
  const has = (signatures: readonly Signature[]) => signatures.every(([at, expected]) => text.startsWith(expected, at))
  for (const [unsupported, signatures] of UNSUPPORTED) if (has(signatures)) return { kind: 'unsupported', name: unsupported }
  for (const [format, signatures] of SUPPORTED) if (has(signatures)) return { kind: 'supported', format }
  if (TIFF.some((start) => text.startsWith(start))) {
    return RAW_ENDINGS.test(name) ? { kind: 'unsupported', name: 'a camera RAW file' } : { kind: 'supported', format: 'TIFF' }
  }
  if (text.startsWith('ftyp', 4)) return sniffIsoMedia(text)
  if (/^\uFEFF?\s*(<\?xml[^]*?)?(<!--[^]*?-->\s*)*(<!DOCTYPE svg|<svg)/.test(text.replace('\xef\xbb\xbf', ''))) {
    return { kind: 'unsupported', name: 'an SVG drawing' }
  }
  return { kind: 'unknown' }
}

/** AVIF and HEIC share a container: the brands say which coding is inside. */
function sniffIsoMedia(text: string): Sniffed {
  const boxBytes = text.charCodeAt(2) * 256 + text.charCodeAt(3)
  const brands: string[] = []
  for (let at = 8; at + 4 <= Math.min(boxBytes, text.length); at += 4) if (at !== 12) brands.push(text.slice(at, at + 4))
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return { kind: 'supported', format: 'AVIF' }
  if (brands.some((brand) => HEIC_BRANDS.has(brand))) return { kind: 'unsupported', name: 'a HEIC picture' }
  return { kind: 'unsupported', name: 'a film' }
}
