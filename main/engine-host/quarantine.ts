/** Photos whose opening was under way when the engine crashed. The second time ends it: such a file is not tried again. */
import { ChromapatchError } from '../../contract/errors'
import { cancelled, crashed, unavailable, type EngineCall } from './call'
import type { PhotoSource } from '../engine/context'

const STRIKES = 2

export class Quarantine {
  readonly #strikes = new Map<string | Uint8Array, number>()

  /** True when this was the second time. */
  #strike(source: PhotoSource): boolean {
    const strikes = (this.#strikes.get(identity(source)) ?? 0) + 1
    this.#strikes.set(identity(source), strikes)
    return strikes >= STRIKES
  }

  /**
   * Of the calls that were under way when the engine died, those that the next one is asked; the others are rejected.
   * `isBlamed`: it was not we who ended it. `reopening` is asked anew by itself.
   */
  sift(calls: readonly EngineCall[], isBlamed: boolean, reopening: EngineCall | null): EngineCall[] {
    return calls.filter((call) => {
      if (call.settled) return false
      // Its file was perhaps written when it was cancelled: it was not.
      if (call.options.signal?.aborted) call.reject(cancelled(call.name))
      else if (isBlamed) this.#blame(call)
      if (call === reopening && !call.settled) call.reject(unavailable())
      return !call.settled
    })
  }

  /** Rejected where that happened before. */
  #blame(call: EngineCall): void {
    call.crashes += 1
    if (call.opening) {
      if (this.#strike(call.opening.source)) call.reject(quarantined(call.opening.source))
    } else if (call.crashes > 1) call.reject(crashed(call.name))
  }

  /** The photo opened: it stood beside the guilty one. */
  clear(source: PhotoSource): void {
    this.#strikes.delete(identity(source))
  }

  holds(source: PhotoSource): boolean {
    return (this.#strikes.get(identity(source)) ?? 0) >= STRIKES
  }
}

export function quarantined(source: PhotoSource): ChromapatchError {
  return new ChromapatchError(
    'PHOTO_QUARANTINED',
    `“${source.name}” stopped the engine twice and was set aside. Your other photos are not affected.`,
    {
      hint: 'Save the photo anew in another program and open the new file. After a new start Chromapatch would try this one again.',
    },
  )
}

function identity(source: PhotoSource): string | Uint8Array {
  return source.kind === 'file' ? source.path : source.bytes
}
