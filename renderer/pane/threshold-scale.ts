/**
 * How a threshold is shown and dialled. A likelihood threshold T is shown as coverage, 1 - T for two channels, and
 * its slider runs in standard deviations d with T = exp(-d² / 2): the mask grows evenly along the
 * track, where a track linear in coverage would have all of 99 % to 99.999 % in its last pixel.
 */
import { coverageOf, thresholdOfShare, type Dimensions } from '../../core/scorers/shared/coverage'

export const SIGMA_MAX = 5
/** Coverages that the scale names, in per cent. */
export const COVERAGE_MARKS = [50, 95, 99.9, 99.999] as const
/** The lowest density threshold that the slider reaches; the field takes any. */
export const DENSITY_MIN = 0.01

export function sigmaOfThreshold(threshold: number): number {
  if (threshold >= 1) return 0
  return threshold <= 0 ? SIGMA_MAX : Math.min(SIGMA_MAX, Math.sqrt(-2 * Math.log(threshold)))
}

export function thresholdOfSigma(sigma: number): number {
  return Math.exp((-sigma * sigma) / 2)
}

/** Coverage in per cent with as many decimals as tell it from 100. */
export function showCoverage(threshold: number, dimensions?: Dimensions): string {
  const percent = coverageOf(threshold, dimensions) * 100
  const decimals = percent < 99 ? 1 : percent < 99.9 ? 2 : percent < 99.99 ? 3 : 4
  return threshold > 0 && threshold < 1 ? Math.min(percent, 99.9999).toFixed(decimals) : String(percent)
}

export function thresholdOfCoverage(percent: number, dimensions: Dimensions = 2): number {
  if (dimensions !== 2) return thresholdOfShare(percent / 100, dimensions)
  // 1 - 0.95 is 0.050000000000000044: what was typed is meant to ten decimals at most.
  return Number(((100 - Math.min(100, Math.max(0, percent))) / 100).toFixed(10))
}

/** Place of a density threshold on a logarithmic track of 0..1 that ends at the patch's peak. */
export function placeOfDensity(threshold: number, peak: number): number {
  const span = Math.log(Math.max(peak, DENSITY_MIN * 10) / DENSITY_MIN)
  return Math.min(1, Math.max(0, Math.log(Math.max(threshold, DENSITY_MIN) / DENSITY_MIN) / span))
}

export function densityOfPlace(place: number, peak: number): number {
  const value = DENSITY_MIN * Math.exp(place * Math.log(Math.max(peak, DENSITY_MIN * 10) / DENSITY_MIN))
  return Number(value.toPrecision(3))
}
