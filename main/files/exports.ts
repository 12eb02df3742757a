/** Exports that the user waits for: asked about before the window closes. And what an engine that died left of its files. */
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isPartOf } from '../disk/parts'
import { removeQuietly } from '../disk/remove'

export class RunningExports {
  #count = 0

  get count(): number {
    return this.#count
  }

  /** All that was asked for at once is one export: many files, many photos. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#count++
    try {
      return await work()
    } finally {
      this.#count--
    }
  }
}

/**
 * Removes what the process `pid`, which has ended, left half written beside its targets. At once and without waiting:
 * this also runs while the application is quitting. (A living process removes its own: see atomic.ts.)
 */
export function removeParts(targets: readonly string[], pid: number): void {
  for (const folder of new Set(targets.map((target) => dirname(target)))) {
    try {
      for (const name of readdirSync(folder)) if (isPartOf(name, pid)) removeQuietly(join(folder, name))
    } catch {
      // The folder has gone, and the part with it.
    }
  }
}
