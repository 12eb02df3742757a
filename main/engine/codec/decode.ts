/**
 * A file's bytes → upright 8-bit sRGB. Decodes strictly; where that fails, puts right what is harmless and decodes as strictly again;
 * what is left then is damage, and opens only when it is asked for.
 */
import type { Sharp, SharpOptions } from 'sharp'
import { ChromapatchError } from '../../../contract/errors'
import { quickMetadata, unreadable, type Header } from './header'
import { decodeSeconds, inTime, MAXIMUM_PIXELS } from './limits'
import { repaired } from './repair'
import { sharp } from './sharp'

export interface Decoded {
  /** Interleaved, 1 to 4 channels: grey, grey and alpha, RGB, RGBA. */
  readonly pixels: Uint8Array
  readonly channels: 1 | 2 | 3 | 4
  readonly width: number
  readonly height: number
  /** True where the file's colour profile could not be used: the numbers were then read as sRGB. */
  readonly profileFault: boolean
  /** Faults that do not touch the pixels, as parts of a sentence. */
  readonly faults: readonly string[]
  /** Part of the picture is missing or wrong. */
  readonly isDamaged: boolean
}

/**
 * @param damaged decodes what there is of a damaged file instead of refusing it.
 * @throws ChromapatchError PHOTO_DAMAGED, or PHOTO_UNREADABLE when nothing of it can be shown, JOB_TIMED_OUT.
 */
export async function decode(header: Header, name: string, damaged: boolean): Promise<Decoded> {
  return await mended(header, name, damaged, (bytes, options) => decodeWith(bytes, options))
}

type Mended = { readonly faults: readonly string[]; readonly isDamaged: boolean }

/** Runs `work` on the bytes as they are, then put right, then, where `damaged`, as far as they go. */
async function mended<T extends object>(
  header: Header,
  name: string,
  damaged: boolean,
  work: (bytes: Uint8Array, options: SharpOptions) => Promise<T>,
): Promise<T & Mended> {
  const { source, format, container, sourcePage, width, height, faults } = header
  const seconds = decodeSeconds(width * height, format === 'AVIF')
  const options: SharpOptions = {
    failOn: 'warning',
    limitInputPixels: MAXIMUM_PIXELS,
    sequentialRead: true,
    ...(sourcePage > 0 ? { page: sourcePage } : {}),
  }
  if (header.isDamaged && !damaged) throw damagedPhoto(name, format)
  try {
    return { ...(await inTime(name, seconds, work(source, options))), faults, isDamaged: header.isDamaged }
  } catch (cause) {
    refuseLate(cause)
    const better = await repaired(source, container, sourcePage)
    // A repaired file holds the one page alone.
    const rest: SharpOptions = { ...options, page: 0 }
    if (better !== null) {
      try {
        return { ...(await inTime(name, seconds, work(better.bytes, rest))), faults: better.faults, isDamaged: false }
      } catch (thrown) {
        refuseLate(thrown)
      }
    }
    if (!damaged) throw damagedPhoto(name, format, cause)
    try {
      return { ...(await inTime(name, seconds, work(source, { ...options, failOn: 'none' }))), faults: [], isDamaged: true }
    } catch (thrown) {
      refuseLate(thrown)
      throw unreadable(name, format, thrown)
    }
  }
}

function damagedPhoto(name: string, format: string, cause?: unknown): ChromapatchError {
  return new ChromapatchError('PHOTO_DAMAGED', `“${name}” is damaged: the ${format} data ends early or contains errors.`, {
    hint: 'Open the damaged file anyway to see what is left of it, or look for another copy.',
    cause,
  })
}

function refuseLate(thrown: unknown): void {
  if (thrown instanceof ChromapatchError) throw thrown
}

/** A profile that cannot be used is left out, and said. */
async function decodeWith(bytes: Uint8Array, options: SharpOptions): Promise<Omit<Decoded, keyof Mended>> {
  try {
    return await toSrgb(bytes, options)
  } catch (cause) {
    if (!(cause instanceof Error) || !isProfileFault(cause.message)) throw cause
    return { ...(await toSrgb(bytes, { ...options, ignoreIcc: true })), profileFault: true }
  }
}

async function toSrgb(bytes: Uint8Array, options: SharpOptions): Promise<Omit<Decoded, keyof Mended>> {
  const image = sharp(bytes, options)
  // libvips leaves a profile out that it cannot use, and only says so.
  let profileFault = false
  image.on('warning', (text: string) => (profileFault ||= isProfileFault(text)))
  const upright = image.autoOrient().toColourspace('srgb')
  const { data, info } = await (options.ignoreIcc !== true && (await isProfiledWide(bytes)) ? upright.withIccProfile('srgb') : upright)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { channels, width, height } = info
  if (channels !== 1 && channels !== 2 && channels !== 3 && channels !== 4) throw new Error(`${String(channels)} channels are not a photo`)
  return { pixels: data, channels, width, height, profileFault }
}

/** sharp works on 16 bits with a profile in Display P3, and says so only by where it ends: they need one step more to be sRGB. */
async function isProfiledWide(bytes: Uint8Array): Promise<boolean> {
  const { depth, icc, space } = await quickMetadata(bytes)
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
 * @throws ChromapatchError as `decode`
 */
export async function decodeNative(
  header: Header,
  name: string,
  { wide, unconverted, damaged }: { wide: boolean; unconverted: boolean; damaged: boolean },
): Promise<NativePixels> {
  return await mended(header, name, damaged, async (bytes, options): Promise<NativePixels> => {
    const { icc, space, depth } = await quickMetadata(bytes)
    const isRgb = space === 'srgb' || space === 'rgb' || space === 'rgb16'
    const profile = unconverted && isRgb && icc !== undefined ? icc : null
    const isWide = wide && (depth === 'ushort' || depth === 'short')
    const image: Sharp = sharp(bytes, { ...options, ignoreIcc: profile !== null })
      .autoOrient()
      .toColourspace(isWide ? 'rgb16' : 'srgb')
    const { data, info } = await (profile === null && (await isProfiledWide(bytes)) ? image.withIccProfile('srgb') : image)
      .raw({ depth: isWide ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const pixels = isWide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
    return { pixels, channels: info.channels as NativePixels['channels'], width: info.width, height: info.height, profile }
  })
}

/** libvips gives no code, only the name of its operation or this word. */
function isProfileFault(text: string): boolean {
  return /\bicc_|profile/i.test(text)
}
