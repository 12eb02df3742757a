/**
 * The kernels in plain TypeScript: for a machine without WebAssembly SIMD, and what the compiled
 * ones are tied to by test. float64 throughout, bit for bit the formulas of definition.ts.
 */
import { anchoredByte, byteOfSquaredDistance, cutOf } from '../operations/score-map'
import { COEFFICIENTS, limitFor, prepareEllipses, type PreparedEllipses } from './ellipses'
import { bytesOf } from './memory'
import { addChromaticities, census, halve } from './plain-pictures'
import type { Kernels } from './types'

/** Kernels over one memory (shared or not). All offsets must lie inside it: RangeError otherwise. */
export function createPlainKernels(memory: WebAssembly.Memory): Kernels {
  const bytesUpTo = bytesOf(memory)
  let ellipses: PreparedEllipses = prepareEllipses([])
  return {
    name: 'plain',
    prepareEllipses(models) {
      ellipses = prepareEllipses(models)
    },
    ellipseMask(rgb, count, threshold, out) {
      const bytes = bytesUpTo(Math.max(rgb + count * 3, out + count))
      return mask(bytes, rgb, count, ellipses, limitFor(ellipses, threshold), out)
    },
    ellipseScore(rgb, count, threshold, out) {
      const bytes = bytesUpTo(Math.max(rgb + count * 3, out + count))
      const cut = cutOf(threshold, { kind: 'distance', peak: ellipses.peak })
      scores(bytes, rgb, count, ellipses, limitFor(ellipses, threshold), cut, out)
    },
    census(rgb, count, counts) {
      census(bytesUpTo(rgb + count * 3), rgb, count, counts)
    },
    chromaticityHistograms(rgb, count, bins, r, g) {
      addChromaticities(bytesUpTo(rgb + count * 3), rgb, count, bins, r, g)
    },
    halve(source, width, height, channels, out, y0, y1) {
      const halfWidth = (width + 1) >> 1
      const bytes = bytesUpTo(Math.max(source + width * height * channels, out + halfWidth * y1 * channels))
      halve(bytes, source, width, height, channels, out, y0, y1)
    },
  }
}

/**
 * The first model's distance, carried on over the others: the least of the added ones, Infinity where a
 * subtracted one is as near (definition.ts, distanceOfPatches). Apart, because most masks have one patch.
 */
function nearest(first: number, { coefficients, added, total }: PreparedEllipses, r: number, g: number): number {
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

function mask(bytes: Uint8Array, rgb: number, count: number, ellipses: PreparedEllipses, limit: number, out: number): number {
  const { coefficients, added, total } = ellipses
  if (added === 0) {
    if (out >= 0) bytes.fill(0, out, out + count)
    return 0
  }
  const [meanR, meanG, a, b2, c, offset] = coefficients as unknown as readonly [number, number, number, number, number, number]
  let inside = 0
  for (let p = 0, i = rgb; p < count; p++, i += 3) {
    const R = bytes[i] as number
    const G = bytes[i + 1] as number
    const sum = R + G + (bytes[i + 2] as number)
    // Black gives 0 / 0, a distance of NaN, and NaN is below no limit.
    const dr = R / sum - meanR
    const dg = G / sum - meanG
    let d = a * dr * dr + b2 * dr * dg + c * dg * dg + offset
    if (total > 1) d = nearest(d, ellipses, R / sum, G / sum)
    const value = d < limit ? 255 : 0
    inside += value & 1
    if (out >= 0) bytes[out + p] = value
  }
  return inside
}

function scores(bytes: Uint8Array, rgb: number, count: number, ellipses: PreparedEllipses, limit: number, cut: number, out: number): void {
  const { coefficients, added, total } = ellipses
  if (added === 0) {
    bytes.fill(0, out, out + count)
    return
  }
  const [meanR, meanG, a, b2, c, offset] = coefficients as unknown as readonly [number, number, number, number, number, number]
  for (let p = 0, i = rgb; p < count; p++, i += 3) {
    const R = bytes[i] as number
    const G = bytes[i + 1] as number
    const sum = R + G + (bytes[i + 2] as number)
    const dr = R / sum - meanR
    const dg = G / sum - meanG
    let d = a * dr * dr + b2 * dr * dg + c * dg * dg + offset
    if (total > 1) d = nearest(d, ellipses, R / sum, G / sum)
    // Black (NaN) and subtracted pixels are 0 at every threshold, even at T = 0 where the limit is Infinity.
    bytes[out + p] = d < Number.POSITIVE_INFINITY ? anchoredByte(byteOfSquaredDistance(d), d < limit, cut) : 0
  }
}
