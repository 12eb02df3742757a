/**
 * The masks of one photo that were cleaned lately, by what made them: the mask as the model gives it, and after
 * each step. A step that changes is computed from the one before; all else is there already.
 *
 * One at a time: whoever uses a mask holds the photo's masks until it is done, so nothing is given back under it.
 */
import type { Arena } from '../threads/arena'
import type { EngineMask } from '../threads/engine-mask'

/** Bytes kept for each pixel of the photo: a soft mask takes 2, a hard one 1/8. */
const KEPT_BYTES_PER_PIXEL = 4

export class CleanedMasks {
  private readonly kept = new Map<string, EngineMask>()
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly arena: Arena,
    private readonly pixels: number,
  ) {}

  /** Runs `work` when all that came before it has ended. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work)
    this.turn = mine.catch(() => undefined)
    return await mine
  }

  has(key: string): boolean {
    return this.kept.has(key)
  }

  find(key: string): EngineMask | undefined {
    const mask = this.kept.get(key)
    if (mask === undefined) return undefined
    // Used last goes last: the first of the map is the one longest unused.
    this.kept.delete(key)
    this.kept.set(key, mask)
    return mask
  }

  keep(key: string, mask: EngineMask): void {
    this.kept.set(key, mask)
  }

  /** Gives back what was longest unused until the rest fits; never one of `needed`. */
  trim(needed: ReadonlySet<string>): void {
    let sum = 0
    for (const { bytes } of this.places().values()) sum += bytes
    for (const [key, mask] of this.kept) {
      if (sum <= KEPT_BYTES_PER_PIXEL * this.pixels) return
      if (needed.has(key)) continue
      this.kept.delete(key)
      // A step that changes nothing has the mask of the step before.
      if (this.places().has(mask.offset)) continue
      this.arena.release(mask)
      sum -= mask.bytes
    }
  }

  /** Gives all back; nobody may be using them. */
  release(): void {
    for (const mask of this.places().values()) this.arena.release(mask)
    this.kept.clear()
  }

  private places(): Map<number, EngineMask> {
    return new Map([...this.kept.values()].map((mask) => [mask.offset, mask]))
  }
}
