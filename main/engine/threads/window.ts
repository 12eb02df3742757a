import type { Outline } from '../../../core/mask/outline'
import type { PixelWindow } from '../../../core/kernels/windows'

/** Pixels of a photo; where `inside` is there, those of its outline alone, whose box the window is. */
export interface Window extends PixelWindow {
  readonly inside?: Outline | undefined
}
