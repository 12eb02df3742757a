/** Exports that are being written now: asked about before the window closes, and cleaned up after when the engine dies. */
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isPartOf } from './atomic'
import { removeQuietly } from './remove'

export class RunningExports {
  readonly #running = new Map<symbol, { target: string; pid: number | undefined }>()

  get count(): number {
    return this.#running.size
  }

  /**
   * Runs `work`, which writes `target` from the process `pid`. If it fails, what that process left
   * half written beside the target is removed: it may have been killed.
   */
  async during<T>(target: string, pid: number | undefined, work: () => Promise<T>): Promise<T> {
    const key = Symbol(target)
    this.#running.set(key, { target, pid })
    try {
      return await work()
    } catch (thrown) {
      removeParts(target, pid)
      throw thrown
    } finally {
      this.#running.delete(key)
    }
  }

  /** The engine was killed with exports under way: the application is quitting. */
  abandon(): void {
    for (const { target, pid } of this.#running.values()) removeParts(target, pid)
  }
}

/** At once and without waiting: this also runs while the application is quitting. */
function removeParts(target: string, pid: number | undefined): void {
  if (pid === undefined) return
  const folder = dirname(target)
  try {
    for (const name of readdirSync(folder)) if (isPartOf(name, pid)) removeQuietly(join(folder, name))
  } catch {
    // The folder has gone, and the part with it.
  }
}
