/** What a photo is, before its pixels are decoded: format, size, pages, camera data, and whether it may be decoded at all. */
import type { Metadata } from 'sharp'
import { ChromapatchError } from '../../../contract/errors'
import type { SupportedFormat } from '../../../contract/formats'
import { readCameraData, type CameraData } from './exif'
import { identify } from './identify'
import { MAXIMUM_PIXELS, refuseByStructure, refuseTooManyPixels } from './limits'
import { notesOf } from './notes'
import { isForeign, readForeign } from './read-foreign'
import type { ReaderName } from './readers'
import { codedAvif, withKnownBrand, type Coded } from './avif-colour'
import { pngColour } from './png/png-colour'
import { repaired } from './repair'
import { needsReader } from './tiff/odd'
import { sharp } from './sharp'

export interface Header {
  readonly format: SupportedFormat
  /** Upright. */
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  readonly cameraData: CameraData
  /** How many pictures the file holds, and which this is, from 0. */
  readonly pages: number
  readonly page: number
  /** Which picture of `source` it is: a reader gives one alone. */
  readonly sourcePage: number
  /** What is decoded: the file's own bytes, or what a reader made of them. */
  readonly source: Uint8Array
  /** What `source` is to the decoder. */
  readonly container: SupportedFormat
  /** Faults that a reader found, as parts of a sentence; whether it found parts missing. */
  readonly faults: readonly string[]
  readonly isDamaged: boolean
  /** What opening does to it, given whether its profile could be used. */
  readonly notes: (profileFault: boolean) => string[]
}

export interface HeaderOptions {
  /** From 0. */
  readonly page?: number
  /** What memory allows. */
  readonly mostPixels?: number
}

/** Formats whose further pictures are pages or frames of their own. */
const PAGED: ReadonlySet<SupportedFormat> = new Set(['TIFF', 'GIF', 'WebP'])

/**
 * @throws ChromapatchError PHOTO_EMPTY, PHOTO_UNKNOWN_FORMAT, PHOTO_UNSUPPORTED_FORMAT, PHOTO_UNREADABLE, PHOTO_DAMAGED,
 * PHOTO_TOO_MANY_PIXELS, PHOTO_TOO_COMPLEX, PARAMETER_INVALID
 */
export async function readHeader(bytes: Uint8Array, name: string, options: HeaderOptions = {}): Promise<Header> {
  const format = identify(bytes, name)
  if (isForeign(format)) return await foreignHeader(bytes, format as ReaderName, name, options)
  if (format === 'TIFF' && (await needsReader(bytes, options.page ?? 0))) return await foreignHeader(bytes, format, name, options)
  return await ownHeader(bytes, format, name, options)
}

/** A reader's picture is told about as the file that it came from. */
async function foreignHeader(
  bytes: Uint8Array,
  format: ReaderName,
  name: string,
  { page = 0, ...options }: HeaderOptions,
): Promise<Header> {
  const read = await readForeign(bytes, format, name, { page, ...options })
  const header = await ownHeader(read.bytes, read.container, name, {})
  return {
    ...header,
    ...{ format, page, sourcePage: 0, pages: read.pages, faults: read.faults, isDamaged: read.isDamaged },
    cameraData: readCameraData(read.exif ?? (format === 'TIFF' ? bytes : undefined)),
    notes: (profileFault) => [...header.notes(profileFault), ...read.notes],
  }
}

async function ownHeader(bytes: Uint8Array, format: SupportedFormat, name: string, { page = 0 }: HeaderOptions): Promise<Header> {
  const { source, note } = format === 'AVIF' ? await codedAvif(withKnownBrand(bytes)) : codedPng(bytes, format)
  const found = await metadataOf(source, name, format, page)
  const { metadata, faults } = found
  const { width, height } = metadata.autoOrient
  refuseTooManyPixels(name, width, height)
  refuseByStructure(bytes, name, format)
  return {
    format,
    width,
    height,
    hasAlpha: metadata.hasAlpha,
    cameraData: readCameraData(metadata.exif ?? (format === 'TIFF' ? bytes : undefined)),
    pages: PAGED.has(format) ? (metadata.pages ?? 1) : 1,
    page,
    sourcePage: page,
    source: found.source,
    container: found.metadata.format === 'tiff' ? 'TIFF' : format,
    faults,
    isDamaged: false,
    notes: (profileFault) => [...notesOf(metadata, profileFault, page), ...(note === null ? [] : [note])],
  }
}

interface Found {
  readonly source: Uint8Array
  readonly metadata: Metadata
  readonly faults: readonly string[]
}

/** A header that libvips cannot read may be one that can be put right. */
async function metadataOf(source: Uint8Array, name: string, format: SupportedFormat, page: number): Promise<Found> {
  try {
    return { source, metadata: await pageMetadata(source, name, format, page), faults: [] }
  } catch (cause) {
    if (cause instanceof ChromapatchError) throw cause
    refuseByStructure(source, name, format)
    const better = await repaired(source, format, page)
    const metadata =
      better === null
        ? null
        : await sharp(better.bytes, LENIENT)
            .metadata()
            .catch(() => null)
    if (better === null || metadata === null) throw unreadable(name, format, cause)
    return { source: better.bytes, metadata, faults: better.faults }
  }
}

const LENIENT = { failOn: 'none', limitInputPixels: false } as const

async function pageMetadata(source: Uint8Array, name: string, format: SupportedFormat, page: number): Promise<Metadata> {
  const metadata = await sharp(source, LENIENT).metadata()
  const pages = PAGED.has(format) ? (metadata.pages ?? 1) : 1
  if (page >= pages) throw noSuchPage(name, page, pages)
  return page > 0 ? { ...(await sharp(source, { ...LENIENT, page }).metadata()), pages } : metadata
}

/** A PNG that tells its colours by numbers gets the profile that says the same. */
function codedPng(source: Uint8Array, format: SupportedFormat): Coded {
  const told = format === 'PNG' ? pngColour(source) : null
  return told === null ? { source, note: null } : { source: told.bytes, note: told.note }
}

function noSuchPage(name: string, page: number, pages: number): ChromapatchError {
  const held = pages === 1 ? 'one picture' : `${pages} pictures`
  return new ChromapatchError('PARAMETER_INVALID', `“${name}” holds ${held}: there is no page ${page + 1}.`, {
    hint: pages === 1 ? 'Leave the page out.' : `Choose a page from 1 to ${pages}.`,
  })
}

export function unreadable(name: string, format: string, cause: unknown): ChromapatchError {
  return new ChromapatchError('PHOTO_UNREADABLE', `“${name}” is a ${format} file that is too damaged to read.`, {
    hint: 'Look for another copy of the photo.',
    cause,
  })
}

/** For a second look at bytes whose header was read before. */
export const quickMetadata = (bytes: Uint8Array): Promise<Metadata> =>
  sharp(bytes, { failOn: 'none', limitInputPixels: MAXIMUM_PIXELS }).metadata()
