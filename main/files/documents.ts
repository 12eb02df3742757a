/** The photos that are open in the engine, each bound to the window that opened it. */
import type { DocumentInfo } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'
import type { PhotoSource } from '../engine/context'

export interface OpenPhoto {
  readonly document: string
  readonly window: number
  readonly source: PhotoSource
  /** The user asked for the pixels of a damaged file. */
  readonly damaged: boolean
  readonly info: DocumentInfo
}

export class Documents {
  readonly #open = new Map<string, OpenPhoto>()
  readonly #watchers: ((document: string) => void)[] = []
  #last = 0

  /** An id that was never used before: a late answer cannot be taken for another photo's. */
  nextId(): string {
    return `d${++this.#last}`
  }

  add(photo: OpenPhoto): void {
    this.#open.set(photo.document, photo)
  }

  has(document: string): boolean {
    return this.#open.has(document)
  }

  /** Throws DOCUMENT_UNKNOWN for an id that is not open in this window. */
  find(window: number, document: string): OpenPhoto {
    const photo = this.#open.get(document)
    if (photo?.window === window) return photo
    throw new ChromapatchError('DOCUMENT_UNKNOWN', `No photo is open in this window as "${document}".`, { hint: 'Open the photo again.' })
  }

  all(): OpenPhoto[] {
    return [...this.#open.values()]
  }

  of(window: number): OpenPhoto[] {
    return this.all().filter((photo) => photo.window === window)
  }

  forget(document: string): void {
    this.#open.delete(document)
    for (const forgotten of this.#watchers) forgotten(document)
  }

  /** Hears of every photo that is not open any more, whoever closed it. */
  watch(forgotten: (document: string) => void): void {
    this.#watchers.push(forgotten)
  }
}
