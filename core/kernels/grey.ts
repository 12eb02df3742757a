/**
 * Grey, and the difference of two photos in it.
 *
 * scikit-image's rgb2gray is 0.2125 R + 0.7154 G + 0.0721 B on R / 255 and so on. Times 2,550,000 that is
 * the whole number 2125 R + 7154 G + 721 B: sums and differences of it are exact, where those of
 * float64 greys depend on the order a library adds in. OpenCV's 8-bit grey is fixed-point.
 */

/** Grey 1.0 (white), in the units of `greyOf`. */
export const GREY_UNIT = 2_550_000

/** scikit-image's grey of a pixel in units of 1 / GREY_UNIT: 0..GREY_UNIT, exact. */
export function greyOf(R: number, G: number, B: number): number {
  return 2125 * R + 7154 * G + 721 * B
}

/** OpenCV's 8-bit grey (COLOR_RGB2GRAY): 15-bit fixed point, rounded half up. */
export function greyByteOf(R: number, G: number, B: number): number {
  return (R * 9798 + G * 19_235 + B * 3735 + 16_384) >> 15
}

/** before - after in units of 1 / GREY_UNIT, as Int32 at `out` (a multiple of 4): -GREY_UNIT..GREY_UNIT. */
export function greyDifference(bytes: Uint8Array, before: number, after: number, count: number, out: number): void {
  if (out % 4 !== 0) throw new RangeError(`greyDifference: the output must lie at a multiple of 4, received ${out}`)
  const differences = new Int32Array(bytes.buffer, bytes.byteOffset + out, count)
  for (let p = 0, i = before, k = after; p < count; p++, i += 3, k += 3) {
    const was = greyOf(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
    differences[p] = was - greyOf(bytes[k] as number, bytes[k + 1] as number, bytes[k + 2] as number)
  }
}

/** |before - after| of OpenCV's greys (absdiff), a byte per pixel. */
export function greyDistance(bytes: Uint8Array, before: number, after: number, count: number, out: number): void {
  for (let p = 0, i = before, k = after; p < count; p++, i += 3, k += 3) {
    const was = greyByteOf(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
    bytes[out + p] = Math.abs(was - greyByteOf(bytes[k] as number, bytes[k + 1] as number, bytes[k + 2] as number))
  }
}
