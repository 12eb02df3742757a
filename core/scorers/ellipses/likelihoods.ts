/** The score map as a picture of its own: 16 bits a pixel, from the float64 definition. */
import { chromaticity } from '../../kernels/definition'
import { greatestPeak, scoreOfPatches } from './definition'
import { keeps, lightOf, type PixelRule } from '../../kernels/pixel-rule'
import type { EllipseModel } from './model'

/** 16-bit value of a score that equals the greatest peak: likelihood 1. */
const FULL = 65_535

/**
 * Writes round(65535 · score / greatest peak) for a run of pixels: for `gaussian` and `covariance` the
 * likelihood, for `density` the density over its own peak. Black pixels and those that the rule leaves out are 0.
 */
export function writeLikelihoods(rgb: Uint8Array, out: Uint16Array, models: readonly EllipseModel[], rule: PixelRule): void {
  const light = lightOf(rule)
  const peak = greatestPeak(models)
  for (let i = 0, from = 0; i < out.length; i++, from += 3) {
    const [R, G, B] = [rgb[from]!, rgb[from + 1]!, rgb[from + 2]!]
    const at = keeps(rule, R, G, B) ? chromaticity(light[R]!, light[G]!, light[B]!) : null
    out[i] = at === null ? 0 : Math.round((FULL * scoreOfPatches(models, at.r, at.g)) / peak)
  }
}
