/** A model fitted to its patches, or made of numbers that were learned before: what pixels are scored with. */
import type { ScoreScale } from '../../../core/kernels/score-map'
import type { PatchStatistics } from '../../../core/kernels/statistics'
import type { ModelId } from '../../../core/models'
import type { Fit } from '../../../core/models/shared/model'

export interface Fitted extends Fit {
  readonly model: ModelId
  /** Of each patch of this photo; none where the numbers were learned elsewhere. */
  readonly statistics: readonly PatchStatistics[]
  readonly scale: ScoreScale
  readonly threshold: number
}
