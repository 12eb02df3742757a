/**
 * An sRGB profile in a PNG that is sRGB already. sharp can only attach a profile by transforming
 * every pixel with it, which for sRGB changes none of them and takes as long as decoding; the chunk is put in by hand instead.
 * Source: PNG (third edition), 11.3.2.3 iCCP: name, NUL, compression method 0, zlib stream; before PLTE and IDAT.
 */
import { deflateSync } from 'node:zlib'
import { chunk } from './png-chunks'
import { sharp } from '../sharp'

/** Signature, and the IHDR chunk: length, type, 13 bytes, CRC. */
const AFTER_HEADER = 8 + 4 + 4 + 13 + 4

let known: Promise<Buffer> | undefined

/** The bytes of a PNG with an iCCP chunk after its header, as parts to be written one after another. */
export async function withSrgbProfile(png: Buffer): Promise<Buffer[]> {
  known ??= profileChunk()
  return [png.subarray(0, AFTER_HEADER), await known, png.subarray(AFTER_HEADER)]
}

/** The profile that libvips itself attaches, taken from a picture of one pixel. */
export async function srgbProfile(): Promise<Buffer> {
  const pixel = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
    .withIccProfile('srgb')
    .png()
    .toBuffer()
  const { icc } = await sharp(pixel).metadata()
  if (icc === undefined) throw new Error('srgbProfile: libvips attached no profile')
  return icc
}

/** Stored, not compressed: every zlib, Electron's and Node's, then writes the same bytes. */
async function profileChunk(): Promise<Buffer> {
  return chunk('iCCP', Buffer.concat([Buffer.from('sRGB\0\0', 'latin1'), deflateSync(await srgbProfile(), { level: 0 })]))
}
