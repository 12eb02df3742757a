/** Results of steps that are done by one thread, as float64 cells in the shared memory, and back. */
import { MODELS, type MoveModel } from '../../../core/pair/align/fit'
import type { Matrix } from '../../../core/pair/align/geometry'
import type { Alignments } from '../../../core/pair/align/found'
import { KINDS, type ChangeKind } from '../../../core/pair/changes'
import type { Evidence } from '../../../core/pair/evidence/numbers'
import type { Described } from '../../../core/pair/changes/describe'
import type { FoundRegion } from '../../../core/pair/changes/regions'
import { STRUCTURE_BINS } from '../../../core/pair/changes/residual'
import type { Halves } from '../../../core/pair/split/run'
import type { Light } from '../../../core/pair/light/light'

const MOVES = ['none', ...MODELS] as const

export const ALIGN_CELLS = 14

/** Absent numbers travel as NaN. */
export function writeAlignment(cells: Float64Array, { model, homography, residual, overlap, confidence, found }: Alignments): void {
  cells.set([MOVES.indexOf(model), ...homography, residual ?? Number.NaN, overlap, confidence ?? Number.NaN, found ? 1 : 0])
}

export function readAlignment(cells: Float64Array): Alignments {
  const orNull = (value: number) => (Number.isNaN(value) ? null : value)
  return {
    model: MOVES[cells[0]!] as 'none' | MoveModel,
    homography: [...cells.subarray(1, 10)] as unknown as Matrix,
    residual: orNull(cells[10]!),
    overlap: cells[11]!,
    confidence: orNull(cells[12]!),
    found: cells[13] === 1,
  }
}

const AXES = ['columns', 'rows'] as const

/** Axis (-1: no cut), four numbers for each part, gutter, confidence. */
export const SPLIT_CELLS = 11

export function writeHalves(cells: Float64Array, halves: Halves | null): void {
  if (halves === null) return void cells.fill(-1)
  const parts = halves.parts.flatMap(({ x, y, w, h }) => [x, y, w, h])
  cells.set([AXES.indexOf(halves.axis), ...parts, halves.gutter, halves.confidence])
}

export function readHalves(cells: Float64Array): Halves | null {
  const axis = AXES[cells[0]!]
  if (axis === undefined) return null
  const part = (at: number) => ({ x: cells[at]!, y: cells[at + 1]!, w: cells[at + 2]!, h: cells[at + 3]! })
  return { axis, parts: [part(1), part(5)], gutter: cells[9]!, confidence: cells[10]! }
}

/** Gains, biases, columns, rows, and factors of at most 16 × 16 blocks. */
export const LIGHT_CELLS = 9 + 3 * 256

export function writeLight(cells: Float64Array, { gain, bias, blocks, limited }: Light): void {
  cells.set([...gain, ...bias, blocks?.columns ?? 0, blocks?.rows ?? 0, limited === true ? 1 : 0])
  if (blocks !== null) cells.set(blocks.factors, 9)
}

export function readLight(cells: Float64Array): Light {
  const [r, g, b, x, y, z, columns, rows, limited] = cells as unknown as number[]
  const blocks = columns === 0 ? null : { columns: columns!, rows: rows!, factors: cells.slice(9, 9 + columns! * rows! * 3) }
  return { gain: [r!, g!, b!], bias: [x!, y!, z!], blocks, limited: limited === 1 }
}

/** The overall σ, then one for each bin of structure. */
export const NOISE_CELLS = 1 + STRUCTURE_BINS

export interface DescribedRegion extends Omit<FoundRegion, 'label'>, Described {
  readonly evidence: Evidence
  readonly probability: number
}

export const REGION_CELLS = 15

export function writeRegion(cells: Float64Array, at: number, region: DescribedRegion): void {
  const { x, y, w, h, area, meanDelta, deltaE, kind, probability, evidence } = region
  cells.set([x, y, w, h, area, meanDelta, deltaE, KINDS.indexOf(kind), probability, ...NUMBERS.map((name) => evidence[name])], at)
}

export function readRegion(cells: Float64Array, at: number): DescribedRegion {
  const [x, y, w, h, area, meanDelta, deltaE, kind, probability, ...numbers] = cells.subarray(at, at + REGION_CELLS) as unknown as number[]
  const evidence = Object.fromEntries(NUMBERS.map((name, i) => [name, numbers[i]])) as unknown as Evidence
  const place = { x: x!, y: y!, w: w!, h: h!, area: area! }
  return { ...place, meanDelta: meanDelta!, deltaE: deltaE!, kind: KINDS[kind!] as ChangeKind, probability: probability!, evidence }
}

const NUMBERS = ['correlation', 'gradient', 'difference', 'chroma', 'contrast', 'sigmas'] as const satisfies readonly (keyof Evidence)[]
