/**
 * Exports that are looked at before they are saved: each a finished file in a temporary folder, so that its size is the
 * real one and it can be dragged or copied. The page knows them by the job that made them, never by a path.
 */
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ChromapatchError } from '../../contract/errors'
import { isAlive } from '../disk/parts'
import { removeQuietly } from '../disk/remove'

/** One that was dragged away may still be read by the program that it was dropped on. */
const KEPT = 6
const FOLDER = /^chromapatch-exports-(\d+)-/

interface Prepared {
  readonly job: string
  /** What it was made of: the same wish is not written twice. */
  readonly key: string
  readonly path: string
}

export class PreparedFiles {
  readonly #parent: string
  #root: string | null = null
  /** By window, the latest last. */
  readonly #windows = new Map<number, Prepared[]>()
  #last = 0

  /** `parent`: where temporary files go. What dead processes left there is removed. */
  constructor(parent: string) {
    this.#parent = parent
    sweep(parent)
  }

  /** The file of an equal wish that is still there, now under this job too; null where there is none. */
  again(window: number, job: string, key: string): string | null {
    const found = this.#windows.get(window)?.find((prepared) => prepared.key === key)
    if (found) this.#add(window, { ...found, job })
    return found?.path ?? null
  }

  /** A path that nobody has: the file's own name, in a folder of its own. */
  place(name: string): string {
    this.#root ??= mkdtempSync(join(this.#parent, `chromapatch-exports-${process.pid}-`))
    const folder = join(this.#root, String(++this.#last))
    mkdirSync(folder, { recursive: true })
    return join(folder, name)
  }

  /** `path` is from `place`, and written. */
  keep(window: number, job: string, key: string, path: string): void {
    this.#add(window, { job, key, path })
  }

  /** Throws GRANT_UNKNOWN for a job of another window, or one whose file is gone. */
  find(window: number, job: string): string {
    const found = this.#windows.get(window)?.find((prepared) => prepared.job === job)
    if (found) return found.path
    throw new ChromapatchError('GRANT_UNKNOWN', 'That file is not prepared any more.', { hint: 'Look at it once more, then drag it.' })
  }

  /** A path from `place` that nothing came of. */
  discard(path: string): void {
    removeQuietly(dirname(path))
  }

  closeWindow(window: number): void {
    for (const { path } of this.#windows.get(window) ?? []) this.discard(path)
    this.#windows.delete(window)
  }

  /** The application quits. */
  clear(): void {
    for (const window of [...this.#windows.keys()]) this.closeWindow(window)
    if (this.#root !== null) removeQuietly(this.#root)
    this.#root = null
  }

  #add(window: number, prepared: Prepared): void {
    const kept = [...(this.#windows.get(window) ?? []).filter(({ path }) => path !== prepared.path), prepared]
    for (const { path } of kept.splice(0, Math.max(0, kept.length - KEPT))) this.discard(path)
    this.#windows.set(window, kept)
  }
}

function sweep(parent: string): void {
  try {
    for (const name of readdirSync(parent)) {
      const pid = Number(FOLDER.exec(name)?.[1])
      if (pid > 0 && !isAlive(pid)) removeQuietly(join(parent, name))
    }
  } catch {
    // Another user's folder, or one that is going: somebody else sweeps it.
  }
}
