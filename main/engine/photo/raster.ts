/**
 * A picture in the engine's shared memory: sRGB-encoded 8-bit RGB, interleaved, rows without gaps,
 * upright; alpha apart. Level 0 is the photo; level k is 1 / 2^k of it, each the box mean of the one before.
 */
import type { Allocation, Arena } from '../threads/arena'

export interface Level {
  readonly width: number
  readonly height: number
  /** Offset of 3 · width · height bytes. */
  readonly rgb: number
  /** Offset of width · height bytes, or -1 for a photo without alpha. */
  readonly alpha: number
}

/** Levels end when the longer side fits into this: small enough for any thumbnail. */
const SMALLEST = 256

/** Sizes of all pyramid levels of a photo: halves, rounded up. */
function levelSizes(width: number, height: number): { width: number; height: number }[] {
  const sizes = [{ width, height }]
  while (Math.max(width, height) > SMALLEST) {
    width = Math.ceil(width / 2)
    height = Math.ceil(height / 2)
    sizes.push({ width, height })
  }
  return sizes
}

/** Bytes that a raster with its pyramid takes. */
export function rasterBytes(width: number, height: number, hasAlpha: boolean): number {
  return levelSizes(width, height).reduce((sum, level) => sum + level.width * level.height * (hasAlpha ? 4 : 3), 0)
}

export class Raster {
  readonly levels: readonly Level[]
  private allocations: Allocation[] = []

  constructor(
    private readonly arena: Arena,
    readonly width: number,
    readonly height: number,
    readonly hasAlpha: boolean,
  ) {
    const levels: Level[] = []
    try {
      for (const size of levelSizes(width, height)) {
        const pixels = size.width * size.height
        levels.push({ ...size, rgb: this.take(pixels * 3), alpha: hasAlpha ? this.take(pixels) : -1 })
      }
    } catch (thrown) {
      this.release()
      throw thrown
    }
    this.levels = levels
  }

  get pixels(): number {
    return this.width * this.height
  }

  /** The photo's RGB bytes, shared. */
  get rgb(): Uint8Array<SharedArrayBuffer> {
    return this.arena.bytes(this.levels[0]!.rgb, this.pixels * 3)
  }

  /** The photo's alpha bytes, shared; null where it has none. */
  get alpha(): Uint8Array<SharedArrayBuffer> | null {
    return this.hasAlpha ? this.arena.bytes(this.levels[0]!.alpha, this.pixels) : null
  }

  /** Gives the memory back. The raster must not be used afterwards; a second call does nothing. */
  release(): void {
    for (const allocation of this.allocations) this.arena.release(allocation)
    this.allocations = []
  }

  private take(bytes: number): number {
    const allocation = this.arena.allocate(bytes)
    this.allocations.push(allocation)
    return allocation.offset
  }
}
