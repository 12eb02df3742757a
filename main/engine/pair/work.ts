/** What a comparison's steps have at hand, and how one is run. */
import type { Arena } from '../threads/arena'
import type { Pool } from '../threads/pool'
import type { CompareStep } from '../threads/compare-task'

export interface Work {
  readonly arena: Arena
  readonly pool: Pool
  readonly signal: AbortSignal
  readonly progress: (stage: string, fraction: number) => void
}

export async function run(work: Work, step: CompareStep, rows: number, width: number): Promise<void> {
  await work.pool.run({ kind: 'compare', step, rows, width, end: work.arena.size }, { signal: work.signal })
}

/** Lets one thread do a step, and gives the cells that it filled. */
export async function runForCells(work: Work, length: number, step: (out: number) => CompareStep): Promise<Float64Array> {
  return await work.arena.withBytes([length * 8], async ([cells]) => {
    await run(work, step(cells.offset), 1, 1)
    return new Float64Array(work.arena.memory.buffer, cells.offset, length).slice()
  })
}
