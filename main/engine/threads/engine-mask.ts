import type { MaskPlace } from './clean-task'

/** A mask that the engine holds; `bytes` as the arena counts them. */
export interface EngineMask extends MaskPlace {
  readonly bytes: number
}
