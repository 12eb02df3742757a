/** The figures of two photos of one size, computed on all threads and added up in one order. */
import { DELTA_LENGTH } from '../../../core/pair/delta-e'
import { ROW_LENGTH } from '../../../core/pair/difference-figures'
import { SSIM_LENGTH } from '../../../core/pair/ssim'
import { deltaEFigures, greyFigures, ssimFigure, type GreyFigures } from '../../../core/pair/difference/figures'
import type { SlowMetrics } from '../../../contract/comparison'
import type { Arena } from '../threads/arena'
import type { Pool, RunOptions } from '../threads/pool'
import type { FigureKind, PixelPair } from '../threads/compare-task'

const LENGTHS: Readonly<Record<FigureKind, number>> = { difference: ROW_LENGTH, 'delta-e': DELTA_LENGTH, ssim: SSIM_LENGTH }
/** Bands are smaller where pixels are dearer, and larger where each band filters ten rows beside its own. */
const COSTS: Readonly<Record<FigureKind, number>> = { difference: 1, 'delta-e': 8, ssim: 0.25 }

async function records(arena: Arena, pool: Pool, of: FigureKind, pair: PixelPair, options: RunOptions): Promise<Float64Array> {
  const length = LENGTHS[of]
  return await arena.withBytes([pair.height * length * 8], async ([allocation]) => {
    const step = { name: 'figures', of, pair, length, out: allocation.offset } as const
    await pool.run({ kind: 'compare', step, rows: pair.height, width: pair.width * COSTS[of], end: arena.size }, options)
    return new Float64Array(arena.memory.buffer, allocation.offset, pair.height * length).slice()
  })
}

/** @throws ChromapatchError JOB_CANCELLED, MEMORY_EXCEEDED */
export async function greyOfPair(arena: Arena, pool: Pool, pair: PixelPair, options: RunOptions): Promise<GreyFigures> {
  return greyFigures(await records(arena, pool, 'difference', pair, options))
}

/** SSIM and ΔE2000: a second or more of work for a large photo. @throws ChromapatchError JOB_CANCELLED, MEMORY_EXCEEDED */
export async function metricsOfPair(arena: Arena, pool: Pool, pair: PixelPair, options: RunOptions): Promise<SlowMetrics> {
  const ssim = ssimFigure(await records(arena, pool, 'ssim', pair, options))
  return { ssim, deltaE: deltaEFigures(await records(arena, pool, 'delta-e', pair, options)) }
}
