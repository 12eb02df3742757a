/** The soft threshold of ellipses, see ../shared/ramp.ts. */
import { chromaticity } from '../../kernels/definition'
import { distanceOfPatches, greatestPeak, scoreOfPatches } from './definition'
import { limitOf } from '../shared/likelihood'
import { FULL } from '../../mask/feather'
import { keeps, lightOf, type PixelRule } from '../../kernels/pixel-rule'
import type { EllipseModel } from './model'
import { CLEAR, rampValue, type Ramp } from '../shared/ramp'

/** Where masks lie of pixels that need no exponential, a byte each: 0 in `some` is certainly 0, and anything else in `full` certainly 65535. */
export interface Certain {
  readonly some: number
  readonly full: number
}

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
    return at === null || distanceOfPatches(models, at.r, at.g) > beyond ? 0 : rampValue(scoreOfPatches(models, at.r, at.g), ramp)
  }
}

/** A run of `out.length` pixels whose RGB bytes start at `rgb`. */
export function rampOfEllipses(bytes: Uint8Array, rgb: number, task: EllipseRamp, { some, full }: Certain, out: Uint16Array): void {
  const valueAt = rampAt(task, bytes)
  for (let i = 0; i < out.length; i++) out[i] = bytes[some + i] === 0 ? 0 : bytes[full + i] !== 0 ? FULL : valueAt(rgb + i * 3)
}
