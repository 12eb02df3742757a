/** Masks for the tests: drawn with characters, made up as the oracle makes them up, and as the kernels take them. */
import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { bitBytes, packRows, wordsOf } from '../../core/mask/bit-mask'
import { blocksOf, countRuns, joinBlock, joinBlocks, type RunTable } from '../../core/mask/components'
import type { BitMask } from '../../core/mask/morphology'

export interface Drawn {
  readonly width: number
  readonly height: number
  /** 0 or 255 a pixel. */
  readonly bytes: Uint8Array
}

/** Rows [y0, y1) as bytes, 0 or 255, written to `bytes` row by row from its start. */
export function unpackRows(bits: Int32Array, width: number, bytes: Uint8Array, y0: number, y1: number): void {
  const words = wordsOf(width)
  for (let y = y0, to = 0; y < y1; y++) {
    for (let x = 0; x < width; x++) bytes[to++] = -((bits[y * words + (x >> 5)]! >>> (x & 31)) & 1)
  }
}

/** `#` is mask, anything else ground. */
export function drawn(...rows: string[]): Drawn {
  const width = rows[0]!.length
  return { width, height: rows.length, bytes: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 255 : 0)) }
}

export function rowsOf({ width, height, bytes }: Drawn): string[] {
  return Array.from({ length: height }, (_, y) => Array.from(bytes.subarray(y * width, (y + 1) * width), (b) => (b ? '#' : '.')).join(''))
}

/** The same mask as made_up in test/fixtures/oracle/morphology.py. */
export function madeUp(width: number, height: number, seed: number): Drawn {
  let state = seed
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
  const across = Math.ceil(width / 8)
  const cells = Array.from({ length: across * Math.ceil(height / 8) }, () => chance() < 0.5)
  const bytes = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) bytes[y * width + x] = cells[(y >> 3) * across + (x >> 3)] !== chance() < 0.06 ? 255 : 0
  }
  return { width, height, bytes }
}

export const empty = ({ width, height }: Pick<Drawn, 'width' | 'height'>): BitMask => ({
  bits: new Int32Array(bitBytes(width, height) / 4),
  width,
  height,
})

export function toBits(mask: Drawn): BitMask {
  const out = empty(mask)
  packRows(mask.bytes, mask.width, out.bits, 0, mask.height)
  return out
}

export function fromBits({ bits, width, height }: BitMask): Drawn {
  const bytes = new Uint8Array(width * height)
  unpackRows(bits, width, bytes, 0, height)
  return { width, height, bytes }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Regions joined as the engine does, in one thread. */
export function regionsOf(mask: BitMask, inverted: boolean): RunTable {
  const rowStarts = new Int32Array(mask.height + 1)
  for (let y = 0; y < mask.height; y++) rowStarts[y + 1] = rowStarts[y]! + countRuns(mask, inverted, y)
  const runs = rowStarts[mask.height]!
  const table = { ...mask, inverted, diagonal: !inverted, rowStarts, parents: new Int32Array(runs), areas: new Int32Array(runs) }
  for (let block = 0; block < blocksOf(mask.height); block++) joinBlock(table, block)
  joinBlocks(table)
  return table
}

/** Any mask up to 80 × 40, with specks or with blobs; its width is often a word's or next to it. */
export const anyMask: fc.Arbitrary<Drawn> = fc
  .record({
    width: fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constantFrom(31, 32, 33, 63, 64, 65)),
    height: fc.integer({ min: 1, max: 40 }),
    seed: fc.nat(),
    blobs: fc.boolean(),
    density: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ width, height, seed, blobs, density }) => {
    if (blobs) return madeUp(width, height, seed)
    let state = seed
    const bytes = Uint8Array.from({ length: width * height }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32 < density ? 255 : 0
    })
    return { width, height, bytes }
  })
