/** The plain mask and score map of ellipse models, see definition.ts. */
import { anchoredByte, byteOfSquaredDistance, cutOf } from '../../kernels/score-map'
import type { BytesUpTo } from '../../memory'
import type { EllipseKernels } from './kernels'
import { markCertain, rampOfEllipses } from './ramp'
import { COEFFICIENTS, limitFor, prepareEllipses, type PreparedEllipses } from './prepared'
import { keeps, keepsAll, lightOf } from '../../kernels/pixel-rule'

type Coefficients = readonly [meanR: number, meanG: number, a: number, b2: number, c: number, offset: number]

/**
 * The first model's distance, carried on over the others: the least of the added ones, Infinity where a
 * subtracted one is as near (definition.ts, distanceOfPatches). Apart, because most masks have one patch.
 */
export function nearest(first: number, { coefficients, added, total }: PreparedEllipses, r: number, g: number): number {
  let least = first
  for (let m = 1; m < total; m++) {
    const at = m * COEFFICIENTS
    const dr = r - (coefficients[at] as number)
    const dg = g - (coefficients[at + 1] as number)
    const a = coefficients[at + 2] as number
    const b2 = coefficients[at + 3] as number
    const c = coefficients[at + 4] as number
    const d = a * dr * dr + b2 * dr * dg + c * dg * dg + (coefficients[at + 5] as number)
    if (m < added) least = Math.min(least, d)
    else if (d <= least) return Number.POSITIVE_INFINITY
  }
  return least
}

/** 255 below the limit, else 0; returns how many. `out` -1 counts alone. */
export function ellipseMask(bytes: Uint8Array, rgb: number, count: number, ellipses: PreparedEllipses, limit: number, out: number): number {
  const { coefficients, added, total, rule } = ellipses
  if (added === 0) {
    if (out >= 0) bytes.fill(0, out, out + count)
    return 0
  }
  const light = lightOf(rule)
  const all = keepsAll(rule)
  const [meanR, meanG, a, b2, c, offset] = coefficients as unknown as Coefficients
  let inside = 0
  for (let p = 0, i = rgb; p < count; p++, i += 3) {
    const R = light[bytes[i] as number] as number
    const G = light[bytes[i + 1] as number] as number
    const sum = R + G + (light[bytes[i + 2] as number] as number)
    // Black gives 0 / 0, a distance of NaN, and NaN is below no limit.
    const dr = R / sum - meanR
    const dg = G / sum - meanG
    let d = a * dr * dr + b2 * dr * dg + c * dg * dg + offset
    if (total > 1) d = nearest(d, ellipses, R / sum, G / sum)
    const value = d < limit && (all || keeps(rule, bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)) ? 255 : 0
    inside += value & 1
    if (out >= 0) bytes[out + p] = value
  }
  return inside
}

/** The score map, anchored at the limit whose cut is `cut`. */
export function ellipseScore(
  bytes: Uint8Array,
  rgb: number,
  count: number,
  ellipses: PreparedEllipses,
  limit: number,
  cut: number,
  out: number,
): void {
  const { coefficients, added, total, rule } = ellipses
  if (added === 0) {
    bytes.fill(0, out, out + count)
    return
  }
  const light = lightOf(rule)
  const all = keepsAll(rule)
  const [meanR, meanG, a, b2, c, offset] = coefficients as unknown as Coefficients
  for (let p = 0, i = rgb; p < count; p++, i += 3) {
    const R = light[bytes[i] as number] as number
    const G = light[bytes[i + 1] as number] as number
    const sum = R + G + (light[bytes[i + 2] as number] as number)
    const dr = R / sum - meanR
    const dg = G / sum - meanG
    let d = a * dr * dr + b2 * dr * dg + c * dg * dg + offset
    if (total > 1) d = nearest(d, ellipses, R / sum, G / sum)
    // Black (NaN), subtracted and left-out pixels are 0 at every threshold, even at T = 0 where the limit is Infinity.
    const counts = d < Number.POSITIVE_INFINITY && (all || keeps(rule, bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number))
    bytes[out + p] = counts ? anchoredByte(byteOfSquaredDistance(d), d < limit, cut) : 0
  }
}

/** The kernels of ellipses in plain float64. */
export function plainEllipses(bytesUpTo: BytesUpTo): EllipseKernels {
  const runOf = (rgb: number, count: number, out: number, each = 1) => bytesUpTo(Math.max(rgb + count * 3, out + count * each))
  let ellipses = prepareEllipses([])
  return {
    prepareEllipses(models, rule) {
      ellipses = prepareEllipses(models, rule)
    },
    ellipseMask(rgb, count, threshold, out) {
      return ellipseMask(runOf(rgb, count, out), rgb, count, ellipses, limitFor(ellipses, threshold), out)
    },
    ellipseScore(rgb, count, threshold, out) {
      const cut = cutOf(threshold, { kind: 'distance', peak: ellipses.peak })
      ellipseScore(runOf(rgb, count, out), rgb, count, ellipses, limitFor(ellipses, threshold), cut, out)
    },
    ellipseRamp(rgb, count, task, certain, out) {
      const bytes = runOf(rgb, count, out, 2)
      markCertain(this, rgb, count, task, certain)
      rampOfEllipses(bytes, rgb, task, certain, new Uint16Array(bytes.buffer, out, count))
    },
  }
}
