import type { ChromaticityGate } from '../../../core/kernels/chromaticity-gate'
import type { Outline } from '../../../core/mask/outline'
import type { PixelRule } from '../../../core/kernels/pixel-rule'
import type { EllipseModel, PixelWindow, ScoreTable } from '../../../core/kernels/models'
import type { ScoreField } from '../../../core/kernels/score-field'

/** Pixels of a photo; where `inside` is there, those of its outline alone, whose box the window is. */
export interface Window extends PixelWindow {
  readonly inside?: Outline | undefined
}

/** Where the hues of a photo lie, a byte a pixel, beside its RGB bytes. */
export interface HuePlaneOf {
  readonly hues: number
  readonly rgb: number
  readonly pixels: number
}

/** How pixels are scored: by the patches' ellipses, by the table that their histograms made, by a gate drawn in the plane, or by classes of colour. */
export type Scorer =
  | { readonly kind: 'ellipses'; readonly models: readonly EllipseModel[]; readonly rule: PixelRule }
  | { readonly kind: 'table'; readonly table: ScoreTable; readonly rule: PixelRule; readonly hues: HuePlaneOf | null }
  | { readonly kind: 'gate'; readonly gate: ChromaticityGate; readonly rule: PixelRule }
  | ClassScorer

/** A level of the fitted photo's pyramid in the arena. */
export interface LevelPlace {
  readonly rgb: number
  readonly width: number
  readonly height: number
  /** How many of its pixels one pixel of the field has, along a side. */
  readonly scale: number
}

/** Arrays are shared between the threads. */
export interface ClassScorer {
  readonly kind: 'classes'
  /** The score of every key of colour. */
  readonly table: Uint8Array
  /** Null where scores do not follow edges. */
  readonly field: ScoreField | null
  readonly levels: readonly LevelPlace[]
}
