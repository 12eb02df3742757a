import type { ChromaticityGate } from '../../../core/kernels/chromaticity-gate'
import type { Outline } from '../../../core/mask/outline'
import type { PixelRule } from '../../../core/kernels/pixel-rule'
import type { EllipseModel, PixelWindow, ScoreTable } from '../../../core/kernels/models'

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

/** How pixels are scored: by the patches' ellipses, by the table that their histograms made, or by a gate drawn in the plane. */
export type Scorer =
  | { readonly kind: 'ellipses'; readonly models: readonly EllipseModel[]; readonly rule: PixelRule }
  | { readonly kind: 'table'; readonly table: ScoreTable; readonly rule: PixelRule; readonly hues: HuePlaneOf | null }
  | { readonly kind: 'gate'; readonly gate: ChromaticityGate; readonly rule: PixelRule }
