/** Tasks that count pixels: for statistics, histograms and charts. */
import { addColouredPlane, flagRatios, RATIO_FLAGS } from '../../../core/kernels/coloured-plane'
import { kindOf } from '../../../core/models/scorers'
import { countKeys } from '../../../core/scorers/classes/colour-keys'
import { addRow, addRowMoments, ROW_MOMENTS, ROW_SUMS } from '../../../core/kernels/statistics-rows'
import { addSums, runsOf } from '../threads/runs'
import type { Thread, Runners } from './runner'

type Kind =
  | 'census'
  | 'colour-keys'
  | 'histograms'
  | 'bins'
  | 'hues'
  | 'sums'
  | 'row-sums'
  | 'row-moments'
  | 'row-numbers'
  | 'plane'
  | 'coloured-plane'
  | 'ratios'

export function figureRunners({ memory, kernels }: Thread): Runners<Kind> {
  return {
    census: ({ source }, y0, y1, counts) => {
      const both = new Uint32Array(2)
      for (const { rgb, count } of runsOf(source, y0, y1)) kernels.census(rgb, count, both)
      both.forEach((n, i) => (counts[i]! += n))
    },
    'colour-keys': ({ source }, y0, y1, _, found) => {
      const bytes = new Uint8Array(memory.buffer)
      for (const { rgb, count } of runsOf(source, y0, y1)) countKeys(bytes, rgb, count, found)
    },
    histograms: ({ source, bins }, y0, y1, _, found) => {
      const [r, g] = [found.subarray(0, bins), found.subarray(bins)]
      for (const { rgb, count } of runsOf(source, y0, y1)) kernels.chromaticityHistograms(rgb, count, bins, r, g)
    },
    bins: ({ source, binning, rule }, y0, y1, _, found) => {
      for (const { rgb, count } of runsOf(source, y0, y1)) kernels.countBins(rgb, count, binning, rule, found)
    },
    hues: ({ source, out }, y0, y1, _, found) => {
      for (const { rgb, first, count } of runsOf(source, y0, y1)) kernels.hues(rgb, count, out + first, found)
    },
    sums: ({ source, rule }, y0, y1, counts) => addSums(kernels, source, y0, y1, rule, counts),
    'row-sums': ({ source, rule, out }, y0, y1) => {
      const rows = new Float64Array(memory.buffer, out, source.h * ROW_SUMS)
      const bytes = new Uint8Array(memory.buffer)
      for (let y = y0; y < y1; y++) addRow(bytes, runsOf(source, y, y + 1), rule, rows, y * ROW_SUMS)
    },
    'row-moments': ({ source, rule, means, out }, y0, y1) => {
      const rows = new Float64Array(memory.buffer, out, source.h * ROW_MOMENTS)
      const bytes = new Uint8Array(memory.buffer)
      for (let y = y0; y < y1; y++) addRowMoments(bytes, runsOf(source, y, y + 1), rule, means, rows, y * ROW_MOMENTS)
    },
    'row-numbers': ({ source, scorer, pass, rule, given, out }, y0, y1) => {
      const { numbers, add } = kindOf({ kind: scorer }).passes![pass]!
      const rows = new Float64Array(memory.buffer, out, source.h * numbers)
      const bytes = new Uint8Array(memory.buffer)
      for (let y = y0; y < y1; y++) add(bytes, runsOf(source, y, y + 1), rule, given, rows, y * numbers)
    },
    plane: ({ source, window }, y0, y1, _, found) => {
      for (const { rgb, count } of runsOf(source, y0, y1)) kernels.chromaticityPlane(rgb, count, window, found)
    },
    'coloured-plane': ({ source, window }, y0, y1, counts) => {
      for (const { rgb, count } of runsOf(source, y0, y1)) addColouredPlane(new Uint8Array(memory.buffer), rgb, count, window, counts)
    },
    ratios: ({ source, flags: at }, y0, y1) => {
      const flags = new Uint8Array(memory.buffer, at, RATIO_FLAGS)
      for (const { rgb, count } of runsOf(source, y0, y1)) flagRatios(new Uint8Array(memory.buffer), rgb, count, flags)
    },
  }
}
