/**
 * A worker thread: takes bands of rows from the shared counter until none is left, so that a slow
 * thread never holds up a fast one. What it computes does not depend on which bands it gets.
 */
import { workerData } from 'node:worker_threads'
import { createKernels, type Kernels } from '../kernels'
import { chromaticityBytes } from '../kernels/chromaticity-bytes'
import { addColouredPlane, flagRatios, RATIO_FLAGS } from '../kernels/coloured-plane'
import { ellipseSlots, gateSlots, tableSlots, type SlotCounter } from '../kernels/score-areas'
import { createClean } from './cleaning/run'
import { createCompare } from './compare/run'
import { blendRow } from './exporting/blend'
import { writeLikelihoods } from './likelihood-map'
import type { CleanTask } from './cleaning/task'
import type { CompareTask } from './compare/task'
import {
  CELL_BYTES,
  CELL_CANCELLED,
  CELL_NEXT_ROW,
  CELL_ROWS_DONE,
  countsMuch,
  resultLength,
  rowsOf,
  type HuePlaneOf,
  type Scorer,
  type Task,
  type ThreadJob,
} from './tasks'

const shared = (workerData as { memory: WebAssembly.Memory }).memory
const kernels = createKernels(shared)
const compare = createCompare(shared, kernels)
const clean = createClean(shared, kernels)

/** Runs this thread's share of a job. Returns its part of the counts; see `resultLength`. */
export default function run({ task, cells, rowsPerBand }: ThreadJob): Float64Array {
  const control = new Int32Array(shared.buffer, cells, CELL_BYTES / 4)
  const counts = new Float64Array(resultLength(task))
  const found = new Uint32Array(countsMuch(task) ? counts.length : 0)
  const rows = rowsOf(task)
  if (task.kind === 'mask' || task.kind === 'score') prepare(task.scorer)
  for (;;) {
    const y0 = Atomics.load(control, CELL_CANCELLED) !== 0 ? rows : Atomics.add(control, CELL_NEXT_ROW, rowsPerBand)
    if (y0 >= rows) return countsMuch(task) && task.kind !== 'sums' ? Float64Array.from(found) : counts
    const y1 = Math.min(rows, y0 + rowsPerBand)
    if (task.kind === 'compare') compare(task, y0, y1, () => Atomics.load(control, CELL_CANCELLED) !== 0)
    else if (task.kind === 'clean') counts[0]! += clean(task, y0, y1)
    else runBand(kernels, task, y0, y1, counts, found)
    Atomics.add(control, CELL_ROWS_DONE, y1 - y0)
  }
}

function prepare(scorer: Scorer): void {
  if (scorer.kind === 'ellipses') kernels.prepareEllipses(scorer.models, scorer.rule)
  else if (scorer.kind === 'table') kernels.prepareTable(scorer.table, scorer.rule)
  else kernels.prepareGate(scorer.gate, scorer.rule)
}

/** A window whose rows touch is one run of pixels; another is a run a row. */
function* runs(
  source: Extract<Task, { source: unknown }>['source'],
  y0: number,
  y1: number,
): Generator<{ rgb: number; first: number; count: number }> {
  const { rgb, stride, w } = source
  if (stride === w) {
    yield { rgb: rgb + y0 * w * 3, first: y0 * w, count: (y1 - y0) * w }
    return
  }
  for (let y = y0; y < y1; y++) yield { rgb: rgb + y * stride * 3, first: y * w, count: w }
}

/** Adds to `counts`, or to `found` where that is whole numbers for the length of the job. */
function runBand(
  kernels: Kernels,
  task: Exclude<Task, CompareTask | CleanTask>,
  y0: number,
  y1: number,
  counts: Float64Array,
  found: Uint32Array,
): void {
  switch (task.kind) {
    case 'halve':
      kernels.halve(task.from, task.width, task.height, task.channels, task.out, y0, y1)
      return
    case 'mask': {
      const { scorer, threshold } = task
      for (const { rgb, first, count } of runs(task.source, y0, y1)) {
        const out = task.out < 0 ? -1 : task.out + first
        if (scorer.kind === 'ellipses') counts[0]! += kernels.ellipseMask(rgb, count, threshold, out)
        else if (scorer.kind === 'table') counts[0]! += kernels.tableMask(rgb, count, threshold, out, huesAt(scorer.hues, rgb))
        else counts[0]! += kernels.gateMask(rgb, count, out)
      }
      return
    }
    case 'score': {
      const { scorer, threshold, out } = task
      for (const { rgb, first, count } of runs(task.source, y0, y1)) {
        if (scorer.kind === 'ellipses') kernels.ellipseScore(rgb, count, threshold, out + first)
        else if (scorer.kind === 'table') kernels.tableScore(rgb, count, threshold, out + first, huesAt(scorer.hues, rgb))
        else kernels.gateMask(rgb, count, out + first)
      }
      return
    }
    case 'census': {
      const both = new Uint32Array(2)
      for (const { rgb, count } of runs(task.source, y0, y1)) kernels.census(rgb, count, both)
      both.forEach((n, i) => (counts[i]! += n))
      return
    }
    case 'histograms': {
      const [r, g] = [found.subarray(0, task.bins), found.subarray(task.bins)]
      for (const { rgb, count } of runs(task.source, y0, y1)) kernels.chromaticityHistograms(rgb, count, task.bins, r, g)
      return
    }
    case 'likelihoods':
      for (const { rgb, first, count } of runs(task.source, y0, y1)) {
        const out = new Uint16Array(shared.buffer, task.out + first * 2, count)
        writeLikelihoods(new Uint8Array(shared.buffer, rgb, count * 3), out, task.models, task.rule)
      }
      return
    case 'chromaticity':
      for (const { rgb, first, count } of runs(task.source, y0, y1)) {
        const bytes = new Uint8Array(shared.buffer)
        const out = bytes.subarray(task.out + first, task.out + first + count)
        chromaticityBytes(bytes.subarray(rgb, rgb + count * 3), out, task.channel, task.light, task.low, task.high)
      }
      return
    case 'bins':
      for (const { rgb, count } of runs(task.source, y0, y1)) kernels.countBins(rgb, count, task.binning, task.rule, found)
      return
    case 'hues':
      for (const { rgb, first, count } of runs(task.source, y0, y1)) kernels.hues(rgb, count, task.out + first, found)
      return
    case 'sums': {
      const { rgb, stride, w } = task.source
      kernels.chromaticitySums({ rgb: rgb + y0 * stride * 3, stride, w, h: y1 - y0 }, task.rule, counts)
      return
    }
    case 'plane':
      for (const { rgb, count } of runs(task.source, y0, y1)) kernels.chromaticityPlane(rgb, count, task.window, found)
      return
    case 'coloured-plane':
      for (const { rgb, count } of runs(task.source, y0, y1)) {
        addColouredPlane(new Uint8Array(shared.buffer), rgb, count, task.window, counts)
      }
      return
    case 'ratios': {
      const flags = new Uint8Array(shared.buffer, task.flags, RATIO_FLAGS)
      for (const { rgb, count } of runs(task.source, y0, y1)) flagRatios(new Uint8Array(shared.buffer), rgb, count, flags)
      return
    }
    case 'areas': {
      const count = slotsOf(task)
      for (const run of runs(task.source, y0, y1)) count(new Uint8Array(shared.buffer), run.rgb, run.count, counts)
      return
    }
    case 'compose': {
      const { source, mask, alpha, matte, out } = task
      for (const { rgb, first, count } of runs(source, y0, y1)) {
        kernels.cutOut({
          rgb,
          mask: mask + first,
          alpha: alpha < 0 ? -1 : alpha + first,
          out: out + first * (matte === null ? 4 : 3),
          count,
          matte,
        })
      }
      return
    }
    case 'blend': {
      const bytes = new Uint8Array(shared.buffer)
      const { source, mask, alpha, behind, out } = task
      for (const { rgb, first, count } of runs(source, y0, y1)) {
        blendRow(bytes, {
          rgb,
          mask: mask + first,
          alpha: alpha < 0 ? -1 : alpha + first,
          behind: behind < 0 ? -1 : behind + first * 3,
          out: out + first * (alpha < 0 ? 3 : 4),
          count,
        })
      }
    }
  }
}

/** Where the hues of pixels lie that begin at `rgb`; -1 where they are not known: at a smaller size. */
function huesAt(plane: HuePlaneOf | null, rgb: number): number {
  if (plane === null || rgb < plane.rgb || rgb >= plane.rgb + plane.pixels * 3) return -1
  return plane.hues + (rgb - plane.rgb) / 3
}

/** Made once a task: a thread gets many bands of it. */
let slots: { readonly task: Task; readonly counter: SlotCounter } | null = null

function slotsOf(task: Extract<Task, { kind: 'areas' }>): SlotCounter {
  if (slots?.task === task) return slots.counter
  const { scorer, thresholds } = task
  const { rule } = scorer
  const counter =
    scorer.kind === 'ellipses'
      ? ellipseSlots(scorer.models, rule, thresholds)
      : scorer.kind === 'table'
        ? tableSlots(scorer.table, rule, thresholds)
        : gateSlots(scorer.gate, rule, thresholds)
  slots = { task, counter }
  return counter
}
