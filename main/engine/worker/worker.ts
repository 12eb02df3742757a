/**
 * A worker thread: takes bands of rows from the shared counter until none is left, so that a slow
 * thread never holds up a fast one. What it computes does not depend on which bands it gets.
 */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import { createKernels } from '../../../core/wasm'
import { instantiate } from '../../../core/wasm/instantiate'
import { createClean } from '../mask/clean/run'
import { createCompare } from '../pair/run'
import { figureRunners } from './figures'
import { maskRunners } from './masks'
import { pictureRunners } from './pictures'
import type { Thread, Runner, Runners } from './runner'
import {
  CELL_BYTES,
  CELL_CANCELLED,
  CELL_NEXT_ROW,
  CELL_ROWS_DONE,
  countsMuch,
  resultLength,
  rowsOf,
  type Task,
  type ThreadJob,
} from '../threads/tasks'
import type { ThreadAnswer, ThreadData } from '../threads/threads'

const { memory, bell } = workerData as ThreadData
const kernels = createKernels(memory)
const thread: Thread = { memory, kernels, module: instantiate(memory) }
const compare = createCompare(memory, kernels)
const clean = createClean(thread)

/** What every kind of task is run by. A comparison asks for itself whether it was cancelled. */
const runners: Runners<Exclude<Task['kind'], 'compare'>> = {
  ...maskRunners(thread),
  ...figureRunners(thread),
  ...pictureRunners(thread),
  clean: (task, y0, y1, counts) => {
    counts[0]! += clean(task, y0, y1)
  },
}

/** Runs this thread's share of a job. Returns its part of the counts; see `resultLength`. */
function run({ task, cells, rowsPerBand }: ThreadJob): Float64Array {
  const control = new Int32Array(memory.buffer, cells, CELL_BYTES / 4)
  const isCancelled = () => Atomics.load(control, CELL_CANCELLED) !== 0
  const counts = new Float64Array(resultLength(task))
  const found = new Uint32Array(countsMuch(task) ? counts.length : 0)
  const rows = rowsOf(task)
  // The table pairs each kind with its own task, which a look-up by a union of kinds cannot say.
  const runBand = task.kind === 'compare' ? null : (runners[task.kind] as Runner<Task['kind']>)
  for (;;) {
    const y0 = isCancelled() ? rows : Atomics.add(control, CELL_NEXT_ROW, rowsPerBand)
    if (y0 >= rows) return countsMuch(task) && task.kind !== 'sums' ? Float64Array.from(found) : counts
    const y1 = Math.min(rows, y0 + rowsPerBand)
    if (task.kind === 'compare') compare(task, y0, y1, isCancelled)
    else runBand?.(task, y0, y1, counts, found)
    Atomics.add(control, CELL_ROWS_DONE, y1 - y0)
  }
}

function answer(job: ThreadJob): ThreadAnswer {
  try {
    return { counts: run(job) }
  } catch (failed) {
    return { failed }
  }
}

/** Sleeps until the bell rings; by then what is meant for this thread is there. Never gives the thread back: it has nothing else to do. */
function serve(port: MessagePort): never {
  for (let heard = 0; ;) {
    Atomics.wait(bell, 0, heard)
    heard = Atomics.load(bell, 0)
    for (let entry = receiveMessageOnPort(port); entry !== undefined; entry = receiveMessageOnPort(port)) {
      port.postMessage(answer(entry.message as ThreadJob))
    }
  }
}

serve(parentPort!)
