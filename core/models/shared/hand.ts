/** A patch's Gaussian as somebody set it by hand, in place of the measured one. The pixels that were counted stay as they are. */
import type { PatchStatistics } from '../../kernels/statistics'

/** Means and standard deviations of r and g, and their correlation (for the model with covariance). */
export interface HandModel {
  readonly meanR: number
  readonly meanG: number
  readonly stdR: number
  readonly stdG: number
  readonly correlation: number
}

export function withHand(statistics: PatchStatistics, hand: HandModel | undefined): PatchStatistics {
  if (hand === undefined) return statistics
  const { meanR, meanG, stdR, stdG, correlation } = hand
  const mixed = correlation * stdR * stdG
  const covariance: PatchStatistics['covariance'] = [
    [stdR * stdR, mixed],
    [mixed, stdG * stdG],
  ]
  return { ...statistics, meanR, meanG, stdR, stdG, covariance }
}
