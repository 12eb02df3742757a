/** What outlives the application: preferences, the window's place, recent photos. One JSON file, written whole. */
import { join } from 'node:path'
import * as v from 'valibot'
import { DEFAULT_SETTINGS, Settings } from '../../contract/contract'
import { KeptFile, type Unsaved } from './kept-file'

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
  readonly #file: KeptFile<Stored>

  /** Reads at once: the window's first frame already needs theme and place. */
  constructor(folder: string, unsaved: Unsaved = () => undefined) {
    this.#file = new KeptFile({
      path: join(folder, 'settings.json'),
      title: 'Settings',
      unsaved,
      parse: (read) => v.parse(Stored, read),
      fallback: DEFAULTS,
      delay: WRITE_DELAY,
    })
  }

  get value(): Stored {
    return this.#file.value
  }

  get isSaved(): boolean {
    return this.#file.isSaved
  }

  update(change: Partial<Stored>): void {
    this.#file.set({ ...this.value, ...change })
  }

  /** Resolves when everything is on the disk. */
  flush(): Promise<void> {
    return this.#file.flush()
  }
}
