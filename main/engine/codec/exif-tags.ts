/**
 * Named tags of an EXIF block, read within bounds: directories that point to each other, counts of a gigabyte or sixty thousand
 * entries cost nothing, because only what is asked for is looked at.
 * Source: Exif 2.32, 4.6; TIFF 6.0, section 2.
 */

export type TagValue = string | readonly number[]
export type Tags = ReadonlyMap<string, TagValue>

export interface ExifTags {
  readonly image: Tags
  readonly photo: Tags
  readonly place: Tags
}

/** By number, as sharp writes them again. */
export const IMAGE_TAGS: Readonly<Record<number, string>> = {
  0x010e: 'ImageDescription', 0x010f: 'Make', 0x0110: 'Model', 0x0112: 'Orientation', 0x0132: 'DateTime', 0x013b: 'Artist', 0x8298: 'Copyright',
} // prettier-ignore
export const PHOTO_TAGS: Readonly<Record<number, string>> = {
  0x829a: 'ExposureTime', 0x829d: 'FNumber', 0x8822: 'ExposureProgram', 0x8827: 'ISOSpeedRatings', 0x9003: 'DateTimeOriginal',
  0x9004: 'DateTimeDigitized', 0x9011: 'OffsetTimeOriginal', 0x9204: 'ExposureBiasValue', 0x9207: 'MeteringMode', 0x9209: 'Flash',
  0x920a: 'FocalLength', 0xa403: 'WhiteBalance', 0xa405: 'FocalLengthIn35mmFilm', 0xa433: 'LensMake', 0xa434: 'LensModel',
} // prettier-ignore
export const PLACE_TAGS: Readonly<Record<number, string>> = {
  1: 'GPSLatitudeRef', 2: 'GPSLatitude', 3: 'GPSLongitudeRef', 4: 'GPSLongitude', 5: 'GPSAltitudeRef', 6: 'GPSAltitude', 29: 'GPSDateStamp',
} // prettier-ignore
const [PHOTO_DIRECTORY, PLACE_DIRECTORY] = [0x8769, 0x8825]

const ENTRIES_MAX = 1000
const TEXT_MAX = 1000
const NUMBERS_MAX = 8
/** Bytes of a value by its type, 1 to 12. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]

/** @param block with or without the marker `Exif\0\0`; a whole TIFF is one too. @returns null where it is none. */
export function exifTags(block: Uint8Array): ExifTags | null {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const start = block.length > 6 && view.getUint32(0) === 0x45786966 ? 6 : 0
  if (block.length < start + 8) return null
  const order = view.getUint16(start)
  if (order !== 0x4949 && order !== 0x4d4d) return null
  const little = order === 0x4949
  if (view.getUint16(start + 2, little) !== 42) return null
  const pointers = new Map<number, number>()
  const reader = { view, start, little }
  const image = directory(reader, view.getUint32(start + 4, little), IMAGE_TAGS, pointers)
  return {
    image,
    photo: directory(reader, pointers.get(PHOTO_DIRECTORY) ?? 0, PHOTO_TAGS),
    place: directory(reader, pointers.get(PLACE_DIRECTORY) ?? 0, PLACE_TAGS),
  }
}

interface Reader {
  readonly view: DataView
  /** Where offsets count from. */
  readonly start: number
  readonly little: boolean
}

function directory(reader: Reader, offset: number, names: Readonly<Record<number, string>>, pointers?: Map<number, number>): Tags {
  const { view, start, little } = reader
  const found = new Map<string, TagValue>()
  const at = start + offset
  if (offset === 0 || at + 2 > view.byteLength) return found
  const count = Math.min(view.getUint16(at, little), ENTRIES_MAX)
  for (let i = 0; i < count; i++) {
    const entry = at + 2 + i * 12
    if (entry + 12 > view.byteLength) break
    const tag = view.getUint16(entry, little)
    if (tag === PHOTO_DIRECTORY || tag === PLACE_DIRECTORY) pointers?.set(tag, view.getUint32(entry + 8, little))
    const name = names[tag]
    if (name === undefined || found.has(name)) continue
    const value = valueOf(reader, entry)
    if (value !== null) found.set(name, value)
  }
  return found
}

function valueOf({ view, start, little }: Reader, entry: number): TagValue | null {
  const type = view.getUint16(entry + 2, little)
  const count = view.getUint32(entry + 4, little)
  const each = TYPE_BYTES[type]
  if (each === undefined || each === 0 || count === 0) return null
  const at = each * count <= 4 ? entry + 8 : start + view.getUint32(entry + 8, little)
  if (at + each * count > view.byteLength) return null
  if (type === 2) return text(view, at, Math.min(count, TEXT_MAX))
  return Array.from({ length: Math.min(count, NUMBERS_MAX) }, (_, i) => numberAt(view, at + i * each, type, little))
}

/** Up to the first NUL; UTF-8 where it is, else as Latin-1 has it. */
function text(view: DataView, at: number, length: number): string {
  const bytes = Buffer.from(view.buffer, view.byteOffset + at, length)
  const end = bytes.indexOf(0)
  const own = end < 0 ? bytes : bytes.subarray(0, end)
  const read = own.toString('utf8')
  return read.includes('\ufffd') ? own.toString('latin1') : read
}

function numberAt(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little)
    case 4:
      return view.getUint32(at, little)
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little)
    case 6:
      return view.getInt8(at)
    case 8:
      return view.getInt16(at, little)
    case 9:
      return view.getInt32(at, little)
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little)
    case 11:
      return view.getFloat32(at, little)
    case 12:
      return view.getFloat64(at, little)
    default:
      return view.getUint8(at)
  }
}
