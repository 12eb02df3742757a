/** How a worker thread runs a band of rows of a task. */
import type { ScoreThread } from '../../../core/scorers/shared/kind'
import type { Task } from '../threads/tasks'

/** What a runner works with: the memory that all threads share, and its own thread's kernels over it. */
export type Thread = ScoreThread

/** Rows [y0, y1) of the task. Adds to `counts`, or to `found` where that is whole numbers for the length of the job. */
export type Runner<Kind extends Task['kind']> = (
  task: Extract<Task, { kind: Kind }>,
  y0: number,
  y1: number,
  counts: Float64Array,
  found: Uint32Array,
) => void

/** A runner for each of these kinds. */
export type Runners<Kind extends Task['kind']> = { readonly [K in Kind]: Runner<K> }
