/** When an engine that died is started again: at once, unless it dies so often that something is wrong with it. */
const CRASHES_ALLOWED = 3
const CRASH_WINDOW = 30_000
const PAUSE_MAX = 60_000

export class Restarts {
  #times: number[] = []
  #pause: number

  /** `pause`: milliseconds to wait after too many crashes; doubles each time, up to a minute. */
  constructor(pause: number) {
    this.#pause = pause
  }

  /** Milliseconds to wait before the next start. */
  crashed(now = Date.now()): number {
    this.#times = [...this.#times.filter((time) => now - time < CRASH_WINDOW), now]
    if (this.#times.length <= CRASHES_ALLOWED) return 0
    this.#times = []
    const pause = this.#pause
    this.#pause = Math.min(PAUSE_MAX, pause * 2)
    return pause
  }
}
