/**
 * The pair as its changes are looked for: at one level, locally registered and locally lit where the global move and light leave
 * something over. A pair that is aligned exactly stays as it is.
 */
import type { Light } from '../../../core/pair/light/light'
import type { Allocation, Arena } from '../threads/arena'
import type { Raster } from '../photo/raster'
import type { PairAlignment } from './align-pair'
import { pairAt } from './levels'
import type { PixelPair } from '../threads/compare-task'
import { run, type Work } from './work'

export interface Judged {
  readonly pair: PixelPair
  /** How far off edges may still lie, in pixels of the level; 0 for a pair that is aligned exactly. */
  readonly tolerance: 0 | 1 | 2
  /** What is to be released with it. */
  readonly held: readonly Allocation[]
}

/** Residuals of the alignment, in pixels of the level: from so much on, the pair is registered locally, and from so much on loosely. */
const [LOOSE, LOOSER] = [0.12, 0.35]
/** Displacements are found on no more than so many pixels along the longer side, down to this. */
const [FLOW_AT, FLOW_TO] = [700, 48]
/** Cells of the drift along the longer side, at most. */
const DRIFT_CELLS = 320

/** 0 for a pair that is not aligned at all: there is nothing to register. */
export function toleranceOf({ found, residual }: PairAlignment, level: number): 0 | 1 | 2 {
  if (!found || residual === null) return 0
  const left = residual / 2 ** level
  return left > LOOSER ? 2 : left > LOOSE ? 1 : 0
}

/** A pair that was registered locally: as its changes are looked for, and smaller, as its light is measured. */
export interface Registered {
  readonly pair: PixelPair
  readonly small: PixelPair
  readonly held: readonly Allocation[]
}

type Take = (bytes: number) => number

/** Memory that is all given back where `make` fails. */
async function holding<T>(arena: Arena, make: (take: Take, held: Allocation[]) => Promise<T>): Promise<T> {
  const held: Allocation[] = []
  const take = (bytes: number) => {
    const taken = arena.allocate(bytes)
    held.push(taken)
    return taken.offset
  }
  try {
    return await make(take, held)
  } catch (thrown) {
    release(arena, held)
    throw thrown
  }
}

/** @throws ChromapatchError MEMORY_EXCEEDED, JOB_CANCELLED; nothing is then kept. */
export async function registered(work: Work, before: Raster, aligned: Raster, level: number, small: number): Promise<Registered> {
  return await holding(work.arena, async (take, held) => {
    const at = (k: number): PixelPair => {
      const plain = pairAt(before, aligned, k)
      const pixels = plain.width * plain.height
      return { ...plain, after: take(pixels * 3), covered: take(pixels) }
    }
    const pair = at(level)
    // Light is measured on what lies in one place: where edges are off, their colours would bend it.
    const one = small === level ? pair : at(small)
    await register(work, before, aligned, [[level, pair], ...(one === pair ? [] : [[small, one] as const])])
    return { pair, small: one, held }
  })
}

/** The pair in one light. @throws ChromapatchError MEMORY_EXCEEDED, JOB_CANCELLED; nothing of its own is then kept. */
export async function judgedPair(
  work: Work,
  plain: PixelPair,
  moved: Registered | null,
  { tolerance, light, isOff }: { tolerance: 0 | 1 | 2; light: Light; isOff: boolean },
): Promise<Judged> {
  if (moved === null) return { pair: plain, tolerance, held: [] }
  return await holding(work.arena, async (take, held) => {
    const lit = take(plain.width * plain.height * 3)
    await relit(work, moved.pair, light, isOff, lit)
    return { pair: { ...moved.pair, before: lit }, tolerance, held }
  })
}

export function release(arena: Arena, held: readonly Allocation[]): void {
  for (const allocation of held) arena.release(allocation)
}

type Places = readonly (readonly [level: number, to: PixelPair])[]

/** Finds the displacements once, and shows after through them at each of the levels. */
async function register(work: Work, before: Raster, aligned: Raster, places: Places): Promise<void> {
  const all = aligned.levels.map((_, k) => pairAt(before, aligned, k))
  const at = (pair: PixelPair) => Math.max(pair.width, pair.height)
  const finest = all.slice(places[0]![0])
  const pairs = finest.filter((pair, i, { length }) => (at(pair) <= FLOW_AT && at(pair) >= FLOW_TO) || i === length - 1)
  const { width, height } = pairs[0]!
  await work.arena.withBytes([width * height * 8], async ([field]) => {
    await run(work, { name: 'flow', pairs, out: field.offset }, 1, 1)
    for (const [level, to] of places) {
      const { after: source, covered, width: w, height: h } = all[level]!
      const job = { source, out: to.after, covered, coveredOut: to.covered, width: w, height: h }
      await run(work, { name: 'displace', flow: { at: field.offset, width, height }, job }, h, w * 6)
    }
  })
}

/** Before in after's light: first as gain and bias have it, then with the slow rest. */
async function relit(work: Work, pair: PixelPair, light: Light, isOff: boolean, out: number): Promise<void> {
  const { width, height } = pair
  await run(work, { name: 'relight', pair, light, drift: null, out }, height, width)
  if (isOff) return
  const step = Math.ceil(Math.max(width, height) / DRIFT_CELLS)
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)]
  await work.arena.withBytes([columns * rows * 12], async ([cells]) => {
    await run(work, { name: 'drift', pair: { ...pair, before: out }, step, out: cells.offset }, 1, 1)
    const drift = { at: cells.offset, width: columns, height: rows }
    await run(work, { name: 'relight', pair, light, drift, out }, height, width)
  })
}
