/** One JSON file of ours that outlives the application: read at once, written whole and atomically a moment after each change. */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { toWireError, type WireError } from '../../contract/errors'
import { outputError } from '../disk/output-error'
import { writeFileAtomically } from '../disk/atomic'

/** Hears, once for each file, that it cannot be saved. */
export type Unsaved = (error: WireError) => void

export interface KeptFileOptions<T> {
  readonly unsaved?: Unsaved
  readonly path: string
  /** What the file is called in a warning. */
  readonly title: string
  /** Throws for what cannot be understood: the file is then set aside. */
  readonly parse: (read: unknown) => T
  readonly fallback: T
  /** How long changes are gathered before they are written, in milliseconds. */
  readonly delay: number
}

export class KeptFile<T> {
  readonly #options: KeptFileOptions<T>
  #value: T
  #setAsideAs: string | null = null
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #pending = 0
  #isTold = false

  constructor(options: KeptFileOptions<T>) {
    this.#options = options
    this.#value = this.#read()
  }

  get value(): T {
    return this.#value
  }

  /** The name under which a damaged file was kept when this one was read; null where all was well. */
  get setAsideAs(): string | null {
    return this.#setAsideAs
  }

  get isSaved(): boolean {
    return this.#timer === undefined && this.#pending === 0
  }

  set(value: T): void {
    this.#value = value
    this.#timer ??= setTimeout(() => void this.flush(), this.#options.delay)
  }

  /** Resolves when everything is on the disk. A file that cannot be written is no reason to stop working. */
  flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer)
      this.#timer = undefined
      const bytes = Buffer.from(`${JSON.stringify(this.#value, null, 2)}\n`)
      this.#pending += 1
      this.#writing = this.#writing
        .then(() => this.#write(bytes))
        .catch((thrown: unknown) => this.#tell(thrown))
        .finally(() => (this.#pending -= 1))
    }
    return this.#writing
  }

  /** A full disk stays full: the log has every time, the window the first. */
  #tell(thrown: unknown): void {
    this.#warn('not saved', thrown)
    if (this.#isTold) return
    this.#isTold = true
    const { path, title, unsaved } = this.#options
    const { code, message, hint } = toWireError(outputError(thrown, path), title)
    unsaved?.({ code, where: title, hint, message: `${title} cannot be kept for the next start. ${message}` })
  }

  async #write(bytes: Buffer): Promise<void> {
    mkdirSync(dirname(this.#options.path), { recursive: true })
    await writeFileAtomically(this.#options.path, bytes)
  }

  #read(): T {
    const { path, parse, fallback } = this.#options
    try {
      return parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') this.#setAside(thrown)
      return fallback
    }
  }

  /** Kept, so that nothing a user made is thrown away unseen. */
  #setAside(thrown: unknown): void {
    let n = 1
    while (existsSync(this.#aside(n))) n += 1
    try {
      renameSync(this.#options.path, this.#aside(n))
      this.#setAsideAs = basename(this.#aside(n))
      this.#warn(`damaged, set aside as ${this.#setAsideAs}`, thrown)
    } catch (failed) {
      this.#warn('damaged', failed)
    }
  }

  #aside(n: number): string {
    return this.#options.path.replace(/\.json$/, `.damaged-${n}.json`)
  }

  #warn(what: string, thrown: unknown): void {
    process.stderr.write(`${this.#options.title} ${what}: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
  }
}
