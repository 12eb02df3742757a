/**
 * The Gaussian blur of a mask of bits, see ../feather.ts: the same additions in the same order, so the same bytes.
 * A column's bits are a pattern that slides by one a row; what the first of them sum up to is looked up, and rows
 * beyond the pattern are added one by one. Eight pixels that see mask alone, or ground alone, are not worked out.
 */
import { bitAt, reached, seenRows } from './words'

/** The slot's layout, that of ../simd-masks.ts. */
const WEIGHTS: usize = 0
const TABLE: usize = 8192
const ROOM: usize = 73_728
/** Bits of a pattern at most. */
const MOST = 13
const FULL: f64 = 65535

/** table[p]: the weights of the rows whose bit is set in p, added from the highest bit (the topmost row) on. */
function fillTable(table: usize, weights: usize, radius: i32, bits: i32): void {
  store<f64>(table, 0)
  for (let j = 0; j < bits; j++) {
    const weight = load<f64>(weights + (<usize>abs(j - radius) << 3)) * FULL
    for (let p = (1 << j) - 1; p >= 0; p--) {
      const sum = load<f64>(table + (<usize>p << 3))
      store<f64>(table + (<usize>p << 4), sum)
      store<f64>(table + (<usize>p << 4), sum + weight, 8)
    }
  }
}

/** Shifts the bits of a word into the 32 patterns (16 bits each) of its columns. */
// @ts-ignore: decorator
@inline function slide(patterns: usize, word: i32, mask: v128): void {
  const each = i16x8(1, 2, 4, 8, 16, 32, 64, 128)
  for (let group: usize = 0; group < 4; group++) {
    const at = patterns + (group << 4)
    const byte = i16x8.splat(<i16>((word >>> (<i32>group << 3)) & 255))
    // A lane that is equal is -1, whose subtraction adds the bit.
    const set = i16x8.eq(v128.and(byte, each), each)
    v128.store(at, v128.and(i16x8.sub(i16x8.shl(v128.load(at), 1), set), mask))
  }
}

/** Adds a row's weight to the 32 sums of a word's columns whose bit is set. */
// @ts-ignore: decorator
@inline function addRow(sums: usize, word: i32, weight: f64): void {
  if (word == 0) return
  const weights = f64x2.splat(weight)
  let bits = i64x2(1, 2)
  const splat = i64x2.splat(<i64>(<u32>word))
  for (let at = sums, end = sums + 256; at < end; at += 16, bits = i64x2.shl(bits, 2)) {
    v128.store(at, f64x2.add(v128.load(at), v128.and(i64x2.eq(v128.and(splat, bits), bits), weights)))
  }
}

/**
 * Rows [y0, y1) of the words [first, end) into `out`, 16 bits a pixel of the whole mask. In the slot: radius + 1
 * weights, and room for `end - first` words and as many to both sides as the radius reaches.
 */
export function featherBits(
  bits: usize,
  width: i32,
  height: i32,
  radius: i32,
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
  const count = min(2 * radius + 1, MOST)
  const table = slot + TABLE
  fillTable(table, slot + WEIGHTS, radius, count)
  // Column x stands at row + (x - 32 · (first - span)) · 8, the ends of the row going on beyond it.
  const row = slot + ROOM
  const patterns = row + room * 256
  const any = patterns + room * 64
  const all = any + room * 4
  const last = all + room * 4
  for (let i = low; i < high; i++) store<i32>(last + (<usize>(i - low) << 2), -2)
  const keep = i16x8.splat(<i16>(<i32>((<i32>1 << count) - 1)))
  for (let y = y0; y < y1; y++) {
    seenRows(bits, words, width, height, y, radius, low, high, any, all)
    let done = low
    for (let i = first; i < end; i++) {
      if (reached(any, all, i - low, high - low, radius, 0, 32) == 0) continue
      // Columns are summed up to as far as this word looks.
      for (done = max(done, i - span); done < min(words, i + span + 1); done++) {
        const w = <usize>(done - low)
        const at = patterns + (w << 6)
        const known = last + (w << 2)
        const next = load<i32>(known) == y - 1
        if (!next) memory.fill(at, 0, 64)
        for (let j = next ? count - 1 : 0; j < count; j++) {
          const from = max(0, min(height - 1, y - radius + j))
          slide(at, load<i32>(bits + (<usize>(from * words + done) << 2)), keep)
        }
        store<i32>(known, y)
        const sums = row + (<usize>(done - first + span) << 8)
        for (let k: usize = 0; k < 32; k++) store<f64>(sums + (k << 3), load<f64>(table + (<usize>load<u16>(at + (k << 1)) << 3)))
        for (let j = count; j <= 2 * radius; j++) {
          const from = max(0, min(height - 1, y - radius + j))
          addRow(sums, load<i32>(bits + (<usize>(from * words + done) << 2)), load<f64>(slot + WEIGHTS + (<usize>abs(j - radius) << 3)) * FULL)
        }
      }
    }
    if (low == 0) goOn(row + (<usize>(span - first) << 8), -1, min(radius, (span - first) << 5))
    if (high == words) goOn(row + (<usize>(width - 1 - ((first - span) << 5)) << 3), 1, min(radius, ((end + span) << 5) - width))
    writeRow(bits, words, width, y, radius, first, end, low, high, any, all, row + (<usize>span << 8), slot + WEIGHTS, out)
  }
}

/** Repeats a value `times` times to one side of it. */
function goOn(at: usize, side: i32, times: i32): void {
  const value = load<f64>(at)
  for (let k = 1; k <= times; k++) store<f64>(at + (<isize>(k * side) << 3), value)
}

/** Blurs a row of columns across. `row`: the first word's first column. */
// @ts-ignore: decorator
@inline function writeRow(
  bits: usize,
  words: i32,
  width: i32,
  y: i32,
  radius: i32,
  first: i32,
  end: i32,
  low: i32,
  high: i32,
  any: usize,
  all: usize,
  row: usize,
  weights: usize,
  out: usize,
): void {
  for (let i = first; i < end; i++) {
    const stop = min(32, width - (i << 5))
    if (reached(any, all, i - low, high - low, radius, 0, 32) == 0) {
      const to = out + ((<usize>y * <usize>width + <usize>(i << 5)) << 1)
      const value = i16x8.splat(bitAt(bits, words, i << 5, y) ? -1 : 0)
      if (stop == 32) for (let k: usize = 0; k < 64; k += 16) v128.store(to + k, value)
      else for (let k = 0; k < stop; k++) store<u16>(to + (<usize>k << 1), <u16>i16x8.extract_lane_u(value, 0))
      continue
    }
    for (let bit = 0; bit < stop; bit += 8) {
      const pixels = min(8, stop - bit)
      const to = out + ((<usize>y * <usize>width + <usize>((i << 5) + bit)) << 1)
      if (reached(any, all, i - low, high - low, radius, bit, 8) == 0) {
        const value = bitAt(bits, words, (i << 5) + bit, y) ? i16x8.splat(-1) : i16x8.splat(0)
        if (pixels == 8) v128.store(to, value)
        else for (let k = 0; k < pixels; k++) store<u16>(to + (<usize>k << 1), <u16>i16x8.extract_lane_u(value, 0))
        continue
      }
      const at = row + (<usize>(((i - first) << 5) + bit) << 3)
      if (pixels == 8) v128.store(to, across8(at, radius, weights))
      else for (let k = 0; k < pixels; k++) store<u16>(to + (<usize>k << 1), across1(at + (<usize>k << 3), radius, weights))
    }
  }
}

// @ts-ignore: decorator
@inline function across8(at: usize, radius: i32, weights: usize): v128 {
  let weight = v128.load64_splat(weights)
  let a = f64x2.mul(v128.load(at), weight)
  let b = f64x2.mul(v128.load(at, 16), weight)
  let c = f64x2.mul(v128.load(at, 32), weight)
  let d = f64x2.mul(v128.load(at, 48), weight)
  let left = at
  let right = at
  for (let k = 0; k < radius; k++) {
    left -= 8
    right += 8
    weights += 8
    weight = v128.load64_splat(weights)
    a = f64x2.add(a, f64x2.mul(weight, f64x2.add(v128.load(left), v128.load(right))))
    b = f64x2.add(b, f64x2.mul(weight, f64x2.add(v128.load(left, 16), v128.load(right, 16))))
    c = f64x2.add(c, f64x2.mul(weight, f64x2.add(v128.load(left, 32), v128.load(right, 32))))
    d = f64x2.add(d, f64x2.mul(weight, f64x2.add(v128.load(left, 48), v128.load(right, 48))))
  }
  return i16x8.narrow_i32x4_u(whole4(a, b), whole4(c, d))
}

/** Four sums, none below 0, rounded to whole numbers, halves up. */
// @ts-ignore: decorator
@inline function whole4(a: v128, b: v128): v128 {
  const half = f64x2.splat(0.5)
  const low = i32x4.trunc_sat_f64x2_u_zero(f64x2.add(a, half))
  return i64x2.shuffle(low, i32x4.trunc_sat_f64x2_u_zero(f64x2.add(b, half)), 0, 2)
}

function across1(at: usize, radius: i32, weights: usize): u16 {
  let sum = load<f64>(at) * load<f64>(weights)
  for (let k = 1; k <= radius; k++) {
    sum += load<f64>(weights + (<usize>k << 3)) * (load<f64>(at - (<usize>k << 3)) + load<f64>(at + (<usize>k << 3)))
  }
  return <u16>Math.floor(sum + 0.5)
}
