/**
 * What a kernel is given and gives. Every kernel works on a run of pixels inside one shared
 * memory: offsets are bytes from its start, counts are pixels. RGB is interleaved, 3 bytes a
 * pixel, sRGB-encoded 0..255. Nothing is allocated per pixel; every output is the caller's.
 */
import type { EllipseModel, Binning, ScoreTable, ChromaticityWindow, PixelWindow } from './models'
import type { ChromaticityGate } from './chromaticity-gate'
import type { CutOutRun } from '../mask/cut-out'
import type { MaskKernels } from '../mask/mask-kernels'
import type { PixelRule } from './pixel-rule'
import type { Certain, EllipseRamp } from './ramp'
import type { FieldLine, FieldRun } from './score-field'

/** The kernels over one memory; one instance per worker thread. */
export interface Kernels extends MaskKernels {
  /** `simd` or `plain`, for reports and for the tests that tie the two together. */
  readonly name: 'simd' | 'plain'

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

  /** Makes ready what `table*` need; as `prepareEllipses`. Throws RangeError for a table of another size than its binning. */
  prepareTable(table: ScoreTable, rule?: PixelRule): void

  /**
   * Mask of a back-projection: 255 where the score >= threshold (and above 0), else 0. Returns how many; `out` -1 counts alone.
   * `hues`: where the pixels' hues lie, as `hues` below wrote them; -1 where they are not known.
   */
  tableMask(rgb: number, count: number, threshold: number, out: number, hues?: number): number

  /**
   * Score map of a back-projection: the score rounded down to a byte, and exact at `threshold` as `ellipseScore`
   * is; pixels without an entry or left out by the rule are 0.
   */
  tableScore(rgb: number, count: number, threshold: number, out: number, hues?: number): void

  /** Makes ready what `gateMask` needs; as `prepareEllipses`. Throws RangeError for what is no shape. */
  prepareGate(gate: ChromaticityGate, rule?: PixelRule): void

  /** Mask of a gate, which is its score map too: 255 inside, else 0, and for black pixels. Returns how many; `out` -1 counts alone. */
  gateMask(rgb: number, count: number, out: number): number

  /**
   * Scores of a run of one row by a row of a field's coefficients, see score-field.ts, a byte each at the run's `out`: with a `cut` above 0 a
   * mask, 255 where score >= cut. Returns how many have score >= cut; `out` -1 counts alone.
   */
  fieldRow(run: FieldRun, row: Float32Array, line: FieldLine, cut: number): number

  /** Adds the pixels that the rule keeps to the histogram of a binning; black ones have no chromaticity, but hue 0. */
  countBins(rgb: number, count: number, binning: Binning, rule: PixelRule, counts: Uint32Array): void

  /** Writes the hue of every pixel (0..179, a byte each) to `out`, and adds it to the 180 entries of `counts`. */
  hues(rgb: number, count: number, out: number, counts: Uint32Array): void

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
