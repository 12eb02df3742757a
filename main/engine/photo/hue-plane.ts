/**
 * The hue of every pixel of one photo, a byte each, and how many have which: made when a model of hue first asks for it, kept
 * until the photo is closed. Hues cost more than all that is done with them afterwards.
 */
import type { Allocation, Arena } from '../threads/arena'
import type { Pool } from '../threads/pool'
import type { HuePlaneOf } from '../../../core/scorers/table/table'
import type { Window } from '../threads/window'

export interface Hues {
  readonly plane: HuePlaneOf
  /** Pixels by hue, 0..179. */
  readonly counts: Uint32Array
}

export class HuePlane {
  private made: Promise<Hues> | undefined
  private memory: Allocation | undefined

  constructor(private readonly arena: Arena) {}

  /**
   * @param whole the photo, all of it. Not to be cancelled: the next call, which may wait for the same hues, would fail with it.
   * @throws ChromapatchError MEMORY_EXCEEDED; the next call then tries again.
   */
  of(pool: Pool, whole: Window): Promise<Hues> {
    this.made ??= this.make(pool, whole).catch((thrown: unknown) => {
      this.release()
      throw thrown
    })
    return this.made
  }

  /** Gives the memory back; nobody may be reading it. */
  release(): void {
    if (this.memory !== undefined) this.arena.release(this.memory)
    this.memory = this.made = undefined
  }

  private async make(pool: Pool, whole: Window): Promise<Hues> {
    const pixels = whole.w * whole.h
    this.memory = this.arena.allocate(pixels)
    const { offset } = this.memory
    const counts = Uint32Array.from(await pool.run({ kind: 'hues', source: whole, out: offset }))
    return { plane: { hues: offset, rgb: whole.rgb, pixels }, counts }
  }
}
