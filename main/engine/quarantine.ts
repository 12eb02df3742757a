/** Photos whose opening was under way when the engine crashed. The second time ends it: such a file is not tried again. */
import { ChromapatchError } from '../../preload/errors'
import { crashed, type EngineCall } from './call'
import type { PhotoSource } from './requests'

const STRIKES = 2

export class Quarantine {
  readonly #strikes = new Map<string | Uint8Array, number>()

  /** True when this was the second time. */
  strike(source: PhotoSource): boolean {
    const strikes = (this.#strikes.get(identity(source)) ?? 0) + 1
    this.#strikes.set(identity(source), strikes)
    return strikes >= STRIKES
  }

  /** A call that was under way when the engine died: rejected where that happened before. */
  blame(call: EngineCall): void {
    call.crashes += 1
    if (call.opening) {
      if (this.strike(call.opening.source)) call.reject(quarantined(call.opening.source))
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
