/**
 * Two photos brought together: after is warped onto before and its light taken out, in a raster of its own; what is
 * left over is kept as a map of significance, so that another threshold needs no pixel of the photos again.
 */
import type { CompareOptions } from '../../../contract/comparison'
import { fromLevel, IDENTITY, invert, multiply, normalized, type Matrix } from '../../../core/pair/align/geometry'
import { SAME_LIGHT, type Light } from '../../../core/pair/light/light'
import type { Allocation, Arena } from '../threads/arena'
import type { OpenDocument } from '../photo/documents'
import { Raster } from '../photo/raster'
import { alignPair, type PairAlignment } from './align-pair'
import { LIGHT_CELLS, NOISE_CELLS, readLight } from './records'
import { judgedPair, registered, release as releaseHeld, toleranceOf, type Judged } from './judged'
import { levelAt, pairAt } from './levels'
import type { PixelPair } from '../threads/compare-task'
import { run, runForCells, type Work } from './work'

/** Changes are looked for at no more than this many pixels along the longer side. */
const DETECTED_AT = 2048
/** Light is measured on few pixels, in which noise has averaged out. */
const LIT_AT = 512

export interface OpenComparison {
  readonly options: CompareOptions
  readonly align: PairAlignment
  readonly light: Light
  readonly noise: number
  /** After as it would be from before's place in before's light; alpha is 255 where after shows it. */
  readonly aligned: Raster
  /** Level that the map of significance has. */
  readonly level: number
  readonly map: Allocation
  /** Float32 a pixel of the map: what significance was made of. */
  readonly residual: Allocation
  /** The pair that the map is of, as photographed or locally registered and lit. */
  readonly judged: Judged
}

/** @throws ChromapatchError PHOTO_SIZES_DIFFER, PARAMETER_INVALID, MEMORY_EXCEEDED, JOB_CANCELLED; nothing is then kept. */
export async function compare(work: Work, before: OpenDocument, after: OpenDocument, options: CompareOptions): Promise<OpenComparison> {
  work.progress('Aligning', 0)
  const align = await alignPair(work, before, after, options)
  work.progress('Warping', 0.35)
  const { arena } = work
  const aligned = new Raster(arena, before.raster.width, before.raster.height, true)
  const held: Allocation[] = []
  try {
    await warp(work, after.raster, aligned, align.homography)
    const [level, small] = [levelAt(aligned, DETECTED_AT), levelAt(aligned, LIT_AT)]
    const tolerance = toleranceOf(align, level)
    if (tolerance > 0) work.progress('Registering locally', 0.5)
    const moved = tolerance === 0 ? null : await registered(work, before.raster, aligned, level, small)
    if (moved !== null) held.push(...moved.held)
    work.progress('Matching light', 0.6)
    const lit = moved?.small ?? pairAt(before.raster, aligned, small)
    const light = options.light === 'none' ? SAME_LIGHT : await lightOf(work, lit, options.light)
    const own = await judgedPair(work, pairAt(before.raster, aligned, level), moved, { tolerance, light, isOff: options.light === 'none' })
    held.push(...own.held)
    const judged = { ...own, held: held.slice() }
    work.progress('Finding changes', 0.7)
    const { width, height } = judged.pair
    const map = take(arena, held, width * height)
    const residual = take(arena, held, width * height * 4)
    const noise = await significance(work, pairAt(before.raster, aligned, level), judged, light, map, residual)
    if (light !== SAME_LIGHT && !light.limited) {
      for (const { rgb, width: w, height: h } of aligned.levels) await run(work, { name: 'unlight', rgb, width: w, height: h, light }, h, w)
    }
    return { options, align, light, noise, aligned, level, map, residual, judged }
  } catch (thrown) {
    releaseHeld(arena, held)
    aligned.release()
    throw thrown
  }
}

export function release(arena: Arena, { aligned, map, residual, judged }: OpenComparison): void {
  aligned.release()
  releaseHeld(arena, [map, residual, ...judged.held])
}

async function warp(work: Work, after: Raster, aligned: Raster, move: Matrix): Promise<void> {
  const { rgb: out, alpha: covered, width, height } = aligned.levels[0]!
  if (move.every((value, i) => value === IDENTITY[i]) && after.width === width && after.height === height) {
    aligned.rgb.set(after.rgb)
    aligned.alpha?.fill(255)
  } else {
    // From a smaller level where after is much larger than before: else fine structure would alias.
    const scale = Math.sqrt(Math.abs(move[0] * move[4] - move[1] * move[3]))
    const level = Math.max(0, Math.min(after.levels.length - 1, Math.floor(Math.log2(scale) + 0.3)))
    const source = after.levels[level]!
    const toLevel = level === 0 ? move : normalized(multiply(invert(fromLevel(level)) as Matrix, move))
    const job = { source: source.rgb, sourceWidth: source.width, sourceHeight: source.height, move: toLevel, out, covered, width }
    await run(work, { name: 'warp', job }, height, width * 4)
  }
  for (let k = 1; k < aligned.levels.length; k++) {
    const [from, to] = [aligned.levels[k - 1]!, aligned.levels[k]!]
    const size = { width: from.width, height: from.height }
    await work.pool.run({ kind: 'halve', from: from.rgb, ...size, channels: 3, out: to.rgb }, { signal: work.signal })
    await work.pool.run({ kind: 'halve', from: from.alpha, ...size, channels: 1, out: to.alpha }, { signal: work.signal })
  }
}

async function lightOf(work: Work, pair: PixelPair, kind: 'global' | 'blocks'): Promise<Light> {
  const light = readLight(await runForCells(work, LIGHT_CELLS, (out) => ({ name: 'light', pair, kind, out })))
  // A photo that no gain within the limits makes of the other is compared as it was shot.
  return light.limited ? { ...SAME_LIGHT, limited: true } : light
}

function take(arena: Arena, held: Allocation[], bytes: number): Allocation {
  const taken = arena.allocate(bytes)
  held.push(taken)
  return taken
}

async function significance(
  work: Work,
  plain: PixelPair,
  { pair, tolerance }: Judged,
  light: Light,
  map: Allocation,
  residual: Allocation,
): Promise<number> {
  const { width, height } = pair
  return await work.arena.withBytes([width * height], async ([structure]) => {
    const loose = tolerance === 0 ? null : { lit: pair.before, tolerance }
    const job = { ...pair, before: plain.before, light, loose, residual: residual.offset, structure: structure.offset }
    await run(work, { name: 'residual', job }, height, width / (tolerance === 0 ? 2 : 0.25))
    const cells = await runForCells(work, NOISE_CELLS, (out) => ({
      name: 'significance',
      ...{ residual: residual.offset, structure: structure.offset, pixels: width * height, map: map.offset, out },
    }))
    return cells[0]!
  })
}
