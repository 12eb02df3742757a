/**
 * The figures of a row of the published difference, ../difference-figures.ts: sums in whole numbers, and a list of the pixels
 * that lie on the edge of a bin or on a threshold, which the caller decides as the published code rounds.
 */
import { BLUE_ALONE, RED_GREEN } from './grey'

const UNIT: i32 = 2550000
const PER_BIN: i32 = 318750
const ABOVE_1: i32 = 51000
const ABOVE_2: i32 = 127500
const ABOVE_3: i32 = 255000
const ABOVE_4: i32 = 510000

/** The slot: sums, then counts, then the list. */
const PIXELS: usize = 0 // i32, as all that has no other type
const LISTED: usize = 4
const LEAST: usize = 8
const GREATEST: usize = 12
const SUM: usize = 16 // i64
const ABSOLUTE: usize = 24 // i64
const SQUARES: usize = 32 // i64
const RGB_SQUARES: usize = 40 // i64
const COUNTS: usize = 48 // 4 × i32
const HISTOGRAM: usize = 64 // 16 × i32
const LIST: usize = 128 // i32 a pixel

const TWELVE = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0)

// @ts-ignore: decorator
@inline function count(at: usize): void {
  store<i32>(at, load<i32>(at) + 1)
}

/** Counts a pixel's difference `d`; one that lies on an edge is listed, unless the colours are equal. */
// @ts-ignore: decorator
@inline function tell(d: i32, size: i32, before: usize, after: usize, index: i32, slot: usize): void {
  const from = d + UNIT
  const bin = from / PER_BIN
  if (from - bin * PER_BIN == 0 || size == ABOVE_1 || size == ABOVE_2 || size == ABOVE_3 || size == ABOVE_4) {
    const p = <i32>load<u16>(before) | (<i32>load<u8>(before, 2) << 16)
    const q = <i32>load<u16>(after) | (<i32>load<u8>(after, 2) << 16)
    if (p != q) {
      const listed = load<i32>(slot, LISTED)
      store<i32>(slot + LIST + (<usize>listed << 2), index)
      store<i32>(slot, listed + 1, LISTED)
      return
    }
  }
  count(slot + HISTOGRAM + (<usize>bin << 2))
  if (size <= ABOVE_1) return
  count(slot + COUNTS)
  if (size <= ABOVE_2) return
  count(slot + COUNTS + 4)
  if (size <= ABOVE_3) return
  count(slot + COUNTS + 8)
  if (size > ABOVE_4) count(slot + COUNTS + 12)
}

/** `covered` 0: every pixel counts. The slot is cleared first; at most 65,536 pixels. */
export function figures(before: usize, after: usize, covered: usize, pixels: i32, slot: usize): void {
  memory.fill(slot, 0, LIST)
  let seen = 0
  let sum: i64 = 0
  let absolute: i64 = 0
  let squares: i64 = 0
  let rgbSquares: i64 = 0
  let least = i32x4.splat(i32.MAX_VALUE)
  let greatest = i32x4.splat(i32.MIN_VALUE)
  let at = 0
  for (; at + 6 <= pixels; at += 4) {
    const p = before + <usize>at * 3
    const q = after + <usize>at * 3
    if (covered != 0 && load<i32>(covered + <usize>at) != -1) {
      for (let k = 0; k < 4; k++) {
        if (load<u8>(covered + <usize>(at + k)) == 255) {
          const d = difference(p + <usize>k * 3, q + <usize>k * 3)
          tell(d, abs(d), p + <usize>k * 3, q + <usize>k * 3, at + k, slot)
          seen++
          sum += d
          absolute += abs(d)
          squares += <i64>d * <i64>d
          rgbSquares += squaresOf(p + <usize>k * 3, q + <usize>k * 3)
          least = i32x4.min_s(least, i32x4.splat(d))
          greatest = i32x4.max_s(greatest, i32x4.splat(d))
        }
      }
      continue
    }
    const P = v128.and(v128.load(p), TWELVE)
    const Q = v128.and(v128.load(q), TWELVE)
    const redGreen = i16x8.sub(i8x16.swizzle(P, RED_GREEN), i8x16.swizzle(Q, RED_GREEN))
    const blue = i16x8.sub(i8x16.swizzle(P, BLUE_ALONE), i8x16.swizzle(Q, BLUE_ALONE))
    const d4 = i32x4.add(
      i32x4.dot_i16x8_s(redGreen, i16x8(2125, 7154, 2125, 7154, 2125, 7154, 2125, 7154)),
      i32x4.dot_i16x8_s(blue, i16x8(721, 0, 721, 0, 721, 0, 721, 0)),
    )
    const size4 = i32x4.abs(d4)
    least = i32x4.min_s(least, d4)
    greatest = i32x4.max_s(greatest, d4)
    seen += 4
    sum += <i64>total(d4)
    absolute += <i64>total(size4)
    rgbSquares += <i64>total(i32x4.add(i32x4.dot_i16x8_s(redGreen, redGreen), i32x4.dot_i16x8_s(blue, blue)))
    const squared = i64x2.add(i64x2.extmul_low_i32x4_s(d4, d4), i64x2.extmul_high_i32x4_s(d4, d4))
    squares += i64x2.extract_lane(squared, 0) + i64x2.extract_lane(squared, 1)
    tell(i32x4.extract_lane(d4, 0), i32x4.extract_lane(size4, 0), p, q, at, slot)
    tell(i32x4.extract_lane(d4, 1), i32x4.extract_lane(size4, 1), p + 3, q + 3, at + 1, slot)
    tell(i32x4.extract_lane(d4, 2), i32x4.extract_lane(size4, 2), p + 6, q + 6, at + 2, slot)
    tell(i32x4.extract_lane(d4, 3), i32x4.extract_lane(size4, 3), p + 9, q + 9, at + 3, slot)
  }
  for (; at < pixels; at++) {
    if (covered != 0 && load<u8>(covered + <usize>at) != 255) continue
    const p = before + <usize>at * 3
    const q = after + <usize>at * 3
    const d = difference(p, q)
    tell(d, abs(d), p, q, at, slot)
    seen++
    sum += d
    absolute += abs(d)
    squares += <i64>d * <i64>d
    rgbSquares += squaresOf(p, q)
    least = i32x4.min_s(least, i32x4.splat(d))
    greatest = i32x4.max_s(greatest, i32x4.splat(d))
  }
  store<i32>(slot, seen, PIXELS)
  least = i32x4.min_s(least, i8x16.shuffle(least, least, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  greatest = i32x4.max_s(greatest, i8x16.shuffle(greatest, greatest, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  store<i32>(slot, min(i32x4.extract_lane(least, 0), i32x4.extract_lane(least, 1)), LEAST)
  store<i32>(slot, max(i32x4.extract_lane(greatest, 0), i32x4.extract_lane(greatest, 1)), GREATEST)
  store<i64>(slot, sum, SUM)
  store<i64>(slot, absolute, ABSOLUTE)
  store<i64>(slot, squares, SQUARES)
  store<i64>(slot, rgbSquares, RGB_SQUARES)
}

/** Of four whole numbers whose sum fits 32 bits. */
// @ts-ignore: decorator
@inline function total(v: v128): i32 {
  const halves = i32x4.add(v, i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1)
}

function difference(p: usize, q: usize): i32 {
  const red = <i32>load<u8>(p) - <i32>load<u8>(q)
  const green = <i32>load<u8>(p, 1) - <i32>load<u8>(q, 1)
  return 2125 * red + 7154 * green + 721 * (<i32>load<u8>(p, 2) - <i32>load<u8>(q, 2))
}

function squaresOf(p: usize, q: usize): i64 {
  const red = <i32>load<u8>(p) - <i32>load<u8>(q)
  const green = <i32>load<u8>(p, 1) - <i32>load<u8>(q, 1)
  const blue = <i32>load<u8>(p, 2) - <i32>load<u8>(q, 2)
  return <i64>(red * red + green * green + blue * blue)
}
