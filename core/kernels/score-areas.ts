/** How many pixels a mask would have at each of many thresholds, from one look at each pixel; exactly as the masks themselves. */
import { gateTest, type ChromaticityGate } from './chromaticity-gate'
import { COEFFICIENTS, limitFor, prepareEllipses, type PreparedEllipses } from './ellipses'
import { keeps, lightOf, type PixelRule } from './pixel-rule'
import { nearest } from './plain/plain-ellipses'
import { prepareTable } from './plain/plain-tables'
import type { EllipseModel, ScoreTable } from './models'

/** Adds each pixel to the slot of how many of the thresholds (in rising order) its score passes: 0 to all of them. */
export type SlotCounter = (bytes: Uint8Array, rgb: number, count: number, slots: Float64Array) => void

const STEPS = 4096

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

/** How many of the limits, which fall, lie above a distance. Most are found by a grid, the rest by looking. */
function slotOfDistance(limits: readonly number[]): (distance: number) => number {
  const finite = limits.filter(Number.isFinite)
  const top = Math.max(0, ...finite)
  const step = top / STEPS || 1
  const endless = limits.filter((limit) => limit === Number.POSITIVE_INFINITY).length
  // Two steps on: the rounding of d / step may put a distance into the cell beside its own.
  const sure = Int32Array.from({ length: STEPS + 1 }, (_, cell) => limits.filter((limit) => limit >= (cell + 2) * step).length)
  return (distance) => {
    if (!(distance < Number.POSITIVE_INFINITY)) return 0
    if (distance >= top) return endless
    let slot = sure[Math.max(0, Math.floor(distance / step))] as number
    while (slot < limits.length && distance < (limits[slot] as number)) slot++
    return slot
  }
}

/** Score >= T, and above 0. */
export function tableSlots(table: ScoreTable, rule: PixelRule, thresholds: readonly number[]): SlotCounter {
  const { entryOf } = prepareTable(table, rule)
  const slotOf = Uint16Array.from(table.scores, (score) => (score > 0 ? thresholds.filter((threshold) => score >= threshold).length : 0))
  return (bytes, rgb, count, slots) => {
    for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
      const entry = entryOf(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
      const slot = entry < 0 ? 0 : (slotOf[entry] as number)
      slots[slot] = (slots[slot] as number) + 1
    }
  }
}

/** In the gate at every threshold, or at none. */
export function gateSlots(gate: ChromaticityGate, rule: PixelRule, thresholds: readonly number[]): SlotCounter {
  const inside = gateTest(gate)
  const light = lightOf(rule)
  return (bytes, rgb, count, slots) => {
    for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
      const [R, G, B] = [bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number]
      const sum = (light[R] as number) + (light[G] as number) + (light[B] as number)
      const slot = sum > 0 && keeps(rule, R, G, B) && inside((light[R] as number) / sum, (light[G] as number) / sum) ? thresholds.length : 0
      slots[slot] = (slots[slot] as number) + 1
    }
  }
}

/** Pixels at each threshold from the slots: all that pass it pass those below it. */
export function areasOf(slots: ArrayLike<number>): number[] {
  const areas: number[] = []
  for (let slot = slots.length - 1, sum = 0; slot > 0; slot--) areas.unshift((sum += slots[slot] as number))
  return areas
}
