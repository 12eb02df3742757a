/** A model fitted to its patches, or made of numbers that were learned before: what pixels are scored with. */
import type { ScoreScale } from '../../../core/kernels/score-map'
import type { PatchStatistics } from '../../../core/kernels/statistics'
import type { ModelId } from '../../../core/models'
import type { PatchHistogram } from '../../../core/models/table-model'
import type { Scorer } from '../threads/scorer-types'

export interface Fitted {
  readonly model: ModelId
  /** Of each patch of this photo; none where the numbers were learned elsewhere. */
  readonly statistics: readonly PatchStatistics[]
  /** What a back-projection was fitted to. */
  readonly histograms?: readonly PatchHistogram[]
  readonly scorer: Scorer
  readonly scale: ScoreScale
  readonly threshold: number
  /** The threshold that the model finds in the photo, where it finds one. */
  readonly chosen?: number
  /** Evidence for the class against the rest of the photo, in nats a cell of colour, where the model has such. */
  readonly evidence?: Float64Array
}
