/** Contestants, and how they are timed: in turns, so that whatever else a shared machine does meets all of them alike. */

export type Who = 'chromapatch' | 'published' | 'opencv' | 'skimage' | 'pixelmatch' | 'blazediff' | 'odiff' | 'memcpy'

export interface Contestant {
  readonly work: string
  readonly who: Who
  readonly threads: number
  /** Does the work once. The time is the contestant's own, so that asking another process is not counted. */
  readonly run: () => Promise<Timed>
}

export interface Timed {
  readonly ms: number
  /** A number of the result, by which contestants are held against each other: pixels of a mask, sum of scores. */
  readonly check: number
}

export interface Result {
  readonly work: string
  readonly who: Who
  readonly threads: number
  /** Median. */
  readonly ms: number
  readonly runs: number
  readonly check: number
  /** The quickest tenth and the slowest tenth: far apart, the machine was busy. */
  readonly low: number
  readonly high: number
}

/** Milliseconds that a contestant may take in all, and the limits of its number of runs. */
const BUDGET = 5000
const RUNS_MIN = 3
const RUNS_MAX = 25

type Check = number | (() => number)

/** Times the work; a check that is a function is asked when the clock has stopped. */
export async function timed(work: () => Promise<Check> | Check): Promise<Timed> {
  const start = performance.now()
  const check = await work()
  const ms = performance.now() - start
  return { ms, check: typeof check === 'function' ? check() : check }
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const low = sorted[below] ?? Number.NaN
  return low + ((sorted[below + 1] ?? low) - low) * (at - below)
}

/** Times one work: each contestant once to warm up, then in turns, the slow ones in fewer of them. */
export async function race(contestants: readonly Contestant[], effort = 1): Promise<Result[]> {
  const races: { contestant: Contestant; runs: number; times: number[]; check: number }[] = []
  for (const contestant of contestants) {
    const { ms, check } = await contestant.run()
    const runs = Math.max(RUNS_MIN, Math.min(RUNS_MAX, Math.round((BUDGET * effort) / ms)))
    races.push({ contestant, runs, times: [], check })
  }
  const turns = Math.max(...races.map(({ runs }) => runs))
  for (let turn = 0; turn < turns; turn++) {
    for (const { contestant, runs, times, check } of races) {
      // Spread evenly over the turns.
      if (Math.floor(((turn + 1) * runs) / turns) === Math.floor((turn * runs) / turns)) continue
      const run = await contestant.run()
      if (run.check !== check)
        throw new Error(`${contestant.work} by ${contestant.who}: ${run.check} after ${check}: not the same work twice`)
      times.push(run.ms)
    }
  }
  return races.map(({ contestant: { work, who, threads }, times, check }) => {
    return { work, who, threads, ms: median(times), runs: times.length, check, low: quantile(times, 0.1), high: quantile(times, 0.9) }
  })
}
