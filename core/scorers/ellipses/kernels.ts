/** The kernels of ellipses over one memory: see core/wasm/kernels.ts for how they are called. */
import type { PixelRule } from '../../kernels/pixel-rule'
import type { EllipseModel } from './model'
import type { Certain, EllipseRamp } from './ramp'

export interface EllipseKernels {
  /**
   * Makes ready what `ellipse*` need (tables, scaled coefficients). Called once per task, before
   * any of its bands; the same models may be prepared twice for nothing. Without a rule, every pixel
   * as encoded. Throws RangeError for a model that is not an ellipse.
   */
  prepareEllipses(models: readonly EllipseModel[], rule?: PixelRule): void

  /**
   * Mask at a known threshold: 255 where the greatest added score > threshold and no subtracted
   * score is as high; 0 elsewhere, and for black pixels. Returns how many are 255.
   * `out` is a byte per pixel, or -1 to count alone.
   */
  ellipseMask(rgb: number, count: number, threshold: number, out: number): number

  /**
   * Score map for the screen, see core/kernels/score-map.ts: a byte per pixel, higher is more
   * alike, and exact at `threshold`: byte >= cutOf(threshold) if and only if the mask above has it.
   */
  ellipseScore(rgb: number, count: number, threshold: number, out: number): void

  /**
   * A soft threshold, 16 bits a pixel at `out`, of a run of at most RAMP_PIXELS pixels: see ramp.ts. The models and the rule
   * are those made ready. `certain`: room for masks of bytes, see `Certain`, which are written on the way.
   */
  ellipseRamp(rgb: number, count: number, task: EllipseRamp, certain: Certain, out: number): void
}
