/** The kernels of back-projections over one memory: see core/wasm/kernels.ts for how they are called. */
import type { PixelRule } from '../../kernels/pixel-rule'
import type { Binning, ScoreTable } from './table'

export interface TableKernels {
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

  /** Adds the pixels that the rule keeps to the histogram of a binning; black ones have no chromaticity, but hue 0. */
  countBins(rgb: number, count: number, binning: Binning, rule: PixelRule, counts: Uint32Array): void

  /** Writes the hue of every pixel (0..179, a byte each) to `out`, and adds it to the 180 entries of `counts`. */
  hues(rgb: number, count: number, out: number, counts: Uint32Array): void
}
