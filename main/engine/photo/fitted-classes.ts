import type { ClassScorer } from '../threads/scorer-types'

/** Classes of colour fitted to a photo. */
export interface FittedClasses {
  readonly scorer: ClassScorer
  /** Nats a cell of colour, for the class against the rest. */
  readonly evidence: Float64Array
  /** The threshold whose contour runs along the photo's edges. */
  readonly chosen: number
}
