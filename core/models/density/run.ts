import type { PatchStatistics } from '../../kernels/statistics'
import type { EllipseModel } from '../../kernels/models'
import { fit as fitGaussian } from '../gaussian/run'
import { flooredDeviation } from '../patch-health'

/** The published density: the same ellipse as `gaussian`, with the peak 1 / (2π · σr · σg) of the product of two densities. */
export function fit(statistics: PatchStatistics): EllipseModel {
  const peak = 1 / (2 * Math.PI * flooredDeviation(statistics.stdR) * flooredDeviation(statistics.stdG))
  return { ...fitGaussian(statistics), peak }
}
