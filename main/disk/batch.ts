/** The same for many photos: one that fails is a row, not the end; after a cancel the rest is told as left. */
import { isCancelled, toWireError } from '../../contract/errors'

export interface Outcome {
  readonly state: 'done' | 'skipped' | 'failed' | 'left'
  /** Why it failed; empty where it did not. */
  readonly code: string
  readonly message: string
  readonly hint: string
}

const NO_REASON = { code: '', message: '', hint: '' }
export const LEFT = { state: 'left', ...NO_REASON } as const
/**
 * Does `work` for each photo, `jobs` of them at a time, and tells what became of it as each ends.
 * @param work says whether it did anything: `skipped` where all was done before. `job` is 0 … jobs - 1, one photo's at a time
 * @param grace after so many milliseconds, cancelled work is left as it is: for a process that ends then
 */
export async function runBatch<P>(
  photos: readonly P[],
  signal: AbortSignal,
  work: (photo: P, index: number, job: number) => Promise<'done' | 'skipped'>,
  told: (photo: P, outcome: Outcome) => void,
  grace = Number.POSITIVE_INFINITY,
  jobs = 1,
): Promise<void> {
  const waiting = photos.entries()
  await Promise.all(
    Array.from({ length: jobs }, async (_, job) => {
      for (const [i, photo] of waiting) told(photo, signal.aborted ? LEFT : await outcomeOf(work(photo, i, job), signal, grace))
    }),
  )
}

async function outcomeOf(work: Promise<'done' | 'skipped'>, signal: AbortSignal, grace: number): Promise<Outcome> {
  try {
    return { state: Number.isFinite(grace) ? await orLeft(work, signal, grace) : await work, ...NO_REASON }
  } catch (thrown) {
    if (isCancelled(thrown)) return LEFT
    const { code, message, hint } = toWireError(thrown, 'export')
    return { state: 'failed', code, message, hint }
  }
}

/** Not everything that works on pixels can be stopped in the middle. */
async function orLeft(work: Promise<'done' | 'skipped'>, signal: AbortSignal, grace: number): Promise<Outcome['state']> {
  let timer: NodeJS.Timeout | undefined
  let stop = () => {}
  const left = new Promise<'left'>((resolve) => {
    stop = () => void (timer = setTimeout(() => resolve('left'), grace))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, left])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
