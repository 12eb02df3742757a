/** The windows that this application made, and what may be said to their pages. */
import type { BrowserWindow } from 'electron'
import { EVENT_CHANNEL } from '../../contract/channels'
import type { EventName, EventPayload, Grant } from '../../contract/contract'

interface Entry {
  readonly window: BrowserWindow
  /** The page has said hello: it hears events and wants pixels. */
  greeted: boolean
  /** Photos for the page that is not there yet, and whether they are to be compared. */
  offered: Grant[]
  pair: boolean
  /** What else it has to be told when it is. */
  untold: (() => void)[]
}

export class Windows {
  readonly #entries = new Map<number, Entry>()

  add(window: BrowserWindow): void {
    this.#entries.set(window.webContents.id, { window, greeted: false, offered: [], pair: false, untold: [] })
  }

  remove(id: number): void {
    this.#entries.delete(id)
  }

  has(id: number): boolean {
    return this.#entries.has(id)
  }

  /** Null for a window that was closed while something was under way for it. */
  find(id: number): BrowserWindow | null {
    const window = this.#entries.get(id)?.window
    return window === undefined || window.isDestroyed() ? null : window
  }

  /** The focused window, else any. */
  front(): BrowserWindow | null {
    const windows = this.all()
    return windows.find((window) => window.isFocused()) ?? windows[0] ?? null
  }

  all(): BrowserWindow[] {
    return [...this.#entries.values()].map(({ window }) => window).filter((window) => !window.isDestroyed())
  }

  /** The windows whose pages are up. */
  greeted(): BrowserWindow[] {
    return this.all().filter((window) => this.#entries.get(window.webContents.id)?.greeted)
  }

  /** The page is up; returns what was offered to it before. */
  greet(id: number): { readonly offered: Grant[]; readonly pair: boolean } {
    const entry = this.#entries.get(id)
    if (!entry) return { offered: [], pair: false }
    entry.greeted = true
    // After the answer to its first call: only then does it know itself.
    const untold = entry.untold.splice(0)
    setImmediate(() => untold.forEach((tell) => tell()))
    const { pair } = entry
    entry.pair = false
    return { offered: entry.offered.splice(0), pair }
  }

  /** The page is gone, and another one may come. */
  ungreet(id: number): void {
    const entry = this.#entries.get(id)
    if (entry) entry.greeted = false
  }

  /** `pair`: they are to be compared, even where a single one is still to be chosen. */
  offer(id: number, grants: readonly Grant[], pair = false): void {
    const entry = this.#entries.get(id)
    if (!entry || (grants.length === 0 && !pair)) return
    if (entry.greeted) return this.send(id, 'offered', { grants: [...grants], pair })
    const kept = keptBefore(entry, grants, pair)
    entry.offered = [...kept, ...grants]
    entry.pair ||= pair
  }

  /** Now, or when the page is up. */
  tell<N extends EventName>(id: number, name: N, payload: EventPayload<N>): void {
    const entry = this.#entries.get(id)
    if (entry?.greeted === false) entry.untold.push(() => this.send(id, name, payload))
    else this.send(id, name, payload)
  }

  send<N extends EventName>(id: number, name: N, payload: EventPayload<N>): void {
    this.find(id)?.webContents.send(EVENT_CHANNEL, name, payload)
  }

  broadcast<N extends EventName>(name: N, payload: EventPayload<N>): void {
    for (const window of this.greeted()) this.send(window.webContents.id, name, payload)
  }
}

/** As on a page that is there: a pair takes the place of what was asked for before, a single photo that of the second of a pair. */
function keptBefore({ offered, pair: wasPair }: Entry, grants: readonly Grant[], pair: boolean): readonly Grant[] {
  if (grants.length === 0 || !(pair || wasPair)) return offered
  return wasPair && grants.length === 1 ? offered.slice(0, 1) : []
}
