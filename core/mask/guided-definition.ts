/**
 * The guided filter as the paper has it (He, Sun, Tang: Guided Image Filtering, ECCV 2010, algorithm 1), in float64, every
 * window summed by itself: what the fast version (guided.ts) is tested against. Slow.
 *
 * Guide: scikit-image's rgb2gray, 0..1. Input: the mask, 0..1. Windows are squares of (2 r + 1)², cut off at the border, their means taken over
 * the pixels that they have. Output: 0..1, what lies beyond is cut.
 */
import { GREY_BLUE, GREY_GREEN, GREY_RED } from './guided'

/** @param mask 0..1 a pixel. @param rgb 3 · width · height bytes. */
export function guidedFilter(
  mask: Float64Array,
  rgb: Uint8Array,
  width: number,
  height: number,
  radius: number,
  epsilon: number,
): Float64Array {
  const grey = mask.map((_, i) => (GREY_RED * rgb[3 * i]! + GREY_GREEN * rgb[3 * i + 1]! + GREY_BLUE * rgb[3 * i + 2]!) / 255)
  const mean = (value: (i: number) => number) =>
    mask.map((_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)]
      let [sum, count] = [0, 0]
      for (let j = Math.max(0, y - radius); j <= Math.min(height - 1, y + radius); j++) {
        for (let k = Math.max(0, x - radius); k <= Math.min(width - 1, x + radius); k++) {
          sum += value(j * width + k)
          count++
        }
      }
      return sum / count
    })
  const meanI = mean((i) => grey[i]!)
  const meanP = mean((i) => mask[i]!)
  const meanIP = mean((i) => grey[i]! * mask[i]!)
  const meanII = mean((i) => grey[i]! * grey[i]!)
  const a = mask.map((_, i) => (meanIP[i]! - meanI[i]! * meanP[i]!) / (meanII[i]! - meanI[i]! * meanI[i]! + epsilon))
  const b = mask.map((_, i) => meanP[i]! - a[i]! * meanI[i]!)
  const [meanA, meanB] = [mean((i) => a[i]!), mean((i) => b[i]!)]
  return mask.map((_, i) => Math.min(1, Math.max(0, meanA[i]! * grey[i]! + meanB[i]!)))
}
