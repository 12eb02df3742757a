/**
 * OpenCV's 8-bit hue in whole numbers: the quotient 122880 / d of float32 rounds to OpenCV's integer for every d. Sixteen
 * pixels at once: the greatest channel is found in bytes, the turn in 16 bits, the product in 32.
 */
import { blue16, green16, red16 } from './pixels'

/** As many pixels a step; its loads end with them. */
const STEP: i32 = 16

/** (turn · round(122880 / spread) + 2048) >> 12 of four pixels. */
// @ts-ignore: decorator
@inline function quotient4(turn: v128, spread: v128): v128 {
  // Added to 1.5 · 2^23, a float32 is rounded to a whole number, ties to even.
  const rounded = f32x4.add(f32x4.div(f32x4.splat(122880), f32x4.convert_i32x4_s(spread)), f32x4.splat(12582912))
  const divisor = i32x4.sub(rounded, i32x4.splat(0x4b400000))
  return i32x4.shr_s(i32x4.add(i32x4.mul(turn, divisor), i32x4.splat(2048)), 12)
}

/** -30..179 to 0..179. */
// @ts-ignore: decorator
@inline function wrap8(hue: v128): v128 {
  return i16x8.add(hue, v128.and(i16x8.shr_s(hue, 15), i16x8.splat(180)))
}

/** The turn of eight pixels, a - b + 2 · sector · spread, for bytes that were extended to 16 bits. */
// @ts-ignore: decorator
@inline function turn8(a: v128, b: v128, sector: v128, spread: v128): v128 {
  return i16x8.add(i16x8.sub(a, b), i16x8.mul(sector, spread))
}

/** The hues 0..179 of sixteen pixels; `hueOf` of ../back-projection.ts. */
// @ts-ignore: decorator
@inline function hues16(rgb: usize): v128 {
  const p = v128.load(rgb)
  const q = v128.load(rgb, 16)
  const s = v128.load(rgb, 32)
  const R = red16(p, q, s)
  const G = green16(p, q, s)
  const B = blue16(p, q, s)
  const most = i8x16.max_u(i8x16.max_u(R, G), B)
  const spread = i8x16.sub(most, i8x16.min_u(i8x16.min_u(R, G), B))
  // Where two channels are greatest the earlier one counts, so it is chosen last.
  const isGreen = i8x16.eq(most, G)
  const isRed = i8x16.eq(most, R)
  const a = v128.bitselect(G, v128.bitselect(B, R, isGreen), isRed)
  const b = v128.bitselect(B, v128.bitselect(R, G, isGreen), isRed)
  const sector = v128.andnot(v128.bitselect(i8x16.splat(2), i8x16.splat(4), isGreen), isRed)
  // Grey: at least 1 keeps the quotient finite, and the turn is 0.
  const low = i16x8.extend_low_i8x16_u(spread)
  const high = i16x8.extend_high_i8x16_u(spread)
  const turnLow = turn8(i16x8.extend_low_i8x16_u(a), i16x8.extend_low_i8x16_u(b), i16x8.extend_low_i8x16_u(sector), low)
  const turnHigh = turn8(i16x8.extend_high_i8x16_u(a), i16x8.extend_high_i8x16_u(b), i16x8.extend_high_i8x16_u(sector), high)
  const one = i16x8.splat(1)
  const divideLow = i16x8.max_s(low, one)
  const divideHigh = i16x8.max_s(high, one)
  const first = i16x8.narrow_i32x4_s(
    quotient4(i32x4.extend_low_i16x8_s(turnLow), i32x4.extend_low_i16x8_s(divideLow)),
    quotient4(i32x4.extend_high_i16x8_s(turnLow), i32x4.extend_high_i16x8_s(divideLow)),
  )
  const second = i16x8.narrow_i32x4_s(
    quotient4(i32x4.extend_low_i16x8_s(turnHigh), i32x4.extend_low_i16x8_s(divideHigh)),
    quotient4(i32x4.extend_high_i16x8_s(turnHigh), i32x4.extend_high_i16x8_s(divideHigh)),
  )
  return i8x16.narrow_i16x8_u(wrap8(first), wrap8(second))
}

/** The hue of one pixel, near the end of a run, in integers. */
function hueOne(rgb: usize): i32 {
  const R = <i32>load<u8>(rgb)
  const G = <i32>load<u8>(rgb, 1)
  const B = <i32>load<u8>(rgb, 2)
  const most = max(max(R, G), B)
  const spread = most - min(min(R, G), B)
  if (spread == 0) return 0
  const turn = most == R ? G - B : most == G ? B - R + 2 * spread : R - G + 4 * spread
  const divisor = <i32>nearest<f64>(122880.0 / <f64>spread)
  const hue = (turn * divisor + 2048) >> 12
  return hue < 0 ? hue + 180 : hue
}

/** One sixteenth of the table: what lies outside of it gives 0. */
// @ts-ignore: decorator
@inline function part(table: usize, hues: v128, from: i32): v128 {
  return i8x16.swizzle(v128.load(table + from), i8x16.sub(hues, i8x16.splat(<i8>from)))
}

/** What a table of 180 (192 readable) holds for sixteen hues. */
// @ts-ignore: decorator
@inline function lookUp16(hues: v128, table: usize): v128 {
  let found = part(table, hues, 0)
  found = v128.or(found, part(table, hues, 16))
  found = v128.or(found, part(table, hues, 32))
  found = v128.or(found, part(table, hues, 48))
  found = v128.or(found, part(table, hues, 64))
  found = v128.or(found, part(table, hues, 80))
  found = v128.or(found, part(table, hues, 96))
  found = v128.or(found, part(table, hues, 112))
  found = v128.or(found, part(table, hues, 128))
  found = v128.or(found, part(table, hues, 144))
  found = v128.or(found, part(table, hues, 160))
  return v128.or(found, part(table, hues, 176))
}

/**
 * A byte per pixel from a table by hue; `out` 0 writes none. Returns how many have the high bit. `plane`: the hues, a byte a
 * pixel, where they are known; 0 where they are not.
 */
export function lookUpHues(rgb: usize, count: i32, plane: usize, out: usize, table: usize): i32 {
  let high = 0
  for (; count >= STEP; count -= 16, rgb += 48) {
    let hues: v128
    if (plane) {
      hues = v128.load(plane)
      plane += 16
    } else hues = hues16(rgb)
    const found = lookUp16(hues, table)
    high += popcnt(i8x16.bitmask(found))
    if (out) {
      v128.store(out, found)
      out += 16
    }
  }
  for (; count > 0; count--, rgb += 3) {
    const found = load<u8>(table + (plane ? <i32>load<u8>(plane++) : hueOne(rgb)))
    high += found >> 7
    if (out) store<u8>(out++, found)
  }
  return high
}

// @ts-ignore: decorator
@inline function countPair(pair: u32, counts: usize): void {
  const at = counts + (<usize>pair << 2)
  store<u32>(at, load<u32>(at) + 1)
}

/**
 * Writes the hues, a byte a pixel, to `plane`, and counts neighbours together: at `counts` 256 × 256 u32, entry left | right << 8.
 * Half the counting, and neighbours alike do not wait for one count as long. A last pixel alone counts with a right of 255.
 */
export function countHues(rgb: usize, count: i32, plane: usize, counts: usize): void {
  for (; count >= STEP; count -= 16, rgb += 48, plane += 16) {
    const hues = hues16(rgb)
    v128.store(plane, hues)
    countPair(i16x8.extract_lane_u(hues, 0), counts)
    countPair(i16x8.extract_lane_u(hues, 1), counts)
    countPair(i16x8.extract_lane_u(hues, 2), counts)
    countPair(i16x8.extract_lane_u(hues, 3), counts)
    countPair(i16x8.extract_lane_u(hues, 4), counts)
    countPair(i16x8.extract_lane_u(hues, 5), counts)
    countPair(i16x8.extract_lane_u(hues, 6), counts)
    countPair(i16x8.extract_lane_u(hues, 7), counts)
  }
  for (; count > 0; count--, rgb += 3, plane++) {
    const hue = hueOne(rgb)
    store<u8>(plane, <u8>hue)
    countPair(<u32>hue | 0xff00, counts)
  }
}
