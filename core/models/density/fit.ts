import type { PatchStatistics } from '../../kernels/statistics'
import type { EllipseModel } from '../../scorers/ellipses/model'
import { fit as fitGaussian } from '../gaussian/fit'
import { flooredDeviation } from '../shared/patch-health'

/** The published density: the same ellipse as `gaussian`, with the peak 1 / (2π · σr · σg) of the product of two densities. */
export function fit(statistics: PatchStatistics): EllipseModel {
  const peak = 1 / (2 * Math.PI * flooredDeviation(statistics.stdR) * flooredDeviation(statistics.stdG))
  return { ...fitGaussian(statistics), peak }
}
