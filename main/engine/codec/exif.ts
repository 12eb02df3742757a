/**
 * What a photo's EXIF says, and what of it an export may carry on. Only named fields cross, as
 * text: a maker's private block may hold a place or a serial number that nobody can see.
 */
import type { Exif as SharpExif } from 'sharp'
import { exifTags, type Tags, type TagValue } from './exif-tags'

export interface CameraData {
  readonly hasCameraData: boolean
  readonly hasLocation: boolean
  /** Fields for the export, by sharp's directory names; empty where there is nothing to carry. */
  fields(keep: { cameraData: boolean; location: boolean }): SharpExif
}

const NONE: CameraData = { hasCameraData: false, hasLocation: false, fields: () => ({}) }

/** Reads the EXIF block of a photo, or a whole TIFF, which is one; a damaged block counts as none. */
export function readCameraData(exif: Uint8Array | undefined): CameraData {
  const tags = exif === undefined ? null : exifTags(exif)
  if (tags === null) return NONE
  const image = asFields(tags.image, 'Orientation')
  const photo = asFields(tags.photo)
  const place = asFields(tags.place)
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

/** An exported file is upright: `except` names what it must not say again. */
function asFields(tags: Tags, except = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, value] of tags) {
    const text = name === except ? null : asText(value)
    if (text !== null) found[name] = text
  }
  return found
}

/** As libvips parses it again: several numbers separated by blanks. */
function asText(value: TagValue): string | null {
  if (typeof value !== 'string') return value.every(Number.isFinite) ? value.map(asRational).join(' ') : null
  const text = value.trim()
  return text === '' ? null : text
}

function asRational(value: number): string {
  if (Number.isInteger(value)) return String(value)
  // Exposure times are fractions of one; keep 1/250 exact.
  const inverse = 1 / value
  if (Math.abs(inverse - Math.round(inverse)) < 1e-6 && Math.abs(inverse) > 1) return `1/${Math.round(inverse)}`
  return `${Math.round(value * 10_000)}/10000`
}
