/**
 * Runs tasks over the arena on all threads. Rows are shared out by a counter in shared memory;
 * cancelling is a flag in it, so a thread is never killed and never has to be started again.
 */
import { availableParallelism } from 'node:os'
import { ChromapatchError } from '../../../contract/errors'
import { createKernels, type Kernels } from '../../../core/wasm'
import type { Arena } from './arena'
import {
  CELL_BYTES,
  CELL_CANCELLED,
  CELL_NEXT_ROW,
  CELL_ROWS_DONE,
  countsMuch,
  resultLength,
  rowsOf,
  rowWidthOf,
  type Task,
  type ThreadJob,
} from './tasks'
import { Threads } from './threads'

/** About this many pixels between two looks at the cancel flag: a fraction of a millisecond. */
const BAND_PIXELS = 1 << 17
/** Of a task with a long result, which is gathered once a band. */
const COUNTED_BAND_PIXELS = 1 << 19
/** How often progress is told, in milliseconds. */
const PROGRESS_INTERVAL = 50
const MAXIMUM_THREADS = 16

export interface RunOptions {
  readonly signal?: AbortSignal
  /** Called with the share of rows done, 0..1. */
  readonly progress?: (fraction: number) => void
}

export class Pool {
  readonly threads: number
  private readonly workers: Threads
  private own: Kernels | undefined

  /**
   * @param workerFile the built worker, a path.
   * @param threads 1..16; all cores when left out.
   */
  constructor(
    private readonly arena: Arena,
    workerFile: string,
    threads = availableParallelism(),
  ) {
    this.threads = Math.max(1, Math.min(MAXIMUM_THREADS, Math.floor(threads)))
    this.workers = new Threads(workerFile, arena.memory, this.threads)
  }

  /**
   * Runs the task to its end on all threads and returns its counts (see `resultLength`), which do not depend
   * on the number of threads.
   * @throws ChromapatchError JOB_CANCELLED once every thread has stopped: its memory may then be released.
   */
  async run(task: Task, { signal, progress }: RunOptions = {}): Promise<Float64Array> {
    throwIfCancelled(signal)
    const rows = rowsOf(task)
    const bandPixels = countsMuch(task) ? COUNTED_BAND_PIXELS : BAND_PIXELS
    const rowsPerBand = Math.max(1, Math.floor(bandPixels / Math.max(1, rowWidthOf(task))))
    const allocation = this.arena.allocate(CELL_BYTES)
    const cells = new Int32Array(this.arena.memory.buffer, allocation.offset, CELL_BYTES / 4).fill(0)
    const cancel = () => void Atomics.store(cells, CELL_CANCELLED, 1)
    signal?.addEventListener('abort', cancel)
    const timer = progress && setInterval(() => progress(Atomics.load(cells, CELL_ROWS_DONE) / rows), PROGRESS_INTERVAL)
    try {
      const job: ThreadJob = { task, cells: allocation.offset, rowsPerBand }
      // A small task is not worth waking another thread for.
      const threads = Math.min(this.threads, Math.max(1, Math.ceil(rows / rowsPerBand)))
      // A thread that gives up for the cancel leaves rows behind, which no other thread need look for.
      const isTaken = () => Atomics.load(cells, CELL_NEXT_ROW) >= rows || Atomics.load(cells, CELL_CANCELLED) !== 0
      const parts = await this.workers.run(job, threads, isTaken)
      throwIfCancelled(signal)
      return parts.reduce<Float64Array>((sum, part) => sum.map((count, i) => count + part[i]!), new Float64Array(resultLength(task)))
    } finally {
      clearInterval(timer)
      signal?.removeEventListener('abort', cancel)
      this.arena.release(allocation)
    }
  }

  /** Runs a task that writes float64 to `out`, and gives the `count` that it wrote. */
  async numbers(task: (out: number) => Task, count: number): Promise<Float64Array> {
    const place = this.arena.allocate(count * 8)
    try {
      await this.run(task(place.offset))
      return new Float64Array(this.arena.memory.buffer, place.offset, count).slice()
    } finally {
      this.arena.release(place)
    }
  }

  /** The kernels of the calling thread, for what is done sooner than another thread is woken: well under a millisecond. */
  get kernels(): Kernels {
    return (this.own ??= createKernels(this.arena.memory))
  }

  async close(): Promise<void> {
    await this.workers.close()
  }
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ChromapatchError('JOB_CANCELLED', 'Cancelled.')
}
