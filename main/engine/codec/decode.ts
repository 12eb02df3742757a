/**
 * A file's bytes → upright 8-bit sRGB. Sniffs before it decodes, looks at the header before it
 * takes memory, and says what it converted on the way.
 */
import type { Metadata, SharpOptions } from 'sharp'
import { ChromapatchError } from '../../../contract/errors'
import { readCameraData, type CameraData } from './exif'
import { profileName } from './profile'
import { sharp } from './sharp'
import { sniff, SUPPORTED_FORMATS, type SupportedFormat } from './sniff'

/** sharp's own limit, 0x3FFF squared: about 268 megapixels. */
const MAXIMUM_PIXELS = 268_402_689
const DECODE_SECONDS = 110

export interface Header {
  readonly format: SupportedFormat
  /** Upright. */
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  readonly cameraData: CameraData
  /** What opening does to it, given whether its profile could be used. */
  readonly notes: (profileFault: boolean) => string[]
}

export interface Decoded {
  /** Interleaved, 1 to 4 channels: grey, grey and alpha, RGB, RGBA. */
  readonly pixels: Uint8Array
  readonly channels: 1 | 2 | 3 | 4
  readonly width: number
  readonly height: number
  /** True where the file's colour profile could not be used: the numbers were then read as sRGB. */
  readonly profileFault: boolean
}

/**
 * @throws ChromapatchError PHOTO_EMPTY, PHOTO_UNKNOWN_FORMAT, PHOTO_UNSUPPORTED_FORMAT, PHOTO_DAMAGED, PHOTO_TOO_MANY_PIXELS
 */
export async function readHeader(bytes: Uint8Array, name: string): Promise<Header> {
  if (bytes.length === 0) {
    throw new ChromapatchError('PHOTO_EMPTY', `“${name}” is empty: it holds no bytes at all.`, {
      hint: 'Look for another copy of the photo.',
    })
  }
  const sniffed = sniff(bytes, name)
  const hint = `Chromapatch opens ${SUPPORTED_FORMATS}.`
  if (sniffed.kind === 'unknown')
    throw new ChromapatchError('PHOTO_UNKNOWN_FORMAT', `“${name}” is not a picture that Chromapatch knows.`, { hint })
  if (sniffed.kind === 'unsupported') {
    throw new ChromapatchError('PHOTO_UNSUPPORTED_FORMAT', `“${name}” is ${sniffed.name}, which does not open here.`, {
      hint: `${hint} Convert it to one of these first.`,
    })
  }
  let metadata: Metadata
  try {
    metadata = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata()
  } catch (cause) {
    throw unreadable(name, sniffed.format, cause)
  }
  const { width, height } = metadata.autoOrient
  if (width * height > MAXIMUM_PIXELS) {
    throw new ChromapatchError(
      'PHOTO_TOO_MANY_PIXELS',
      `“${name}” says it is ${width} × ${height} pixels; ${MAXIMUM_PIXELS} is the most that opens.`,
      {
        hint: 'Make it smaller in another program first.',
      },
    )
  }
  return {
    format: sniffed.format,
    width,
    height,
    hasAlpha: metadata.hasAlpha,
    cameraData: readCameraData(metadata.exif ?? (sniffed.format === 'TIFF' ? bytes : undefined)),
    notes: (profileFault) => notesOf(metadata, profileFault),
  }
}

/**
 * @param damaged decodes what there is of a damaged file instead of refusing it.
 * @throws ChromapatchError PHOTO_DAMAGED, or PHOTO_UNREADABLE when nothing of it can be shown.
 */
export async function decode(bytes: Uint8Array, name: string, format: SupportedFormat, damaged: boolean): Promise<Decoded> {
  const options: SharpOptions = { failOn: damaged ? 'none' : 'warning', limitInputPixels: MAXIMUM_PIXELS, sequentialRead: true }
  try {
    return await decodeWith(bytes, options)
  } catch (cause) {
    if (cause instanceof Error && isProfileFault(cause.message)) {
      const withoutProfile = await decodeWith(bytes, { ...options, ignoreIcc: true }).catch(() => null)
      if (withoutProfile !== null) return { ...withoutProfile, profileFault: true }
    }
    if (cause instanceof Error && /timeout/i.test(cause.message)) {
      throw new ChromapatchError('JOB_TIMED_OUT', `“${name}” was not decoded within ${DECODE_SECONDS} seconds.`, {
        hint: 'Open a smaller copy of it.',
        cause,
      })
    }
    if (damaged) throw unreadable(name, format, cause)
    throw new ChromapatchError('PHOTO_DAMAGED', `“${name}” is damaged: the ${format} data ends early or contains errors.`, {
      hint: 'Open the damaged file anyway to see what is left of it, or look for another copy.',
      cause,
    })
  }
}

async function decodeWith(bytes: Uint8Array, options: SharpOptions): Promise<Decoded> {
  const image = sharp(bytes, options)
  // libvips leaves a profile out that it cannot use, and only says so.
  let profileFault = false
  image.on('warning', (text: string) => (profileFault ||= isProfileFault(text)))
  const upright = image.autoOrient().toColourspace('srgb')
  const { data, info } = await (options.ignoreIcc !== true && (await isProfiledWide(bytes)) ? upright.withIccProfile('srgb') : upright)
    .timeout({ seconds: DECODE_SECONDS })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { channels, width, height } = info
  if (channels !== 1 && channels !== 2 && channels !== 3 && channels !== 4) throw new Error(`${channels} channels are not a photo`)
  return { pixels: data, channels, width, height, profileFault }
}

/** sharp works on 16 bits with a profile in Display P3, and says so only by where it ends: they need one step more to be sRGB. */
async function isProfiledWide(bytes: Uint8Array): Promise<boolean> {
  const { depth, icc, space } = await sharp(bytes, { failOn: 'none', limitInputPixels: MAXIMUM_PIXELS }).metadata()
  return depth === 'ushort' && icc !== undefined && space !== 'cmyk' && space !== 'grey16' && space !== 'b-w'
}

export interface NativePixels {
  /** RGB or RGBA or grey, upright. */
  readonly pixels: Uint8Array | Uint16Array
  readonly channels: 1 | 2 | 3 | 4
  readonly width: number
  readonly height: number
  /** The profile that the values are in; null: sRGB. */
  readonly profile: Uint8Array | null
}

/**
 * A photo's pixels for an export that keeps more of it than the screen needs: 16 bits a channel where `wide`
 * and the file has them, and where `unconverted`, in the space of its own RGB profile, if it has one.
 */
export async function decodeNative(
  bytes: Uint8Array,
  options: { wide: boolean; unconverted: boolean; damaged: boolean },
): Promise<NativePixels> {
  const failOn = options.damaged ? 'none' : 'warning'
  const { icc, space, depth } = await sharp(bytes, { failOn: 'none', limitInputPixels: MAXIMUM_PIXELS }).metadata()
  const isRgb = space === 'srgb' || space === 'rgb' || space === 'rgb16'
  const profile = options.unconverted && isRgb && icc !== undefined ? icc : null
  const wide = options.wide && (depth === 'ushort' || depth === 'short')
  const image = sharp(bytes, { failOn, limitInputPixels: MAXIMUM_PIXELS, ignoreIcc: profile !== null })
    .autoOrient()
    .toColourspace(wide ? 'rgb16' : 'srgb')
  const { data, info } = await (profile === null && (await isProfiledWide(bytes)) ? image.withIccProfile('srgb') : image)
    .timeout({ seconds: DECODE_SECONDS })
    .raw({ depth: wide ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const pixels = wide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
  return { pixels, channels: info.channels as NativePixels['channels'], width: info.width, height: info.height, profile }
}

/** libvips gives no code, only the name of its operation or this word. */
function isProfileFault(text: string): boolean {
  return /\bicc_|profile/i.test(text)
}

function unreadable(name: string, format: string, cause: unknown): ChromapatchError {
  return new ChromapatchError('PHOTO_UNREADABLE', `“${name}” is a ${format} file that is too damaged to read.`, {
    hint: 'Look for another copy of the photo.',
    cause,
  })
}

function notesOf(metadata: Metadata, profileFault: boolean): string[] {
  const notes: string[] = []
  if ((metadata.orientation ?? 1) > 1) notes.push('Turned upright, as the camera recorded it.')
  const profile = metadata.icc === undefined ? null : profileName(metadata.icc)
  const space: Partial<Record<string, string>> = { cmyk: 'CMYK', 'b-w': 'Grey', grey16: 'Grey', lab: 'Lab' }
  const from = metadata.space === undefined ? undefined : space[metadata.space]
  if (profileFault) notes.push('Its colour profile is damaged and was left out; colours were read as sRGB.')
  if (metadata.space === 'cmyk' || metadata.space === 'lab') notes.push(`${from} converted to sRGB.`)
  else if (from !== undefined) notes.push('A grey picture: r and g are 1/3 everywhere.')
  else if (!profileFault && profile !== null && !/srgb/i.test(profile)) notes.push(`${profile} converted to sRGB.`)
  if (metadata.depth === 'ushort') notes.push('16 bits a channel reduced to 8.')
  else if (metadata.depth !== undefined && metadata.depth !== 'uchar' && metadata.depth !== 'char')
    notes.push('Its numbers were reduced to 8 bits a channel.')
  if ((metadata.pages ?? 1) > 1) notes.push(`The first of ${metadata.pages} pictures in the file.`)
  return notes
}
