/** A threshold with a soft edge: 16 bits a pixel, 0 up to the score `low`, 65535 from `high` on, in even steps between. */
import { FULL } from '../../mask/feather'

export interface Ramp {
  readonly low: number
  readonly high: number
}

/** `share` 0..1 of the threshold to either side of it; never above the best score that there is. */
export function rampAround(threshold: number, share: number, peak: number): Ramp {
  return { low: threshold * (1 - share), high: Math.max(threshold, Math.min(peak, threshold * (1 + share))) }
}

/** The 16-bit value of a score. At the threshold itself, where low and high are one, a score is ground, as in a cut. */
export function rampValue(score: number, { low, high }: Ramp): number {
  return score <= low ? 0 : score >= high ? FULL : Math.floor((FULL * (score - low)) / (high - low) + 0.5)
}

/** Pixels of a run: their masks stay near the processor. */
export const RAMP_PIXELS = 32_768
/** Far above what a distance in float64 may be off by, and far below what anybody sees. */
export const CLEAR = 1e-6
