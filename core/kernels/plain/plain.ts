/**
 * The kernels in plain TypeScript: for a machine without WebAssembly SIMD, and what the compiled
 * ones are tied to by test. float64 throughout, bit for bit the formulas of definition.ts.
 */
import { cutOf } from '../score-map'
import { limitFor, prepareEllipses } from '../ellipses'
import { cutOut, endOfCutOut } from '../../mask/cut-out'
import { greyDifference, greyDistance } from '../grey'
import { plainMasks } from '../../mask/mask-kernels'
import { bytesOf, endOf } from '../../memory'
import { EVERY_PIXEL } from '../pixel-rule'
import { ellipseMask, ellipseScore } from './plain-ellipses'
import { addChromaticitySums } from '../chromaticity-sums'
import { gateMask, prepareGate } from './plain-gates'
import { addChromaticities, addToPlane, census, halve } from './plain-pictures'
import { countBins, hues, prepareTable, tableMask, tableScore } from './plain-tables'
import { markCertain, rampOfEllipses } from '../ramp'
import { fieldRow } from '../score-field'
import type { Kernels } from '../types'

/** Kernels over one memory (shared or not). All offsets must lie inside it: RangeError otherwise. */
export function createPlainKernels(memory: WebAssembly.Memory): Kernels {
  const bytesUpTo = bytesOf(memory)
  const runOf = (rgb: number, count: number, out: number, each = 1) => bytesUpTo(Math.max(rgb + count * 3, out + count * each))
  let ellipses = prepareEllipses([])
  let table = prepareTable({ binning: { kind: 'hue' }, scores: new Float32Array(180) }, EVERY_PIXEL)
  let gate = prepareGate({ kind: 'rectangle', r: [0, 0], g: [0, 0] }, EVERY_PIXEL)
  return {
    name: 'plain',
    ...plainMasks(memory),
    prepareEllipses(models, rule) {
      ellipses = prepareEllipses(models, rule)
    },
    ellipseMask(rgb, count, threshold, out) {
      return ellipseMask(runOf(rgb, count, out), rgb, count, ellipses, limitFor(ellipses, threshold), out)
    },
    ellipseScore(rgb, count, threshold, out) {
      const cut = cutOf(threshold, { kind: 'distance', peak: ellipses.peak })
      ellipseScore(runOf(rgb, count, out), rgb, count, ellipses, limitFor(ellipses, threshold), cut, out)
    },
    ellipseRamp(rgb, count, task, certain, out) {
      const bytes = runOf(rgb, count, out, 2)
      markCertain(this, rgb, count, task, certain)
      rampOfEllipses(bytes, rgb, task, certain, new Uint16Array(bytes.buffer, out, count))
    },
    prepareTable(scores, rule = EVERY_PIXEL) {
      table = prepareTable(scores, rule)
    },
    tableMask(rgb, count, threshold, out) {
      return tableMask(runOf(rgb, count, out), rgb, count, table, threshold, out)
    },
    tableScore(rgb, count, threshold, out) {
      tableScore(runOf(rgb, count, out), rgb, count, table, threshold, out)
    },
    prepareGate(shape, rule = EVERY_PIXEL) {
      gate = prepareGate(shape, rule)
    },
    gateMask(rgb, count, out) {
      return gateMask(runOf(rgb, count, out), rgb, count, gate, out)
    },
    fieldRow(run, row, line, cut) {
      return fieldRow(runOf(run.rgb, run.count, run.out), row, line, run, cut)
    },
    countBins(rgb, count, binning, rule, counts) {
      countBins(bytesUpTo(rgb + count * 3), rgb, count, binning, rule, counts)
    },
    hues(rgb, count, out, counts) {
      hues(runOf(rgb, count, out), rgb, count, out, counts)
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
