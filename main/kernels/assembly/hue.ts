/**
 * OpenCV's 8-bit hue in float32, exact: the reciprocal 122880 / d rounds to OpenCV's integer for every d,
 * and all products stay under 2^24. Sixteen pixels' hues are looked up at once, or counted one by one.
 */
import { blue4, BLOCK_NEEDS, green4, packBytes, red4 } from './pixels'

/** The hues 0..179 of four pixels, as integers; `hueOf` of ../back-projection.ts. */
// @ts-ignore: decorator
@inline function hue4(p: v128): v128 {
  const R = f32x4.convert_i32x4_s(red4(p))
  const G = f32x4.convert_i32x4_s(green4(p))
  const B = f32x4.convert_i32x4_s(blue4(p))
  const most = f32x4.pmax(f32x4.pmax(R, G), B)
  const spread = f32x4.sub(most, f32x4.pmin(f32x4.pmin(R, G), B))
  const two = f32x4.add(spread, spread)
  // Where two channels are greatest the earlier one counts, so it is chosen last.
  const fromBlue = f32x4.add(f32x4.sub(R, G), f32x4.add(two, two))
  const fromGreen = f32x4.add(f32x4.sub(B, R), two)
  const turn = v128.bitselect(f32x4.sub(G, B), v128.bitselect(fromGreen, fromBlue, f32x4.eq(most, G)), f32x4.eq(most, R))
  // Grey: at least 1 keeps the quotient finite, and the turn is 0.
  const divisor = f32x4.nearest(f32x4.div(f32x4.splat(122880), f32x4.pmax(spread, f32x4.splat(1))))
  const scaled = f32x4.mul(f32x4.add(f32x4.mul(turn, divisor), f32x4.splat(2048)), f32x4.splat(1.0 / 4096))
  const hue = f32x4.floor(scaled)
  const wrapped = f32x4.add(hue, v128.and(f32x4.lt(hue, f32x4.splat(0)), f32x4.splat(180)))
  return i32x4.sub(f32x4.add(wrapped, f32x4.splat(8388608)), i32x4.splat(0x4b000000))
}

// @ts-ignore: decorator
@inline function hues16(rgb: usize): v128 {
  return packBytes(hue4(v128.load(rgb)), hue4(v128.load(rgb, 12)), hue4(v128.load(rgb, 24)), hue4(v128.load(rgb, 36)))
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

/** A byte per pixel from a table of 180 (192 readable) by hue; `out` 0 writes none. Returns how many have the high bit. */
export function lookUpHues(rgb: usize, count: i32, out: usize, table: usize): i32 {
  let high = 0
  for (; count >= BLOCK_NEEDS; count -= 16, rgb += 48) {
    const hues = hues16(rgb)
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
    found = v128.or(found, part(table, hues, 176))
    high += popcnt(i8x16.bitmask(found))
    if (out) {
      v128.store(out, found)
      out += 16
    }
  }
  for (; count > 0; count--, rgb += 3) {
    const found = load<u8>(table + hueOne(rgb))
    high += found >> 7
    if (out) store<u8>(out++, found)
  }
  return high
}

// @ts-ignore: decorator
@inline function bump(at: usize): void {
  store<u32>(at, load<u32>(at) + 1)
}

/** Four hues, one to each of the four histograms. */
// @ts-ignore: decorator
@inline function countFour(hues: u32, counts: usize): void {
  bump(counts + ((hues & 255) << 2))
  bump(counts + (((hues >> 8) & 255) << 2) + 1024)
  bump(counts + (((hues >> 16) & 255) << 2) + 2048)
  bump(counts + ((hues >> 24) << 2) + 3072)
}

/** Counts hues into four histograms of 256 u32 each at `counts`: neighbours alike would wait for one. */
export function countHues(rgb: usize, count: i32, counts: usize): void {
  for (; count >= BLOCK_NEEDS; count -= 16, rgb += 48) {
    const hues = hues16(rgb)
    countFour(i32x4.extract_lane(hues, 0), counts)
    countFour(i32x4.extract_lane(hues, 1), counts)
    countFour(i32x4.extract_lane(hues, 2), counts)
    countFour(i32x4.extract_lane(hues, 3), counts)
  }
  for (; count > 0; count--, rgb += 3) bump(counts + ((<usize>hueOne(rgb)) << 2))
}
