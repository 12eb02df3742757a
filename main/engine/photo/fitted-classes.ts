import type { ClassScorer } from '../threads/scorer-types'

/** Classes of colour fitted to a photo. */
export interface FittedClasses {
  readonly scorer: ClassScorer
  /** The threshold whose contour runs along the photo's edges. */
  readonly chosen: number
}
