/** The photos opened last, the latest first. */
import type { SettingsFile } from './settings'

const KEPT = 12

export class RecentFiles {
  readonly #settings: SettingsFile
  readonly #changed: (added: string | null) => void

  /** `changed` hears of a photo that was added, or null when the list was cleared. */
  constructor(settings: SettingsFile, changed: (added: string | null) => void) {
    this.#settings = settings
    this.#changed = changed
  }

  get paths(): readonly string[] {
    return this.#settings.value.recent
  }

  add(path: string): void {
    this.#settings.update({ recent: [path, ...this.paths.filter((other) => other !== path)].slice(0, KEPT) })
    this.#changed(path)
  }

  clear(): void {
    this.#settings.update({ recent: [] })
    this.#changed(null)
  }
}
