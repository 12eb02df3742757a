/** The plain kernels that need no model: counting, histograms of chromaticity, the pyramid step. */
import { binEdges, binOf } from './definition'
import { ratioBins } from './ratio-bins'
import type { ChromaticityWindow } from './windows'

/** counts[0] += black pixels, counts[1] += pixels with a channel at 255. */
export function census(bytes: Uint8Array, rgb: number, count: number, counts: Uint32Array): void {
  let black = 0
  let clipped = 0
  for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
    const R = bytes[i] as number
    const G = bytes[i + 1] as number
    const B = bytes[i + 2] as number
    if ((R | G | B) === 0) black++
    else if (R === 255 || G === 255 || B === 255) clipped++
  }
  counts[0] = (counts[0] as number) + black
  counts[1] = (counts[1] as number) + clipped
}

/** numpy's bins of chromaticity over [low, high], see ratio-bins.ts. */
export function numpyBins(low: number, high: number, bins: number): Int16Array {
  const edges = binEdges(low, high, bins)
  return ratioBins(`numpy ${low} ${high} ${bins}`, (ratio) => binOf(ratio, edges))
}

/** Adds r and g of every pixel that is not black to their histograms over [0, 1]. */
export function addChromaticities(bytes: Uint8Array, rgb: number, count: number, bins: number, r: Uint32Array, g: Uint32Array): void {
  if (r.length !== bins || g.length !== bins) throw new RangeError(`histograms of ${bins} bins: received ${r.length} and ${g.length}`)
  const binsOf = numpyBins(0, 1, bins)
  for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
    const R = bytes[i] as number
    const G = bytes[i + 1] as number
    const row = (R + G + (bytes[i + 2] as number)) << 8
    if (row === 0) continue
    const atR = binsOf[row | R] as number
    const atG = binsOf[row | G] as number
    r[atR] = (r[atR] as number) + 1
    g[atG] = (g[atG] as number) + 1
  }
}

/** Adds every pixel that is not black, and lies in the window, to the 2-D histogram (r-major). */
export function addToPlane(bytes: Uint8Array, rgb: number, count: number, { bins, r, g }: ChromaticityWindow, counts: Uint32Array): void {
  if (counts.length !== bins * bins) throw new RangeError(`a histogram of ${bins} × ${bins} expected, received ${counts.length} cells`)
  const binsOfR = numpyBins(...r, bins)
  const binsOfG = numpyBins(...g, bins)
  for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
    const R = bytes[i] as number
    const G = bytes[i + 1] as number
    const row = (R + G + (bytes[i + 2] as number)) << 8
    if (row === 0) continue
    const atR = binsOfR[row | R] as number
    const atG = binsOfG[row | G] as number
    if (atR >= 0 && atG >= 0) counts[atR * bins + atG] = (counts[atR * bins + atG] as number) + 1
  }
}

/** One pyramid step, rows [y0, y1) of the half-size picture that starts at `out`; means rounded half up. */
export function halve(
  bytes: Uint8Array,
  source: number,
  width: number,
  height: number,
  channels: 1 | 3,
  out: number,
  y0: number,
  y1: number,
): void {
  const halfWidth = (width + 1) >> 1
  const stride = width * channels
  let to = out + y0 * halfWidth * channels
  for (let y = y0; y < y1; y++) {
    const top = source + 2 * y * stride
    // An odd last row or column is paired with itself: the mean of two equal bytes is the byte.
    const bottom = 2 * y + 1 < height ? top + stride : top
    for (let x = 0; x < halfWidth; x++) {
      const left = 2 * x * channels
      const right = 2 * x + 1 < width ? left + channels : left
      for (let c = 0; c < channels; c++) {
        const sum =
          (bytes[top + left + c] as number) +
          (bytes[top + right + c] as number) +
          (bytes[bottom + left + c] as number) +
          (bytes[bottom + right + c] as number)
        bytes[to++] = (sum + 2) >> 2
      }
    }
  }
}
