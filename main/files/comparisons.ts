/** The comparisons that windows have open: an id is good in the window that asked for it, as long as both photos are open. */
import { ChromapatchError } from '../../contract/errors'

export interface HeldComparison {
  readonly comparison: string
  readonly window: number
  readonly before: string
  readonly after: string
}

export class Comparisons {
  readonly #open = new Map<string, HeldComparison>()
  #last = 0

  /** A comparison ends with either of its photos. */
  constructor(documents: { readonly watch: (closed: (document: string) => void) => void }) {
    documents.watch((document) => this.forgetOf(document))
  }

  /** An id that was never used before. */
  nextId(): string {
    return `c${++this.#last}`
  }

  add(held: HeldComparison): void {
    this.#open.set(held.comparison, held)
  }

  /** Throws COMPARISON_UNKNOWN for an id that is not open in this window. */
  find(window: number, comparison: string): HeldComparison {
    const held = this.#open.get(comparison)
    if (held?.window === window) return held
    throw new ChromapatchError('COMPARISON_UNKNOWN', 'That comparison is not open any more.', { hint: 'Compare the photos again.' })
  }

  forget(comparison: string): void {
    this.#open.delete(comparison)
  }

  /** Those of a photo that is not open any more: the engine let them go with it. */
  forgetOf(document: string): void {
    for (const { comparison, before, after } of this.#open.values()) {
      if (before === document || after === document) this.#open.delete(comparison)
    }
  }
}
