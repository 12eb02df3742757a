/**
 * What a kernel is given and gives. Every kernel works on a run of pixels inside one shared
 * memory: offsets are bytes from its start, counts are pixels. RGB is interleaved, 3 bytes a
 * pixel, sRGB-encoded 0..255. Nothing is allocated per pixel; every output is the caller's.
 */
import type { ChromaticityWindow, PixelWindow } from '../kernels/windows'
import type { CutOutRun } from '../mask/cut-out'
import type { MaskKernels } from '../mask/mask-kernels'
import type { PixelRule } from '../kernels/pixel-rule'
import type { ClassKernels } from '../scorers/classes/kernels'
import type { EllipseKernels } from '../scorers/ellipses/kernels'
import type { GateKernels } from '../scorers/gate/kernels'
import type { TableKernels } from '../scorers/table/kernels'

/** The kernels over one memory; one instance per worker thread. */
export interface Kernels extends MaskKernels, EllipseKernels, TableKernels, GateKernels, ClassKernels {
  /** `simd` or `plain`, for reports and for the tests that tie the two together. */
  readonly name: 'simd' | 'plain'

  /**
   * Adds the pixels of a window that the rule keeps, and all black ones, to the sums that a patch's statistics are made of:
   * SUM_CELLS whole numbers, see chromaticity-sums.ts. In encoded light, whatever the rule says.
   */
  chromaticitySums(window: PixelWindow, rule: PixelRule, sums: Float64Array): void

  /** Adds to the 2-D histogram of chromaticity, r-major; black pixels and those outside of the window are left out. */
  chromaticityPlane(rgb: number, count: number, window: ChromaticityWindow, counts: Uint32Array): void

  /** Adds to counts[0] the black pixels (R + G + B = 0), to counts[1] those with a channel at 255. */
  census(rgb: number, count: number, counts: Uint32Array): void

  /**
   * Adds to the histograms of r and of g over [0, 1], `bins` bins each (numpy's rule: upper edge of
   * the last bin closed). Black pixels are left out. `r` and `g` have `bins` entries.
   */
  chromaticityHistograms(rgb: number, count: number, bins: number, r: Uint32Array, g: Uint32Array): void

  /**
   * One pyramid step: the mean of 2 × 2 pixels, rounded half up; an odd last row or column is averaged over
   * what is there. Writes rows [y0, y1) of the half-size picture, ceil(width / 2) wide.
   * `channels` is 3 (colour) or 1 (alpha).
   */
  halve(source: number, width: number, height: number, channels: 1 | 3, out: number, y0: number, y1: number): void

  /**
   * The signed difference of two photos in scikit-image's grey, before - after, as an Int32 per pixel (`out`
   * a multiple of 4) in exact units of 1 / GREY_UNIT: see grey.ts.
   */
  greyDifference(before: number, after: number, count: number, out: number): void

  /** The photo where the mask is, and nothing or a matte elsewhere: see cut-out.ts. */
  cutOut(run: CutOutRun): void

  /** |difference| of the two photos in OpenCV's 8-bit grey (cvtColor, absdiff), a byte per pixel. */
  greyDistance(before: number, after: number, count: number, out: number): void
}
