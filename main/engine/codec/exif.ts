/**
 * What a photo's EXIF says, and what of it an export may carry on. Only named fields cross, as
 * text: a maker's private block may hold a place or a serial number that nobody can see.
 */
import exifReader from 'exif-reader'
import type { Exif as SharpExif } from 'sharp'

export interface CameraData {
  readonly hasCameraData: boolean
  readonly hasLocation: boolean
  /** Fields for the export, by sharp's directory names; empty where there is nothing to carry. */
  fields(keep: { cameraData: boolean; location: boolean }): SharpExif
}

const IMAGE = ['Make', 'Model', 'Artist', 'Copyright', 'DateTime', 'ImageDescription'] as const
const PHOTO = [
  'DateTimeOriginal', 'DateTimeDigitized', 'OffsetTimeOriginal', 'ExposureTime', 'FNumber', 'ISOSpeedRatings', 'FocalLength',
  'FocalLengthIn35mmFilm', 'ExposureBiasValue', 'ExposureProgram', 'MeteringMode', 'Flash', 'WhiteBalance', 'LensMake', 'LensModel',
] as const // prettier-ignore
const PLACE = ['GPSLatitudeRef', 'GPSLatitude', 'GPSLongitudeRef', 'GPSLongitude', 'GPSAltitudeRef', 'GPSAltitude', 'GPSDateStamp'] as const

const NONE: CameraData = { hasCameraData: false, hasLocation: false, fields: () => ({}) }

/** Reads the EXIF block of a photo, or a whole TIFF, which is one; a damaged block counts as none. */
export function readCameraData(exif: Uint8Array | undefined): CameraData {
  if (exif === undefined) return NONE
  let tags: ReturnType<typeof exifReader>
  try {
    tags = exifReader(Buffer.from(exif.buffer, exif.byteOffset, exif.byteLength))
  } catch {
    return NONE
  }
  const image = pick(tags.Image, IMAGE)
  const photo = pick(tags.Photo, PHOTO)
  const place = pick(tags.GPSInfo, PLACE)
  return {
    hasCameraData: Object.keys(image).length + Object.keys(photo).length > 0,
    hasLocation: 'GPSLatitude' in place,
    fields: ({ cameraData, location }) => ({
      ...(cameraData && Object.keys(image).length > 0 ? { IFD0: image } : {}),
      ...(cameraData && Object.keys(photo).length > 0 ? { IFD2: photo } : {}),
      ...(location && Object.keys(place).length > 0 ? { IFD3: place } : {}),
    }),
  }
}

function pick(directory: object | undefined, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const text = asText((directory as Record<string, unknown> | undefined)?.[name])
    if (text !== null) found[name] = text
  }
  return found
}

/** As libvips parses it again: dates in EXIF's own form, several numbers separated by blanks. */
function asText(value: unknown): string | null {
  if (typeof value === 'string') {
    const text = value.replace(/\u0000+$/, '').trim()
    return text === '' ? null : text
  }
  if (typeof value === 'number') return Number.isFinite(value) ? asRational(value) : null
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ')
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number' && Number.isFinite(item))) {
    return value.map((item) => asRational(item as number)).join(' ')
  }
  return null
}

function asRational(value: number): string {
  if (Number.isInteger(value)) return String(value)
  // Exposure times are fractions of one; keep 1/250 exact.
  const inverse = 1 / value
  if (Math.abs(inverse - Math.round(inverse)) < 1e-6 && Math.abs(inverse) > 1) return `1/${Math.round(inverse)}`
  return `${Math.round(value * 10_000)}/10000`
}
