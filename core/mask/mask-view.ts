/** A mask as bytes: at full size, or as the share of each block of 2^level pixels that it covers. */
import { popcount, wordsOf } from './bit-mask'
import type { SoftMask } from './feather'
import type { BitMask } from './morphology'

/** What part of a mask is wanted: pixel (x, y) of the pyramid's level and `w` pixels to the right of it. */
export interface ViewRow {
  readonly level: number
  readonly x: number
  readonly y: number
  readonly w: number
}

/** A row of a level into out[0..w). A block at the border of the photo counts the pixels that it has. */
export function viewRow(mask: BitMask | SoftMask, { level, x, y, w }: ViewRow, out: Uint8Array): void {
  const side = 2 ** level
  const y0 = y * side
  const y1 = Math.min(mask.height, y0 + side)
  const sums = new Float64Array(w)
  for (let row = y0; row < y1; row++) {
    if ('bits' in mask) addBits(mask, row, x, side, sums)
    else addValues(mask.values.subarray(row * mask.width + x * side, row * mask.width + Math.min(mask.width, (x + w) * side)), side, sums)
  }
  const full = 'bits' in mask ? 1 : 65_535
  for (let i = 0; i < w; i++) {
    const across = Math.min(mask.width, (x + i + 1) * side) - (x + i) * side
    out[i] = Math.floor((255 * sums[i]!) / (full * across * (y1 - y0)) + 0.5)
  }
}

function addBits({ bits, width }: BitMask, y: number, x: number, side: number, sums: Float64Array): void {
  const words = wordsOf(width)
  const row = y * words
  if (side >= 32) {
    const each = side / 32
    for (let i = 0; i < sums.length; i++) {
      const first = (x + i) * each
      for (let j = first; j < Math.min(words, first + each); j++) sums[i]! += popcount(bits[row + j]!)
    }
    return
  }
  const block = side === 1 ? 1 : (1 << side) - 1
  const each = 32 / side
  const end = x + sums.length
  // Word by word: most hold nothing, and are passed over whole.
  for (let i = Math.floor(x / each); i * each < end; i++) {
    const word = bits[row + i]!
    if (word === 0) continue
    const last = Math.min(end, (i + 1) * each)
    for (let at = Math.max(x, i * each); at < last; at++) {
      sums[at - x]! += word === -1 ? side : popcount((word >>> ((at - i * each) * side)) & block)
    }
  }
}

/** Adds to each of the sums the `side` values that stand for it, one after another; the last may have fewer. */
function addValues(values: Uint16Array, side: number, sums: Float64Array): void {
  for (let i = 0, at = 0; i < sums.length; i++) {
    for (const end = Math.min(values.length, at + side); at < end; at++) sums[i]! += values[at]!
  }
}
