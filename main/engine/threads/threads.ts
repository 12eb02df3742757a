/**
 * The engine's worker threads. All of them sleep on one cell of shared memory, the bell, and one call wakes them: threads that
 * are woken one after the other may be put behind each other on one core until the scheduler's next tick, milliseconds later.
 */
import { Worker } from 'node:worker_threads'
import type { ThreadJob } from './tasks'

/** What a thread is started with. */
export interface ThreadData {
  readonly memory: WebAssembly.Memory
  readonly bell: Int32Array
}

/** What a thread answers a job with: its part of the counts, or why it has none. */
export type ThreadAnswer = { readonly counts: Float64Array } | { readonly failed: unknown }

interface Call {
  readonly job: ThreadJob
  /** Threads that may still join. */
  wanted: number
  running: number
  readonly parts: Float64Array[]
  failure: { readonly reason: unknown } | null
  readonly isTaken: () => boolean
  readonly resolve: (parts: readonly Float64Array[]) => void
  readonly reject: (reason: unknown) => void
}

interface Thread {
  readonly worker: Worker
  call: Call | null
}

export class Threads {
  private readonly bell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  private readonly threads = new Set<Thread>()
  private readonly queue: Call[] = []
  private isClosed = false

  /** @param count how many, 1 or more. A thread that dies is replaced when there is work for it. */
  constructor(
    private readonly file: string,
    private readonly memory: WebAssembly.Memory,
    private readonly count: number,
  ) {
    this.fill()
  }

  /**
   * The job on up to so many threads; calls are begun in their order. What each of the threads counted.
   * @param isTaken whether all of the job's rows are done or in work: then no further thread joins, and a call is
   *   not kept waiting by threads that are busy with another.
   * @throws the first thread's failure, once none of them touches the job's memory any more.
   */
  run(job: ThreadJob, threads: number, isTaken: () => boolean): Promise<readonly Float64Array[]> {
    return new Promise((resolve, reject) => {
      const call: Call = { job, wanted: threads, running: 0, parts: [], failure: null, isTaken, resolve, reject }
      if (this.isClosed) return reject(closed())
      this.queue.push(call)
      this.assign()
    })
  }

  async close(): Promise<void> {
    this.isClosed = true
    for (const call of this.queue.splice(0)) if (call.running === 0) call.reject(closed())
    await Promise.all([...this.threads].map(({ worker }) => worker.terminate()))
  }

  private fill(): void {
    while (this.threads.size < this.count) this.start()
  }

  private start(): void {
    const data: ThreadData = { memory: this.memory, bell: this.bell }
    const thread: Thread = { worker: new Worker(this.file, { workerData: data }), call: null }
    let death: unknown
    thread.worker.unref()
    thread.worker.on('message', (answer: ThreadAnswer) => this.ended(thread, answer))
    thread.worker.on('error', (error) => (death = error))
    thread.worker.on('exit', (code) => {
      this.threads.delete(thread)
      this.ended(thread, { failed: death ?? new Error(`A worker thread ended with ${code}.`) })
    })
    this.threads.add(thread)
  }

  /** Gives waiting calls to idle threads, and wakes them together. */
  private assign(): void {
    if (this.isClosed || this.queue.length === 0) return
    this.fill()
    let given = 0
    for (const thread of this.threads) {
      const call = thread.call === null ? this.queue[0] : undefined
      if (call === undefined) continue
      thread.call = call
      // A process does not end while a thread works for it.
      thread.worker.ref()
      thread.worker.postMessage(call.job)
      call.running++
      if (--call.wanted === 0) this.queue.shift()
      given++
    }
    if (given === 0) return
    Atomics.add(this.bell, 0, 1)
    Atomics.notify(this.bell, 0)
  }

  private ended(thread: Thread, answer: ThreadAnswer): void {
    const { call } = thread
    thread.call = null
    thread.worker.unref()
    if (call === null) return
    call.running--
    if ('counts' in answer) call.parts.push(answer.counts)
    else call.failure ??= { reason: answer.failed }
    if (call.failure !== null || call.isTaken()) this.leave(call)
    if (call.running === 0 && call.wanted === 0) {
      if (call.failure === null) call.resolve(call.parts)
      else call.reject(call.failure.reason)
    }
    this.assign()
  }

  private leave(call: Call): void {
    call.wanted = 0
    const at = this.queue.indexOf(call)
    if (at >= 0) this.queue.splice(at, 1)
  }
}

function closed(): Error {
  return new Error('The worker threads are closed.')
}
