/** Tasks that score pixels: masks, score maps, and areas at many thresholds. How is asked of the scorer's kind. */
import { kindOf } from '../../../core/models/scorers'
import { labelRuns } from '../../../core/scorers/classes/scores'
import type { SlotCounter } from '../../../core/scorers/shared/areas'
import type { ScorerRun } from '../../../core/scorers/shared/kind'
import type { Task } from '../threads/tasks'
import { runsOf } from '../threads/runs'
import type { Thread, Runners } from './runner'

export function maskRunners(thread: Thread): Runners<'mask' | 'score' | 'labels' | 'likelihoods' | 'areas'> {
  const { memory } = thread
  // Made once a task: a thread gets many bands of it.
  const runOf = perTask((task: Extract<Task, { kind: 'mask' | 'score' }>): ScorerRun => kindOf(task.scorer).start(thread, task.scorer))
  const slotsOf = perTask((task: Extract<Task, { kind: 'areas' }>): SlotCounter =>
    kindOf(task.scorer).slots(task.scorer, task.thresholds, thread),
  )

  const labelsOf = perTask((task: Extract<Task, { kind: 'labels' }>) => labelRuns(thread, task.scorer))

  return {
    labels: (task, y0, y1, counts) => {
      const label = labelsOf(task)
      for (const run of runsOf(task.source, y0, y1)) label(run, task.mask + run.first, counts)
    },
    mask: (task, y0, y1, counts) => {
      const { threshold, source, out } = task
      const run = runOf(task)
      for (const { rgb, first, count } of runsOf(source, y0, y1)) counts[0]! += run.mask(rgb, count, threshold, out < 0 ? -1 : out + first)
    },
    score: (task, y0, y1) => {
      const { threshold, source, out } = task
      const run = runOf(task)
      for (const { rgb, first, count } of runsOf(source, y0, y1)) run.score(rgb, count, threshold, out + first)
    },
    likelihoods: ({ source, scorer, out }, y0, y1) => {
      for (const { rgb, first, count } of runsOf(source, y0, y1)) {
        const to = new Uint16Array(memory.buffer, out + first * 2, count)
        kindOf(scorer).write16(scorer, new Uint8Array(memory.buffer, rgb, count * 3), to)
      }
    },
    areas: (task, y0, y1, counts) => {
      const count = slotsOf(task)
      for (const run of runsOf(task.source, y0, y1)) count(new Uint8Array(memory.buffer), run.rgb, run.count, counts)
    },
  }
}

/** What was made for the last task is kept. A thread runs a job to its end, and a task is another object for each job. */
function perTask<T extends object, V>(make: (task: T) => V): (task: T) => V {
  let last: { readonly task: T; readonly value: V } | undefined
  return (task) => {
    if (last?.task !== task) last = { task, value: make(task) }
    return last.value
  }
}
