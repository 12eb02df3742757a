/** The things that can be done to a mask (`MaskWork`), done by the pool's threads over the shared memory. */
import type { EngineMask } from '../../threads/engine-mask'
import { bitBytes } from '../../../../core/mask/bit-mask'
import { BLOCK_ROWS, blocksOf } from '../../../../core/mask/components'
import { STRIP, stripsOf } from '../../../../core/mask/guided'
import { RECORD } from '../../../../core/mask/measure-regions'
import type { BitMask } from '../../../../core/mask/morphology'
import { drawOutlines, type Outline } from '../../../../core/mask/outline'
import { rampAround } from '../../../../core/scorers/shared/ramp'
import type { MaskWork } from '../../../../core/steps/define-step'
import type { Region } from '../../../../contract/contract'
import type { Allocation, Arena } from '../../threads/arena'
import type { Pool } from '../../threads/pool'
import type { Scorer } from '../../../../core/scorers/shared/kind'
import type { Window } from '../../threads/window'
import type { CleanStepTask, Kept, MaskPlace, RunsPlace } from '../../threads/clean-task'

/** The score that a soft threshold starts from. */
export interface Scored {
  readonly source: Window
  readonly scorer: Scorer
  readonly threshold: number
  /** The best score that there is: the greatest peak, 255 for a back-projection. */
  readonly peak: number
}

export class PoolWork implements MaskWork<EngineMask> {
  /** What was made here and not yet given back or away. */
  private readonly made = new Set<Allocation>()

  constructor(
    private readonly arena: Arena,
    private readonly pool: Pool,
    private readonly signal: AbortSignal,
    private readonly scored: () => Promise<Scored>,
    /** What the mask is held to, see main/engine/mask/clean/bounds.ts: a mask that starts again from the score too. */
    private readonly bounds: (mask: EngineMask, work: PoolWork) => Promise<EngineMask> = async (mask) => mask,
  ) {}

  /** Runs `make`; gives back every mask that it made but the one that it returns, and all when it throws. */
  async keep(make: () => Promise<EngineMask>): Promise<EngineMask> {
    let kept = -1
    try {
      const mask = await make()
      kept = mask.offset
      return mask
    } finally {
      for (const allocation of this.made) if (allocation.offset !== kept) this.arena.release(allocation)
      this.made.clear()
    }
  }

  /** A mask of bytes, 0 or 255, as a hard mask. */
  async pack(bytes: number, width: number, height: number): Promise<EngineMask> {
    const out = this.take('hard', width, height)
    await this.rows(out, { name: 'pack', bytes, out })
    return out
  }

  /** Bytes of how much of each pixel is mask, as a mask: a hard one where it is more than half so. The bytes are used up. */
  async fromBytes(offset: number, kind: EngineMask['kind'], width: number, height: number): Promise<EngineMask> {
    const bytes = this.arena.bytes(offset, width * height)
    if (kind === 'hard') {
      for (let i = 0; i < bytes.length; i++) bytes[i] = bytes[i]! > 127 ? 255 : 0
      return await this.pack(offset, width, height)
    }
    const out = this.take('soft', width, height)
    const values = new Uint16Array(this.arena.memory.buffer, out.offset, bytes.length)
    for (let i = 0; i < bytes.length; i++) values[i] = bytes[i]! * 257
    return out
  }

  dilate = (mask: EngineMask, radius: number) => this.disc(mask, radius, false)
  erode = (mask: EngineMask, radius: number) => this.disc(mask, radius, true)

  async median(mask: EngineMask, radius: number): Promise<EngineMask> {
    return await this.into('hard', mask, (out) => ({ name: 'median', mask, radius, out }), 2)
  }

  async blur(mask: EngineMask, sigma: number): Promise<EngineMask> {
    return await this.into('soft', mask, (out) => ({ name: 'blur', mask, sigma, out }), 2)
  }

  async refine(mask: EngineMask, radius: number, epsilon: number): Promise<EngineMask> {
    const { source } = await this.scored()
    const { width, height } = mask
    const out = this.take('soft', width, height)
    await this.run({ name: 'refine', mask, rgb: source.rgb, radius, epsilon, out }, stripsOf(width), height * STRIP)
    return out
  }

  async invert(mask: EngineMask): Promise<EngineMask> {
    return await this.into(mask.kind, mask, (out) => ({ name: 'invert', mask, out }))
  }

  async harden(mask: EngineMask): Promise<EngineMask> {
    return mask.kind === 'hard' ? mask : await this.into('hard', mask, (out) => ({ name: 'harden', mask, out }))
  }

  async ramp(share: number): Promise<EngineMask> {
    const { source, scorer, threshold, peak } = await this.scored()
    const out = this.take('soft', source.w, source.h)
    await this.rows(out, { name: 'ramp', source, scorer, ramp: rampAround(threshold, share, peak), out })
    return await this.bounds(out, this)
  }

  /** What of a mask lies in a hard one. */
  async and(mask: EngineMask, other: EngineMask): Promise<EngineMask> {
    return await this.into(mask.kind, mask, (out) => ({ name: 'and', mask, other, out }))
  }

  /** Where a mask is at all: where a soft one is more than 0. */
  async positive(mask: EngineMask): Promise<EngineMask> {
    return mask.kind === 'hard' ? mask : await this.into('hard', mask, (out) => ({ name: 'positive', mask, out }))
  }

  /** A hard mask of what lies inside of any of the outlines. */
  draw(outlines: readonly Outline[], width: number, height: number): EngineMask {
    const out = this.take('hard', width, height)
    drawOutlines(outlines, { bits: new Int32Array(this.arena.memory.buffer, out.offset, bitBytes(width, height) / 4), width, height })
    return out
  }

  /** The objects (8-neighbourhood) of a hard mask that share a pixel with another. */
  touching = (mask: EngineMask, other: EngineMask) => this.regions(mask, false, 1, { touching: other })

  fillHoles = (mask: EngineMask, below: number) => this.regions(mask, true, below, null)
  dropObjects = (mask: EngineMask, below: number) => this.regions(mask, false, below, null)
  // What is not kept has its area set to 0.
  keepLargest = (mask: EngineMask, count: number) => this.regions(mask, false, 1, { largest: count })

  async count(mask: EngineMask): Promise<number> {
    return await this.rows(mask, { name: 'count', mask })
  }

  /** The whole mask as bytes, 0..255, or as 16 bits a pixel, at an offset of the shared memory. */
  async write(mask: EngineMask, out: number, wide: boolean): Promise<void> {
    const { width: w, height: h } = mask
    if (wide) await this.run({ name: 'wide', mask, out }, h, w)
    else await this.viewInto(mask, 0, { x: 0, y: 0, w, h }, out)
  }

  /** All of a level, a byte a pixel: how much of it the mask covers. */
  async writeLevel(mask: EngineMask, level: number, out: number): Promise<void> {
    const [w, h] = [mask.width, mask.height].map((side) => Math.ceil(side / 2 ** level)) as [number, number]
    await this.viewInto(mask, level, { x: 0, y: 0, w, h }, out)
  }

  /** A record of core/mask/measure-regions.ts for each object of a hard mask, in the order of their first pixels. */
  async measure(mask: EngineMask, rgb: number): Promise<Float64Array> {
    return await this.withRuns(mask, false, null, (objects, regions) =>
      this.withRuns(mask, true, null, async (holes) => {
        const records = this.arena.allocate(regions * RECORD * 8)
        try {
          await this.run({ name: 'measure', objects, holes, regions, rgb, records: records.offset }, 1, 1)
          return new Float64Array(this.arena.memory.buffer, records.offset, regions * RECORD).slice()
        } finally {
          this.arena.release(records)
        }
      }),
    )
  }

  /** A copy of a hard mask's bits that outlives it. */
  bitsOf({ offset, width, height }: EngineMask): BitMask {
    return { bits: new Int32Array(this.arena.memory.buffer, offset, bitBytes(width, height) / 4).slice(), width, height }
  }

  /** Lets `use` read a hard version of the mask. */
  async hardened<T>(mask: EngineMask, use: (hard: EngineMask) => Promise<T>): Promise<T> {
    const hard = await this.keep(() => this.harden(mask))
    try {
      return await use(hard)
    } finally {
      if (hard.offset !== mask.offset) this.arena.release(hard)
    }
  }

  /** Bytes of a region of a pyramid level, the caller's own. */
  async view(mask: EngineMask, level: number, region: Region): Promise<Uint8Array> {
    const { w, h } = region
    const out = this.arena.allocate(w * h)
    try {
      await this.viewInto(mask, level, region, out.offset)
      return this.arena.bytes(out.offset, w * h).slice()
    } finally {
      this.arena.release(out)
    }
  }

  /** The runs of a mask joined to regions, for as long as `use` takes. */
  async withRuns<T>(mask: EngineMask, inverted: boolean, keep: Kept, use: (runs: RunsPlace, regions: number) => Promise<T>): Promise<T> {
    const { height, width } = mask
    const starts = this.arena.allocate((height + 1) * 4)
    let tables: Allocation | null = null
    try {
      await this.run({ name: 'runs', mask, inverted, counts: starts.offset }, height, width / 8)
      const runs = addUp(new Int32Array(this.arena.memory.buffer, starts.offset, height + 1))
      tables = this.arena.allocate(runs * 8)
      const place = { mask, inverted, rowStarts: starts.offset, runs, parents: tables.offset, areas: tables.offset + runs * 4 }
      await this.run({ name: 'join', runs: place }, blocksOf(height), width * BLOCK_ROWS)
      return await use(place, await this.run({ name: 'merge', runs: place, keep }, 1, 1))
    } finally {
      this.arena.release(starts)
      if (tables !== null) this.arena.release(tables)
    }
  }

  private async viewInto(mask: EngineMask, level: number, region: Region, out: number): Promise<void> {
    await this.run({ name: 'view', mask, level, region, out }, region.h, region.w * 2 ** Math.min(level, 4))
  }

  private async disc(mask: EngineMask, radius: number, erode: boolean): Promise<EngineMask> {
    return await this.into('hard', mask, (out) => ({ name: 'dilate', mask, radius, erode, out }), Math.max(1, radius / 8))
  }

  private async regions(mask: EngineMask, inverted: boolean, below: number, keep: Kept): Promise<EngineMask> {
    return await this.withRuns(mask, inverted, keep, (runs) => this.into('hard', mask, (out) => ({ name: 'filter', runs, below, out })))
  }

  private async into(
    kind: MaskPlace['kind'],
    { width, height }: EngineMask,
    task: (out: EngineMask) => CleanStepTask,
    cost = 1,
  ): Promise<EngineMask> {
    const out = this.take(kind, width, height)
    await this.rows(out, task(out), cost)
    return out
  }

  private take(kind: MaskPlace['kind'], width: number, height: number): EngineMask {
    const allocation = this.arena.allocate(kind === 'hard' ? bitBytes(width, height) : width * height * 2)
    this.made.add(allocation)
    return { kind, offset: allocation.offset, width, height, bytes: allocation.bytes }
  }

  /** Work on rows of bits is a good deal quicker than on pixels: bands are larger. */
  private async rows({ width, height, kind }: MaskPlace, step: CleanStepTask, cost = 1): Promise<number> {
    return await this.run(step, height, (kind === 'hard' ? width / 8 : width) * cost)
  }

  private async run(step: CleanStepTask, rows: number, width: number): Promise<number> {
    const [count] = await this.pool.run({ kind: 'clean', step, rows, width }, { signal: this.signal })
    return count!
  }
}

/** Counts of rows → the number before each; returns how many there are in all. The last entry gets it too. */
function addUp(counts: Int32Array): number {
  let sum = 0
  for (let y = 0; y < counts.length; y++) {
    const here = y + 1 < counts.length ? counts[y]! : 0
    counts[y] = sum
    sum += here
  }
  return sum
}
