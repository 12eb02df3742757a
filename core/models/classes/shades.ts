/**
 * A patch's colours under other light. A surface in its own shadow keeps its chromaticity and loses brightness: a part of
 * the patch's counts is spread over its colours times factors from 0.3 to 1.3, weighted by a normal of the factor's logarithm.
 */
import { byteOfStep, KEYS } from '../../scorers/classes/colour-keys'

/** How much of a class is of other light. */
export const SHADED = 0.3
const [DARKEST, BRIGHTEST, FACTORS] = [0.3, 1.3, 11] as const
/** Standard deviation of the logarithm. */
const DEVIATION = 0.4

const factors = Array.from({ length: FACTORS }, (_, i) => DARKEST * (BRIGHTEST / DARKEST) ** (i / (FACTORS - 1)))
const raw = factors.map((factor) => Math.exp(-0.5 * (Math.log(factor) / DEVIATION) ** 2))
const whole = raw.reduce((sum, weight) => sum + weight, 0)
const weights = raw.map((weight) => weight / whole)

/** The step of a channel nearest to a byte times a factor. */
const stepOf = (step: number, factor: number): number => Math.min(63, Math.floor((byteOfStep(step) * factor) / 4))

/** Counts by key with their shades among them: the sum stays. */
export function withShades(counts: ArrayLike<number>): Float64Array {
  const shaded = new Float64Array(KEYS)
  for (let key = 0; key < KEYS; key++) {
    const count = counts[key]!
    if (count === 0) continue
    shaded[key]! += (1 - SHADED) * count
    const [R, G, B] = [key >> 12, (key >> 6) & 63, key & 63]
    for (const [i, factor] of factors.entries()) {
      shaded[(stepOf(R, factor) << 12) | (stepOf(G, factor) << 6) | stepOf(B, factor)]! += SHADED * weights[i]! * count
    }
  }
  return shaded
}
