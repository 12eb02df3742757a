/** A photo out of focus, for what lies behind a cut-out. */
import { sharp } from './sharp'

/** @param rgb interleaved, 8 bits; may be shared memory. @returns the same, blurred by a Gaussian of σ pixels (libvips'). */
export async function blurred(rgb: Uint8Array, width: number, height: number, sigma: number): Promise<Uint8Array> {
  return await sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .blur(sigma)
    .raw()
    .toBuffer()
}
