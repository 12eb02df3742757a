import type { PixelRule } from '../../kernels/pixel-rule'
import type { ScoreField } from './field'

/** A level of the fitted photo's pyramid in the arena. */
export interface LevelPlace {
  readonly rgb: number
  readonly width: number
  readonly height: number
  /** How many of its pixels one pixel of the field has, along a side. */
  readonly scale: number
}

/** One class. Arrays are shared between the threads. */
export interface ClassPart {
  /** The score of every key of colour. */
  readonly table: Uint8Array
  /** Null where scores do not follow edges. */
  readonly field: ScoreField | null
}

export interface ClassScorer {
  readonly kind: 'classes'
  /** Every pixel has a colour: none is left out. */
  readonly rule: PixelRule
  readonly parts: readonly ClassPart[]
  readonly levels: readonly LevelPlace[]
}
