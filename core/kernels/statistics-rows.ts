/**
 * The two passes of patch statistics (statistics.ts), row by row. A row's sums do not depend on who adds them up; added in the
 * order of the rows, they are the same to the last bit on one thread and on many.
 */
import { keeps, keepsAll, lightOf, type PixelRule } from './pixel-rule'

/** Pixels beside each other: the offset of the first one's bytes, and how many there are. */
export interface PixelRun {
  readonly rgb: number
  readonly count: number
}

/** Below this sum the chromaticity is mostly noise: its step is 1 / sum. */
export const DARK_SUM = 48

/** Of a row: usable, clipped, dark and black pixels; the sums of their bytes R, G, B; the sums of r and g. */
export const ROW_SUMS = 9
/** Of a row: the sums of (r - mean r)², (g - mean g)², and of the product. */
export const ROW_MOMENTS = 3

/** Adds the runs of one row to `out` from `at` on: ROW_SUMS numbers that are 0 before. */
export function addRow(bytes: Uint8Array, runs: Iterable<PixelRun>, rule: PixelRule, out: Float64Array, at: number): void {
  const light = lightOf(rule)
  const all = keepsAll(rule)
  let [pixels, clipped, dark, black] = [0, 0, 0, 0]
  let [red, green, blue, sumR, sumG] = [0, 0, 0, 0, 0]
  for (const { rgb, count } of runs) {
    for (let i = rgb, end = i + count * 3; i < end; i += 3) {
      const R = bytes[i] as number
      const G = bytes[i + 1] as number
      const B = bytes[i + 2] as number
      if (R + G + B === 0) black++
      else if (all || keeps(rule, R, G, B)) {
        const sum = (light[R] as number) + (light[G] as number) + (light[B] as number)
        pixels++
        if (R === 255 || G === 255 || B === 255) clipped++
        if (R + G + B < DARK_SUM) dark++
        red += R
        green += G
        blue += B
        sumR += (light[R] as number) / sum
        sumG += (light[G] as number) / sum
      }
    }
  }
  out.set([pixels, clipped, dark, black, red, green, blue, sumR, sumG], at)
}

/** The second pass over the same runs, about the means: ROW_MOMENTS numbers. */
export function addRowMoments(
  bytes: Uint8Array,
  runs: Iterable<PixelRun>,
  rule: PixelRule,
  [meanR, meanG]: readonly [number, number],
  out: Float64Array,
  at: number,
): void {
  const light = lightOf(rule)
  const all = keepsAll(rule)
  let [rr, gg, rg] = [0, 0, 0]
  for (const { rgb, count } of runs) {
    for (let i = rgb, end = i + count * 3; i < end; i += 3) {
      const R = bytes[i] as number
      const G = bytes[i + 1] as number
      const B = bytes[i + 2] as number
      if (R + G + B === 0 || !(all || keeps(rule, R, G, B))) continue
      const sum = (light[R] as number) + (light[G] as number) + (light[B] as number)
      const dr = (light[R] as number) / sum - meanR
      const dg = (light[G] as number) / sum - meanG
      rr += dr * dr
      gg += dg * dg
      rg += dr * dg
    }
  }
  out.set([rr, gg, rg], at)
}
