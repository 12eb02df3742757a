/** Tasks that score pixels: masks, score maps, and areas at many thresholds. */
import { ellipseSlots, gateSlots, tableSlots, type SlotCounter } from '../../../core/kernels/score-areas'
import { cutOf } from '../../../core/kernels/score-map'
import { TABLE_SCALE } from '../../../core/models/run'
import { classScores, eachScore, type ScoreRun } from '../mask/class-scores'
import { writeLikelihoods } from '../mask/likelihood-map'
import type { Task } from '../threads/tasks'
import type { ClassScorer, HuePlaneOf, Scorer } from '../threads/scorer-types'
import { runsOf } from '../threads/runs'
import type { Thread, Runners } from './runner'

/** Once a job, before its first band. */
export function prepare({ kernels }: Thread, scorer: Scorer): void {
  if (scorer.kind === 'ellipses') kernels.prepareEllipses(scorer.models, scorer.rule)
  else if (scorer.kind === 'table') kernels.prepareTable(scorer.table, scorer.rule)
  else if (scorer.kind === 'gate') kernels.prepareGate(scorer.gate, scorer.rule)
}

export function maskRunners({ memory, kernels }: Thread): Runners<'mask' | 'score' | 'likelihoods' | 'areas'> {
  /** Made once a task: a thread gets many bands of it. */
  let slots: { readonly task: Task; readonly counter: SlotCounter } | null = null

  function slotsOf(task: Extract<Task, { kind: 'areas' }>): SlotCounter {
    if (slots?.task !== task) slots = { task, counter: counterOf(task.scorer as Exclude<Scorer, ClassScorer>, task.thresholds) }
    return slots.counter
  }

  /** Made once a task as well: it keeps a row of the field. */
  let scored: { readonly scorer: ClassScorer; readonly score: ScoreRun } | null = null

  function scoresOf(scorer: ClassScorer): ScoreRun {
    if (scored?.scorer !== scorer) scored = { scorer, score: classScores({ memory, kernels }, scorer) }
    return scored.score
  }

  return {
    mask: ({ scorer, threshold, source, out: to }, y0, y1, counts) => {
      if (scorer.kind === 'classes') {
        const [score, cut] = [scoresOf(scorer), cutOf(threshold, TABLE_SCALE)]
        for (const run of runsOf(source, y0, y1)) counts[0]! += score(run, cut, to < 0 ? -1 : to + run.first)
        return
      }
      for (const { rgb, first, count } of runsOf(source, y0, y1)) {
        const out = to < 0 ? -1 : to + first
        if (scorer.kind === 'ellipses') counts[0]! += kernels.ellipseMask(rgb, count, threshold, out)
        else if (scorer.kind === 'table') counts[0]! += kernels.tableMask(rgb, count, threshold, out, huesAt(scorer.hues, rgb))
        else counts[0]! += kernels.gateMask(rgb, count, out)
      }
    },
    score: ({ scorer, threshold, source, out }, y0, y1) => {
      if (scorer.kind === 'classes') {
        for (const run of runsOf(source, y0, y1)) scoresOf(scorer)(run, 0, out + run.first)
        return
      }
      for (const { rgb, first, count } of runsOf(source, y0, y1)) {
        if (scorer.kind === 'ellipses') kernels.ellipseScore(rgb, count, threshold, out + first)
        else if (scorer.kind === 'table') kernels.tableScore(rgb, count, threshold, out + first, huesAt(scorer.hues, rgb))
        else kernels.gateMask(rgb, count, out + first)
      }
    },
    likelihoods: ({ source, models, rule, out }, y0, y1) => {
      for (const { rgb, first, count } of runsOf(source, y0, y1)) {
        const to = new Uint16Array(memory.buffer, out + first * 2, count)
        writeLikelihoods(new Uint8Array(memory.buffer, rgb, count * 3), to, models, rule)
      }
    },
    areas: (task, y0, y1, counts) => {
      const { scorer, thresholds } = task
      if (scorer.kind === 'classes') {
        const slotOf = Uint16Array.from({ length: 256 }, (_, score) => thresholds.filter((at) => score >= cutOf(at, TABLE_SCALE)).length)
        const add = (scores: Uint8Array) => scores.forEach((score) => (counts[slotOf[score]!]! += 1))
        for (const run of runsOf(task.source, y0, y1)) eachScore(memory, scoresOf(scorer), run, add)
        return
      }
      const count = slotsOf(task)
      for (const run of runsOf(task.source, y0, y1)) count(new Uint8Array(memory.buffer), run.rgb, run.count, counts)
    },
  }
}

function counterOf(scorer: Exclude<Scorer, ClassScorer>, thresholds: readonly number[]): SlotCounter {
  if (scorer.kind === 'ellipses') return ellipseSlots(scorer.models, scorer.rule, thresholds)
  if (scorer.kind === 'table') return tableSlots(scorer.table, scorer.rule, thresholds)
  return gateSlots(scorer.gate, scorer.rule, thresholds)
}

/** Where the hues of pixels lie that begin at `rgb`; -1 where they are not known: at a smaller size. */
function huesAt(plane: HuePlaneOf | null, rgb: number): number {
  if (plane === null || rgb < plane.rgb || rgb >= plane.rgb + plane.pixels * 3) return -1
  return plane.hues + (rgb - plane.rgb) / 3
}
