/** A threshold with a soft edge: 16 bits a pixel, 0 up to the score `low`, 65535 from `high` on, in even steps between. */
import { gateTest, type ChromaticityGate } from './chromaticity-gate'
import { chromaticity, distanceOfPatches, greatestPeak, limitOf, scoreOfPatches } from './definition'
import { FULL } from '../mask/feather'
import { keeps, lightOf, type PixelRule } from './pixel-rule'
import { prepareTable } from './plain/plain-tables'
import type { EllipseModel, ScoreTable } from './models'

export interface Ramp {
  readonly low: number
  readonly high: number
}

/** `share` 0..1 of the threshold to either side of it; never above the best score that there is. */
export function rampAround(threshold: number, share: number, peak: number): Ramp {
  return { low: threshold * (1 - share), high: Math.max(threshold, Math.min(peak, threshold * (1 + share))) }
}

/** A score at the threshold itself, where low and high are one, is ground, as in a cut. */
const valueOf = (score: number, { low, high }: Ramp): number =>
  score <= low ? 0 : score >= high ? FULL : Math.floor((FULL * (score - low)) / (high - low) + 0.5)

/** Where masks lie of pixels that need no exponential, a byte each: 0 in `some` is certainly 0, and anything else in `full` certainly 65535. */
export interface Certain {
  readonly some: number
  readonly full: number
}

/** Pixels of a run: their masks stay near the processor. */
export const RAMP_PIXELS = 32_768
/** Far above what a distance in float64 may be off by, and far below what anybody sees. */
export const CLEAR = 1e-6
/** Below this a score is too near to underflow for its distance to tell. */
const LEAST = 1e-250

/**
 * The thresholds at which masks are certain (see `Certain`). Where a patch is subtracted, nothing is certainly full: scores may be equal
 * where distances are not.
 */
function certainThresholds(models: readonly EllipseModel[], { low, high }: Ramp): { readonly outer: number; readonly inner: number } {
  return { outer: low * (1 - CLEAR), inner: isTold(models, high) ? high * (1 + CLEAR) : Number.POSITIVE_INFINITY }
}

/** Whether distances tell scores near `high`. */
export function isTold(models: readonly EllipseModel[], high: number): boolean {
  return high > LEAST && models.every(({ role }) => role === 'add')
}

/** Writes the masks of a run that `Certain` speaks of, by kernels that were made ready for the models and the rule. */
export function markCertain(
  kernels: { ellipseMask(rgb: number, count: number, threshold: number, out: number): number },
  rgb: number,
  count: number,
  { models, ramp }: EllipseRamp,
  { some, full }: Certain,
): void {
  const { outer, inner } = certainThresholds(models, ramp)
  kernels.ellipseMask(rgb, count, outer, some)
  kernels.ellipseMask(rgb, count, inner, full)
}

/** What a soft threshold is made of. */
export interface EllipseRamp {
  readonly models: readonly EllipseModel[]
  readonly rule: PixelRule
  readonly ramp: Ramp
}

/** The value of the pixel whose RGB bytes start at an offset. Black pixels and those that the rule leaves out are 0. */
export function rampAt({ models, rule, ramp }: EllipseRamp, bytes: Uint8Array): (from: number) => number {
  const light = lightOf(rule)
  const beyond = limitOf(ramp.low, greatestPeak(models)) + CLEAR
  return (from) => {
    const [R, G, B] = [bytes[from]!, bytes[from + 1]!, bytes[from + 2]!]
    const at = keeps(rule, R, G, B) ? chromaticity(light[R]!, light[G]!, light[B]!) : null
    return at === null || distanceOfPatches(models, at.r, at.g) > beyond ? 0 : valueOf(scoreOfPatches(models, at.r, at.g), ramp)
  }
}

/** A run of `out.length` pixels whose RGB bytes start at `rgb`. */
export function rampOfEllipses(bytes: Uint8Array, rgb: number, task: EllipseRamp, { some, full }: Certain, out: Uint16Array): void {
  const valueAt = rampAt(task, bytes)
  for (let i = 0; i < out.length; i++) out[i] = bytes[some + i] === 0 ? 0 : bytes[full + i] !== 0 ? FULL : valueAt(rgb + i * 3)
}

/** The same for a back-projection. */
export function rampOfTable(bytes: Uint8Array, rgb: number, table: ScoreTable, rule: PixelRule, ramp: Ramp, out: Uint16Array): void {
  const { entryOf } = prepareTable(table, rule)
  const values = Uint16Array.from(table.scores, (score) => valueOf(score, ramp))
  for (let i = 0, from = rgb; i < out.length; i++, from += 3) {
    const entry = entryOf(bytes[from]!, bytes[from + 1]!, bytes[from + 2]!)
    out[i] = entry < 0 ? 0 : values[entry]!
  }
}

/** The value of each score of a byte. */
export const rampOfBytes = (ramp: Ramp): Uint16Array => Uint16Array.from({ length: 256 }, (_, score) => valueOf(score, ramp))

/** A gate has no slope: all inside, nothing outside. */
export function rampOfGate(bytes: Uint8Array, rgb: number, gate: ChromaticityGate, rule: PixelRule, out: Uint16Array): void {
  const inside = gateTest(gate)
  const light = lightOf(rule)
  for (let i = 0, from = rgb; i < out.length; i++, from += 3) {
    const [R, G, B] = [bytes[from]!, bytes[from + 1]!, bytes[from + 2]!]
    const at = keeps(rule, R, G, B) ? chromaticity(light[R]!, light[G]!, light[B]!) : null
    out[i] = at !== null && inside(at.r, at.g) ? FULL : 0
  }
}
