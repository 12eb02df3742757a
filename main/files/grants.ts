/**
 * What a window may touch. The page never names a path: it holds a random handle that main gave
 * to this window for one photo, and that ends with the window.
 */
import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'
import type { Grant } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'
import type { PhotoSource } from '../engine/context'

/** A pasted picture is held in memory until its window closes: no more than this many of them. */
const BYTES_KEPT = 16
/** Handles are made anew each time a list is shown: the oldest of this many expire. */
const HANDLES_KEPT = 4096

export class Grants {
  /** Window → handle → photo, oldest first. */
  readonly #windows = new Map<number, Map<string, PhotoSource>>()

  /** `path` is absolute. */
  file(window: number, path: string): Grant {
    return this.#add(window, { kind: 'file', path, name: basename(path) })
  }

  bytes(window: number, bytes: Uint8Array, name: string): Grant {
    return this.#add(window, { kind: 'bytes', bytes, name })
  }

  /** The same photo again under a new handle, such as after the page was loaded anew. */
  source(window: number, source: PhotoSource): Grant {
    return this.#add(window, source)
  }

  /** Throws GRANT_UNKNOWN for a handle that is forged, expired or another window's: the page cannot tell which. */
  find(window: number, handle: string): PhotoSource {
    const source = this.#windows.get(window)?.get(handle)
    if (source) return source
    throw new ChromapatchError('GRANT_UNKNOWN', 'This window was not given that file, or no longer has it.', {
      hint: 'Open the photo again with File → Open, or drop it on the window.',
    })
  }

  revoke(window: number): void {
    this.#windows.delete(window)
  }

  #add(window: number, source: PhotoSource): Grant {
    const held = this.#windows.get(window) ?? new Map<string, PhotoSource>()
    this.#windows.set(window, held)
    const handle = randomBytes(16).toString('base64url')
    held.set(handle, source)
    if (source.kind === 'bytes') expireOldest(held, BYTES_KEPT, (other) => other.kind === 'bytes')
    else if (held.size > HANDLES_KEPT) expireOldest(held, HANDLES_KEPT, () => true)
    return { handle, name: source.name }
  }
}

function expireOldest(held: Map<string, PhotoSource>, kept: number, counts: (source: PhotoSource) => boolean): void {
  const handles = [...held].filter(([, source]) => counts(source)).map(([handle]) => handle)
  for (const handle of handles.slice(0, Math.max(0, handles.length - kept))) held.delete(handle)
}
