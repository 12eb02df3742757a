/** The median of a mask over a disc, see ../majority.ts: running sums of rows in 16 bits, eight pixels at a time. */
import { reached, seenRows } from './words'

/** The slot's layout, that of ../simd-masks.ts: what a byte's bits sum up to, one by one, 16 bits each; widths; rows. */
const WIDTHS: usize = 4096
const ROWS: usize = 8192
const ROOM: usize = 12_288

function fillTable(table: usize): void {
  for (let byte = 0; byte < 256; byte++) {
    for (let bit = 0, sum = 0; bit < 8; bit++) {
      sum += (byte >>> bit) & 1
      store<u16>(table + (<usize>byte << 4) + (<usize>bit << 1), <u16>sum)
    }
  }
}

/** Word i of a row whose ends go on. */
// @ts-ignore: decorator
@inline function wordOf(row: usize, i: i32, words: i32, width: i32): i32 {
  if (i < 0) return -(load<i32>(row) & 1)
  const last = load<i32>(row + (<usize>(words - 1) << 2))
  const ends = -((last >>> ((width - 1) & 31)) & 1)
  if (i >= words) return ends
  if (i < words - 1 || (width & 31) == 0) return load<i32>(row + (<usize>i << 2))
  const tail = (1 << (width & 31)) - 1
  return (last & tail) | (ends & ~tail)
}

/** sums[x + 1] - sums[x] is pixel x of the words [from, to), modulo 2^16. */
function addUp(row: usize, from: i32, to: i32, words: i32, width: i32, table: usize, sums: usize): void {
  store<u16>(sums, 0)
  sums += 2
  let sum = 0
  for (let i = from; i < to; i++) {
    const word = wordOf(row, i, words, width)
    for (let shift = 0; shift < 32; shift += 8, sums += 16) {
      const byte = (word >>> shift) & 255
      v128.store(sums, i16x8.add(v128.load(table + (<usize>byte << 4)), i16x8.splat(<i16>sum)))
      sum += popcnt(byte)
    }
  }
}

/**
 * Rows [y0, y1) of the words [first, end). In the slot: radius + 1 widths of the disc's rows, and room for
 * `end - first` words and as many to both sides as the radius reaches. A disc of at most 32767 pixels.
 */
export function majority(
  bits: usize,
  width: i32,
  height: i32,
  radius: i32,
  half: i32,
  out: usize,
  y0: i32,
  y1: i32,
  first: i32,
  end: i32,
  slot: usize,
): void {
  const words = (width + 31) >>> 5
  const span = (radius + 31) >>> 5
  const low = max(0, first - span)
  const high = min(words, end + span)
  const room = <usize>(end - first + 2 * span)
  const side = 2 * radius + 1
  const any = slot + ROOM
  const all = any + room * 4
  const known = all + room * 4
  const sums = known + <usize>side * 4
  const each = (room * 32 + 1) * 2
  const tail = (width & 31) == 0 ? -1 : (1 << (width & 31)) - 1
  fillTable(slot)
  for (let j = 0; j < side; j++) store<i32>(known + (<usize>j << 2), -1)
  const limit = i16x8.splat(<i16>half)
  for (let y = y0; y < y1; y++) {
    seenRows(bits, words, width, height, y, radius, low, high, any, all)
    let ready = false
    const row = bits + (<usize>(y * words) << 2)
    const to = out + (<usize>(y * words) << 2)
    for (let i = first; i < end; i++) {
      if (reached(any, all, i - low, high - low, radius, 0, 32) == 0) {
        store<i32>(to + (<usize>i << 2), load<i32>(row + (<usize>i << 2)))
        continue
      }
      if (!ready) prepare(bits, width, height, radius, y, first - span, end + span, slot, known, sums, each)
      ready = true
      let a = i16x8.splat(0)
      let b = a
      let c = a
      let d = a
      const centre = <usize>(i - first + span) << 6
      for (let j = 0; j < side; j++) {
        const reach = <usize>load<i32>(slot + WIDTHS + (<usize>abs(j - radius) << 2)) << 1
        const at = <usize>load<i32>(slot + ROWS + (<usize>j << 2)) + centre
        const right = at + reach + 2
        const left = at - reach
        a = i16x8.add(a, i16x8.sub(v128.load(right), v128.load(left)))
        b = i16x8.add(b, i16x8.sub(v128.load(right, 16), v128.load(left, 16)))
        c = i16x8.add(c, i16x8.sub(v128.load(right, 32), v128.load(left, 32)))
        d = i16x8.add(d, i16x8.sub(v128.load(right, 48), v128.load(left, 48)))
      }
      const ab = i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.gt_s(a, limit), i16x8.gt_s(b, limit)))
      const cd = i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.gt_s(c, limit), i16x8.gt_s(d, limit)))
      store<i32>(to + (<usize>i << 2), (ab | (cd << 16)) & (i == words - 1 ? tail : -1))
    }
  }
}

/** The sums of the rows around y, of which those of the row before serve again, and where they lie. */
function prepare(
  bits: usize,
  width: i32,
  height: i32,
  radius: i32,
  y: i32,
  from: i32,
  to: i32,
  slot: usize,
  known: usize,
  sums: usize,
  each: usize,
): void {
  const words = (width + 31) >>> 5
  const side = 2 * radius + 1
  for (let j = 0; j < side; j++) {
    const row = max(0, min(height - 1, y - radius + j))
    const place = <usize>(row % side)
    if (load<i32>(known + (place << 2)) != row) {
      addUp(bits + (<usize>(row * words) << 2), from, to, words, width, slot, sums + place * each)
      store<i32>(known + (place << 2), row)
    }
    store<i32>(slot + ROWS + (<usize>j << 2), <i32>(sums + place * each))
  }
}
