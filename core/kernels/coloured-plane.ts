/** The 2-D histogram of chromaticity with the sum of each cell's colours, and which ratios a photo has at all. */
import { numpyBins } from './plain-pictures'
import type { ChromaticityWindow } from './windows'

/** Numbers of a cell: its pixels, and the sums of their R, G and B. */
export const CELL = 4
/** R + G + B is 0..765 and a channel 0..255: a flag for each pair, twice, for r and for g. */
const PAIRS = 766 * 256
export const RATIO_FLAGS = PAIRS * 2

/** Adds every pixel that is not black, and lies in the window, to its cell; `sums` has bins² · CELL entries, r-major. */
export function addColouredPlane(
  bytes: Uint8Array,
  rgb: number,
  count: number,
  { bins, r, g }: ChromaticityWindow,
  sums: Float64Array,
): void {
  if (sums.length !== bins * bins * CELL) throw new RangeError(`${bins} × ${bins} cells expected, received ${sums.length / CELL}`)
  const binsOfR = numpyBins(...r, bins)
  const binsOfG = numpyBins(...g, bins)
  for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
    const R = bytes[i] as number
    const G = bytes[i + 1] as number
    const B = bytes[i + 2] as number
    const row = (R + G + B) << 8
    if (row === 0) continue
    const atR = binsOfR[row | R] as number
    const atG = binsOfG[row | G] as number
    if (atR < 0 || atG < 0) continue
    const cell = (atR * bins + atG) * CELL
    sums[cell] = (sums[cell] as number) + 1
    sums[cell + 1] = (sums[cell + 1] as number) + R
    sums[cell + 2] = (sums[cell + 2] as number) + G
    sums[cell + 3] = (sums[cell + 3] as number) + B
  }
}

/** Sets the flags of the pairs (R, sum) and (G, sum) that occur; black pixels have none. Threads may share `flags`: all write 1. */
export function flagRatios(bytes: Uint8Array, rgb: number, count: number, flags: Uint8Array): void {
  for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
    const R = bytes[i] as number
    const G = bytes[i + 1] as number
    const row = (R + G + (bytes[i + 2] as number)) << 8
    if (row === 0) continue
    flags[row | R] = 1
    flags[PAIRS + (row | G)] = 1
  }
}

/** The least and the greatest r and g among the flagged; null where nothing is. */
export function extentOf(flags: Uint8Array): { r: [number, number]; g: [number, number] } | null {
  const ends = (first: number): [number, number] => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let pair = 256; pair < PAIRS; pair++) {
      if (flags[first + pair] === 0) continue
      const ratio = (pair & 255) / (pair >> 8)
      low = Math.min(low, ratio)
      high = Math.max(high, ratio)
    }
    return [low, high]
  }
  const [r, g] = [ends(0), ends(PAIRS)]
  return Number.isFinite(r[0]) ? { r, g } : null
}
