import type { PatchStatistics } from '../../kernels/statistics'
import type { EllipseModel } from '../../scorers/ellipses/model'
import { flooredDeviation } from '../shared/patch-health'

/**
 * The patch's likelihood: one Gaussian per channel, divided by its peak. Deviations under 1/765
 * are raised to it. Published with numpy: exp(-0.5 · (((r - mean) / σr)² + ((g - mean) / σg)²)).
 */
export function fit(statistics: PatchStatistics): EllipseModel {
  const stdR = flooredDeviation(statistics.stdR)
  const stdG = flooredDeviation(statistics.stdG)
  const { meanR, meanG, role } = statistics
  return { meanR, meanG, a: 1 / (stdR * stdR), b: 0, c: 1 / (stdG * stdG), peak: 1, role }
}
