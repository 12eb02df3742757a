/** Areas of ellipses at many thresholds, see ../shared/areas.ts. */
import { COEFFICIENTS, limitFor, prepareEllipses, type PreparedEllipses } from './prepared'
import { keeps, lightOf, type PixelRule } from '../../kernels/pixel-rule'
import { nearest } from './plain'
import type { EllipseModel } from './model'
import { slotOfDistance, type SlotCounter } from '../shared/areas'

/** Score > T. Black pixels and those that the rule leaves out pass no threshold. */
export function ellipseSlots(models: readonly EllipseModel[], rule: PixelRule, thresholds: readonly number[]): SlotCounter {
  const ellipses = prepareEllipses(models, rule)
  const slotOf = slotOfDistance(thresholds.map((threshold) => limitFor(ellipses, threshold)))
  const distance = distanceTo(ellipses)
  const light = lightOf(rule)
  return (bytes, rgb, count, slots) => {
    for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
      const [R, G, B] = [bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number]
      const sum = (light[R] as number) + (light[G] as number) + (light[B] as number)
      const slot = sum > 0 && keeps(rule, R, G, B) ? slotOf(distance((light[R] as number) / sum, (light[G] as number) / sum)) : 0
      slots[slot] = (slots[slot] as number) + 1
    }
  }
}

/** As the mask has it, operation by operation. */
function distanceTo(ellipses: PreparedEllipses): (r: number, g: number) => number {
  const { coefficients, added, total } = ellipses
  if (added === 0) return () => Number.POSITIVE_INFINITY
  const [meanR, meanG, a, b2, c, offset] = coefficients.subarray(0, COEFFICIENTS) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return (r, g) => {
    const dr = r - meanR
    const dg = g - meanG
    const d = a * dr * dr + b2 * dr * dg + c * dg * dg + offset
    return total > 1 ? nearest(d, ellipses, r, g) : d
  }
}
