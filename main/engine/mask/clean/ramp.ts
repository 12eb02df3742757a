/** A worker thread's side of the soft threshold. */
import { bytesOf } from '../../../../core/memory'
import { RAMP_PIXELS, rampOfBytes, rampOfGate, rampOfTable, type Ramp } from '../../../../core/kernels/ramp'
import { withScratch } from '../../../../core/wasm/scratch'
import type { Kernels } from '../../../../core/kernels/types'
import type { CleanStepTask } from '../../threads/clean-task'
import type { ClassScorer } from '../../threads/scorer-types'
import { classScores, eachScore, type ScoreRun } from '../class-scores'

type RampTask = Extract<CleanStepTask, { name: 'ramp' }>

export function createRamp(memory: WebAssembly.Memory, kernels: Kernels): (task: RampTask, y0: number, y1: number) => void {
  const bytesUpTo = bytesOf(memory)
  let scored: { readonly scorer: ClassScorer; readonly score: ScoreRun } | null = null
  const scoreOf = (scorer: ClassScorer): ScoreRun => {
    if (scored?.scorer !== scorer) scored = { scorer, score: classScores({ memory, kernels }, scorer) }
    return scored.score
  }
  const rampOfScores = (score: ScoreRun, rgb: number, ramp: Ramp, out: Uint16Array): void => {
    const values = rampOfBytes(ramp)
    eachScore(memory, score, { rgb, first: 0, count: out.length }, (scores, first) => {
      for (let i = 0; i < scores.length; i++) out[first + i] = values[scores[i]!]!
    })
  }

  return ({ source, scorer, ramp, out }, y0, y1) => {
    const { rgb, stride, w } = source
    const bytes = bytesUpTo(Math.max(rgb + (stride * (source.h - 1) + w) * 3, out.offset + w * source.h * 2))
    const values = new Uint16Array(bytes.buffer, out.offset, w * source.h)
    // Rows that touch are one run of pixels.
    const rows = stride === w ? y1 - y0 : 1
    if (scorer.kind === 'ellipses') kernels.prepareEllipses(scorer.models, scorer.rule)
    for (let y = y0; y < y1; y += rows) {
      for (let first = 0; first < rows * w; first += RAMP_PIXELS) {
        const count = Math.min(RAMP_PIXELS, rows * w - first)
        const from = rgb + (y * stride + first) * 3
        const run = values.subarray(y * w + first, y * w + first + count)
        if (scorer.kind === 'table') rampOfTable(bytes, from, scorer.table, scorer.rule, ramp, run)
        else if (scorer.kind === 'classes') rampOfScores(scoreOf(scorer), from, ramp, run)
        else if (scorer.kind === 'gate') rampOfGate(bytes, from, scorer.gate, scorer.rule, run)
        else
          withScratch(memory, (some) => {
            kernels.ellipseRamp(from, count, { ...scorer, ramp }, { some, full: some + RAMP_PIXELS }, run.byteOffset)
          })
      }
    }
  }
}
