/** The compiled kernels of comparing two photos, behind the same calls as the plain ones. */
import {
  COUNTED_ABOVE,
  countPublished,
  differenceRow,
  HISTOGRAM_BINS,
  ROW_ABSOLUTE,
  ROW_COUNTS,
  ROW_HISTOGRAM,
  ROW_MAX,
  ROW_MIN,
  ROW_PIXELS,
  ROW_RGB_SQUARES,
  ROW_SQUARES,
  ROW_SUM,
} from '../pair/difference-figures'
import { withScratch } from './scratch'
import { instantiate } from './instantiate'
import { WARP_WEIGHTS, warpRows, type WarpJob } from '../pair/warp'

/** See warp.ts and difference-figures.ts, which say what each does; both kinds give the same bytes and numbers. */
export interface PairKernels {
  readonly name: 'simd' | 'plain'
  warpRows(bytes: Uint8Array, job: WarpJob, y0: number, y1: number): void
  differenceRow(bytes: Uint8Array, before: number, after: number, covered: number, count: number, record: Float64Array): void
}

export const PLAIN_PAIRS: PairKernels = { name: 'plain', warpRows, differenceRow }

/** The module's exports for pairs, see assembly/index.ts. */
interface PairExports {
  warp(source: number, w: number, h: number, out: number, covered: number, width: number, y0: number, y1: number, slot: number): void
  figures(before: number, after: number, covered: number, pixels: number, slot: number): void
}

/** Where the table of weights lies in the slot, behind the move. */
const WEIGHTS_AT = 128
/** The list of pixels on an edge fits into a slot for so many. */
const FIGURES_MOST = 65_536

/** The compiled kernels over a shared memory, the plain ones where they cannot run. `bytes` of a call are that memory's, from 0 on. */
export function createPairKernels(memory: WebAssembly.Memory): PairKernels {
  const module = instantiate(memory)
  if (module === null) return PLAIN_PAIRS
  const exports = module.exports as unknown as PairExports
  const weights = new Uint8Array(WARP_WEIGHTS.buffer)
  return {
    name: 'simd',
    warpRows(bytes, { source, sourceWidth, sourceHeight, move, out, covered, width }, y0, y1) {
      withScratch(memory, (slot) => {
        new Float64Array(memory.buffer, slot, 9).set(move)
        bytes.set(weights, slot + WEIGHTS_AT)
        exports.warp(source, sourceWidth, sourceHeight, out, covered, width, y0, y1, slot)
      })
    },
    differenceRow(bytes, before, after, covered, count, record) {
      if (count > FIGURES_MOST) throw new RangeError(`differenceRow: at most ${FIGURES_MOST} pixels a row, received ${count}`)
      withScratch(memory, (slot) => {
        exports.figures(before, after, Math.max(0, covered), count, slot)
        readFigures(bytes, before, after, slot, record)
      })
    },
  }
}

/** From the slot as assembly/figures.ts leaves it. */
function readFigures(bytes: Uint8Array, before: number, after: number, slot: number, record: Float64Array): void {
  const cells = new Int32Array(bytes.buffer, slot, 32)
  const sums = new BigInt64Array(bytes.buffer, slot + 16, 4)
  const [pixels, listed, least, greatest] = cells as unknown as [number, number, number, number]
  record[ROW_PIXELS] = pixels
  record[ROW_MIN] = pixels === 0 ? Infinity : least
  record[ROW_MAX] = pixels === 0 ? -Infinity : greatest
  for (const [i, cell] of [ROW_SUM, ROW_ABSOLUTE, ROW_SQUARES, ROW_RGB_SQUARES].entries()) record[cell] = Number(sums[i])
  for (let t = 0; t < COUNTED_ABOVE.length; t++) record[ROW_COUNTS + t] = cells[12 + t] as number
  for (let bin = 0; bin < HISTOGRAM_BINS; bin++) record[ROW_HISTOGRAM + bin] = cells[16 + bin] as number
  const list = new Int32Array(bytes.buffer, slot + 128, listed)
  for (const p of list) countPublished(bytes, before + p * 3, after + p * 3, record)
}
