/** The kernel of classes of colour over one memory: see core/wasm/kernels.ts for how it is called. */
import type { FieldLine, FieldRun } from './field'

export interface ClassKernels {
  /**
   * Scores of a run of one row by a row of a field's coefficients, see field.ts, a byte each at the run's `out`: with a `cut` above 0 a
   * mask, 255 where score >= cut. Returns how many have score >= cut; `out` -1 counts alone.
   */
  fieldRow(run: FieldRun, row: Float32Array, line: FieldLine, cut: number): number
}
