/** Pictures in turn, as one animated file. */
import { sharp } from './sharp'

export interface Frames {
  /** RGB bytes of the frames, one below the other. */
  readonly pixels: Uint8Array
  readonly width: number
  /** Of one frame. */
  readonly height: number
  readonly count: number
}

/** The bytes of the file; it repeats for ever. */
export async function animation(
  { pixels, width, height, count }: Frames,
  format: 'webp' | 'gif',
  milliseconds: number,
): Promise<Uint8Array> {
  const raw = { width, height: height * count, channels: 3 as const, pageHeight: height }
  const image = sharp(pixels, { raw, limitInputPixels: false, animated: true })
  const delay = new Array<number>(count).fill(milliseconds)
  const encoder = format === 'webp' ? image.webp({ quality: 90, delay, loop: 0, effort: 3 }) : image.gif({ delay, loop: 0, effort: 4 })
  return await encoder.toBuffer()
}

/** A picture as the bytes of a file, small enough to be put into a page. */
export async function jpegBytes(pixels: Uint8Array, width: number, height: number, channels: 1 | 3, quality = 88): Promise<Uint8Array> {
  return await sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false }).jpeg({ quality }).toBuffer()
}

/** A part of an RGB picture, or of a grey one, as the bytes of a PNG without loss. */
export async function pngBytes(
  pixels: Uint8Array,
  { width, height, channels }: { readonly width: number; readonly height: number; readonly channels: 1 | 3 },
  part: { readonly left: number; readonly top: number; readonly width: number; readonly height: number } | null = null,
): Promise<Uint8Array> {
  const whole = sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false })
  return await (part === null ? whole : whole.extract(part)).png({ compressionLevel: 1 }).toBuffer()
}
