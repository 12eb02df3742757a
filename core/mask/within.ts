/** What of a mask lies within another, and what of it hangs together with another. */
import { wordsOf } from './bit-mask'
import { runBuffer, runsOfRow, type RunTable } from './components'
import type { SoftMask } from './feather'
import type { BitMask } from './morphology'

/** Rows [y0, y1) of what is in both masks. */
export function andRows(a: Int32Array, b: Int32Array, width: number, out: Int32Array, y0: number, y1: number): void {
  const words = wordsOf(width)
  for (let i = y0 * words; i < y1 * words; i++) out[i] = a[i]! & b[i]!
}

/** Rows [y0, y1) of a soft mask where the hard one is, 0 elsewhere. */
export function andSoftRows({ values, width }: SoftMask, bits: Int32Array, out: Uint16Array, y0: number, y1: number): void {
  const words = wordsOf(width)
  for (let y = y0; y < y1; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x
      out[at] = values[at]! * ((bits[y * words + (x >>> 5)]! >>> (x & 31)) & 1)
    }
  }
}

/** Rows [y0, y1) of where a soft mask is more than 0. */
export function positiveRows({ values, width }: SoftMask, bits: Int32Array, y0: number, y1: number): void {
  const words = wordsOf(width)
  bits.fill(0, y0 * words, y1 * words)
  for (let y = y0; y < y1; y++) {
    for (let x = 0; x < width; x++) if (values[y * width + x]! > 0) bits[y * words + (x >>> 5)]! |= 1 << (x & 31)
  }
}

/** Regions that share no pixel with `seeds` (a mask of the same size): their areas become 0. */
export function keepTouching(table: RunTable, seeds: BitMask): void {
  const { width, height, inverted, rowStarts, parents, areas } = table
  const words = wordsOf(width)
  const all = rowStarts[height]!
  const touched = new Uint8Array(all)
  const runs = runBuffer(width)
  for (let y = 0; y < height; y++) {
    const row = seeds.bits.subarray(y * words, (y + 1) * words)
    if (row.every((word) => word === 0)) continue
    const count = runsOfRow(table, inverted, y, runs)
    for (let i = 0; i < count; i++) {
      if (meets(row, runs[2 * i]!, runs[2 * i + 1]!)) touched[parents[rowStarts[y]! + i]!] = 1
    }
  }
  for (let run = 0; run < all; run++) if (parents[run] === run && touched[run] === 0) areas[run] = 0
}

/** Whether any pixel of [from, to) is set in a row of bits. */
function meets(row: Int32Array, from: number, to: number): boolean {
  const [first, last] = [from >>> 5, (to - 1) >>> 5]
  for (let i = first; i <= last; i++) {
    const span = (i === first ? -1 << (from & 31) : -1) & (i === last ? -1 >>> (31 - ((to - 1) & 31)) : -1)
    if ((row[i]! & span) !== 0) return true
  }
  return false
}
