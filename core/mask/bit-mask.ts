/**
 * A hard mask as bits: pixel x of a row is bit x % 32 of word x / 32, the rows one after another,
 * each of whole words. Bits beyond the width are always 0. 24 megapixels are 3 MB, which stay in
 * a processor's cache, and 32 pixels are worked on at a time: that is why the clean-up steps are quick.
 * Int32Array, not Uint32Array: a word above 2^31 would otherwise be a double in JavaScript.
 */

/** Words of a row. */
export const wordsOf = (width: number): number => (width + 31) >>> 5

/** The bits of a row's last word that are pixels. */
export const tailOf = (width: number): number => ((width & 31) === 0 ? -1 : (1 << (width & 31)) - 1)

/** Bytes that a mask of bits takes. */
export const bitBytes = (width: number, height: number): number => wordsOf(width) * height * 4

/** Bits of a word that are 1. Source: Hacker's Delight, 5-1. */
export function popcount(word: number): number {
  let v = word - ((word >>> 1) & 0x5555_5555)
  v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

/** Rows [y0, y1) of a mask of bytes (0 or 255) as bits. `bytes` starts at the mask's first pixel. */
export function packRows(bytes: Uint8Array, width: number, bits: Int32Array, y0: number, y1: number): void {
  const words = wordsOf(width)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let y = y0; y < y1; y++) {
    let at = y * width
    for (let i = 0; i < words; i++) {
      const count = Math.min(32, width - i * 32)
      let word = 0
      let bit = 0
      // Four bytes at a time: one bit of each is kept, and a product gathers the four in the top byte.
      for (; bit + 4 <= count; bit += 4) word |= (Math.imul(view.getInt32(at + bit, true) & 0x0804_0201, 0x0101_0101) >>> 24) << bit
      for (; bit < count; bit++) word |= (bytes[at + bit]! & 1) << bit
      bits[y * words + i] = word
      at += count
    }
  }
}

/** Pixels of the mask in rows [y0, y1). */
export function countRows(bits: Int32Array, width: number, y0: number, y1: number): number {
  const words = wordsOf(width)
  let sum = 0
  for (let i = y0 * words; i < y1 * words; i++) {
    const word = bits[i]!
    if (word !== 0) sum += popcount(word)
  }
  return sum
}

/** Rows [y0, y1) of the opposite mask. */
export function invertRows(bits: Int32Array, width: number, out: Int32Array, y0: number, y1: number): void {
  const words = wordsOf(width)
  const tail = tailOf(width)
  for (let y = y0; y < y1; y++) {
    const end = (y + 1) * words - 1
    for (let i = y * words; i < end; i++) out[i] = ~bits[i]!
    out[end] = ~bits[end]! & tail
  }
}

/** Sets (`on`) or clears the pixels [from, to) of the row whose first word is at `row`. */
export function fillRun(bits: Int32Array, row: number, from: number, to: number, on: boolean): void {
  const first = from >>> 5
  const last = (to - 1) >>> 5
  const head = -1 << (from & 31)
  const tail = -1 >>> (31 - ((to - 1) & 31))
  for (let i = first; i <= last; i++) {
    const span = (i === first ? head : -1) & (i === last ? tail : -1)
    if (on) bits[row + i]! |= span
    else bits[row + i]! &= ~span
  }
}
