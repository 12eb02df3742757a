import type { EngineCallName } from './requests'

export type { EngineCallName, EngineReply, EngineRequest } from './requests'
import type { WireError } from '../../contract/errors'

/** main → engine, by the utility process's own port. `window` says whose pixel port gets the pixels. */
export type ToEngine =
  | {
      readonly kind: 'call'
      readonly id: number
      readonly name: EngineCallName
      readonly request: unknown
      readonly window: number
      readonly job: string
    }
  | { readonly kind: 'cancel'; readonly id: number }
  /** Comes with one MessagePort: this window's. A later one replaces it. */
  | { readonly kind: 'pixel-port'; readonly window: number }
  | { readonly kind: 'window-closed'; readonly window: number }

/** engine → main. */
export type FromEngine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly reply: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'progress'; readonly id: number; readonly stage: string; readonly fraction: number }
