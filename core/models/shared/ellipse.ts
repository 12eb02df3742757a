/** Models of ellipses: each patch's statistics become an ellipse in the (r, g) plane. */
import type { PatchStatistics } from '../../kernels/statistics'
import { ellipses, type EllipseScorer } from '../../scorers/ellipses'
import type { EllipseModel } from '../../scorers/ellipses/model'
import { withHand } from './hand'
import type { FitSource, Model } from './model'

/** @param isFloored whether the floor of 1/765 took the place of a deviation, or of an eigenvalue's root, of this patch. */
export function ellipseModel(
  fitPatch: (statistics: PatchStatistics) => EllipseModel,
  isFloored: (statistics: PatchStatistics) => boolean,
): Pick<Model<EllipseScorer>, 'scorer' | 'selectsBy' | 'isResampled' | 'learns' | 'needsChromaticity' | 'concerns' | 'fit'> {
  return {
    scorer: ellipses,
    selectsBy: 'patches',
    isResampled: true,
    learns: 'moments',
    needsChromaticity: true,
    concerns: { deviation: true, black: true },
    fit({ patches, statistics, rule }: FitSource) {
      const models = statistics.map((measured, at) => fitPatch(withHand(measured, patches[at]?.hand)))
      return { scorer: { kind: 'ellipses', models, rule }, floored: statistics.map(isFloored) }
    },
  }
}
