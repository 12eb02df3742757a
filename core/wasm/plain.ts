/**
 * The kernels in plain TypeScript: for a machine without WebAssembly SIMD, and what the compiled
 * ones are tied to by test. float64 throughout, bit for bit the formulas of definition.ts.
 */
import { cutOut, endOfCutOut } from '../mask/cut-out'
import { greyDifference, greyDistance } from '../kernels/grey'
import { plainMasks } from '../mask/mask-kernels'
import { bytesOf, endOf } from '../memory'
import { fieldRow } from '../scorers/classes/field'
import { plainEllipses } from '../scorers/ellipses/plain'
import { addChromaticitySums } from '../kernels/chromaticity-sums'
import { plainGates } from '../scorers/gate/plain'
import { addChromaticities, addToPlane, census, halve } from '../kernels/plain-pictures'
import { plainTables } from '../scorers/table/plain'
import type { Kernels } from './kernels'

/** Kernels over one memory (shared or not). All offsets must lie inside it: RangeError otherwise. */
export function createPlainKernels(memory: WebAssembly.Memory): Kernels {
  const bytesUpTo = bytesOf(memory)
  const runOf = (rgb: number, count: number, out: number, each = 1) => bytesUpTo(Math.max(rgb + count * 3, out + count * each))
  return {
    name: 'plain',
    ...plainMasks(memory),
    ...plainEllipses(bytesUpTo),
    ...plainTables(bytesUpTo),
    ...plainGates(bytesUpTo),
    fieldRow(run, row, line, cut) {
      return fieldRow(bytesUpTo(Math.max(run.rgb + run.count * 3, run.out + run.count)), row, line, run, cut)
    },
    chromaticitySums(window, rule, sums) {
      addChromaticitySums(bytesUpTo(endOf(window)), window, rule, sums)
    },
    chromaticityPlane(rgb, count, window, counts) {
      addToPlane(bytesUpTo(rgb + count * 3), rgb, count, window, counts)
    },
    census(rgb, count, counts) {
      census(bytesUpTo(rgb + count * 3), rgb, count, counts)
    },
    chromaticityHistograms(rgb, count, bins, r, g) {
      addChromaticities(bytesUpTo(rgb + count * 3), rgb, count, bins, r, g)
    },
    halve(source, width, height, channels, out, y0, y1) {
      const halfWidth = (width + 1) >> 1
      const bytes = bytesUpTo(Math.max(source + width * height * channels, out + halfWidth * y1 * channels))
      halve(bytes, source, width, height, channels, out, y0, y1)
    },
    greyDifference(before, after, count, out) {
      greyDifference(runOf(Math.max(before, after), count, out, 4), before, after, count, out)
    },
    cutOut(run) {
      cutOut(bytesUpTo(endOfCutOut(run)), run)
    },
    greyDistance(before, after, count, out) {
      greyDistance(runOf(Math.max(before, after), count, out), before, after, count, out)
    },
  }
}
