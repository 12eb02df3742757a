/** What outlives the application: preferences, the window's place, recent photos. One JSON file, written whole. */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { DEFAULT_SETTINGS, Settings } from '../preload/contract'
import { writeFileAtomically } from './files/atomic'

const Pixels = v.pipe(v.number(), v.integer())

/** Each preference by itself: one that is new or no longer valid takes its default and leaves the others alone. */
const Preferences = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((given) => {
    const entries = Object.entries(Settings.entries).map(([name, schema]) => {
      const read = v.safeParse(schema as v.GenericSchema, given[name])
      return [name, read.success ? read.output : DEFAULT_SETTINGS[name as keyof Settings]]
    })
    return Object.fromEntries(entries) as Settings
  }),
)

const Stored = v.object({
  version: v.literal(1),
  preferences: Preferences,
  bounds: v.nullable(v.strictObject({ x: Pixels, y: Pixels, width: Pixels, height: Pixels, maximized: v.boolean() })),
  /** Absolute paths, the latest first. */
  recent: v.pipe(v.array(v.string()), v.maxLength(12)),
  /** Where the last export went. */
  exportFolder: v.nullable(v.string()),
})
export type Stored = v.InferOutput<typeof Stored>

const DEFAULTS: Stored = { version: 1, preferences: DEFAULT_SETTINGS, bounds: null, recent: [], exportFolder: null }
/** Moving a window changes its bounds many times a second. */
const WRITE_DELAY = 500

export class SettingsFile {
  readonly #path: string
  #value: Stored
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #pending = 0

  /** Reads at once: the window's first frame already needs theme and place. */
  constructor(folder: string) {
    this.#path = join(folder, 'settings.json')
    this.#value = this.#read()
  }

  get value(): Stored {
    return this.#value
  }

  get isSaved(): boolean {
    return this.#timer === undefined && this.#pending === 0
  }

  update(change: Partial<Stored>): void {
    this.#value = { ...this.#value, ...change }
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_DELAY)
  }

  /** Resolves when everything is on the disk. Settings that cannot be written are no reason to stop working. */
  flush(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer)
      this.#timer = undefined
      const bytes = Buffer.from(`${JSON.stringify(this.#value, null, 2)}\n`)
      this.#pending += 1
      this.#writing = this.#writing
        .then(() => this.#write(bytes))
        .catch((thrown: unknown) => warn('not saved', thrown))
        .finally(() => (this.#pending -= 1))
    }
    return this.#writing
  }

  async #write(bytes: Buffer): Promise<void> {
    mkdirSync(dirname(this.#path), { recursive: true })
    await writeFileAtomically(this.#path, bytes)
  }

  #read(): Stored {
    try {
      return v.parse(Stored, JSON.parse(readFileSync(this.#path, 'utf8')))
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') this.#setAside(thrown)
      return DEFAULTS
    }
  }

  /** Kept, so that nothing a user set is thrown away unseen. */
  #setAside(thrown: unknown): void {
    let n = 1
    while (existsSync(this.#aside(n))) n += 1
    try {
      renameSync(this.#path, this.#aside(n))
      warn(`damaged, set aside as settings.damaged-${n}.json`, thrown)
    } catch (failed) {
      warn('damaged', failed)
    }
  }

  #aside(n: number): string {
    return join(dirname(this.#path), `settings.damaged-${n}.json`)
  }
}

function warn(what: string, thrown: unknown): void {
  process.stderr.write(`Settings ${what}: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
}
