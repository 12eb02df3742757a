/**
 * Cells of chromaticity, exact in float32. R · bins / S is a quotient of whole numbers: if it is not
 * whole itself it lies 1 / 765 or more from one, far beyond a rounding, so its floor is right. A whole
 * one lies on an edge, and to which side libraries put it depends on that edge alone. So a pixel has the key
 * 2 · floor + (1 on an edge) of each channel, and the caller knows what numpy or OpenCV make of a key.
 */
import { green4, red4, sum4 } from './pixels'

/** Keys of one channel of four pixels. Black has the key `black`. */
// @ts-ignore: decorator
@inline function keys4(channel: v128, s: v128, bins: v128, black: v128): v128 {
  const quotient = f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(channel), bins), s)
  const floor = f32x4.floor(quotient)
  const edge = v128.and(f32x4.eq(floor, quotient), f32x4.splat(1))
  const key = f32x4.add(f32x4.add(floor, floor), edge)
  const known = v128.bitselect(black, key, f32x4.eq(s, f32x4.splat(0)))
  return i32x4.sub(f32x4.add(known, f32x4.splat(8388608)), i32x4.splat(0x4b000000))
}

/** Four pixels from memory that may end with them. */
// @ts-ignore: decorator
@inline function four(rgb: usize, count: i32): v128 {
  if (count >= 6) return v128.load(rgb)
  let p = i8x16.splat(0)
  if (count > 0) p = i8x16.replace_lane(i8x16.replace_lane(i8x16.replace_lane(p, 0, load<u8>(rgb)), 1, load<u8>(rgb, 1)), 2, load<u8>(rgb, 2))
  return p
}

// @ts-ignore: decorator
@inline function bump(at: usize): void {
  store<u32>(at, load<u32>(at) + 1)
}

/** Counts the keys of r at `r` and of g at `g` (u32 each); pixel 2 and 3 of four count `copy` bytes further on. */
export function countKeys(rgb: usize, count: i32, bins: i32, r: usize, g: usize, copy: usize): void {
  const bins4 = f32x4.splat(<f32>bins)
  const black = f32x4.splat(<f32>bins * 2 + 2)
  while (count > 0) {
    const p = four(rgb, count)
    const s = sum4(p)
    const R = keys4(red4(p), s, bins4, black)
    const G = keys4(green4(p), s, bins4, black)
    bump(r + ((<usize>i32x4.extract_lane(R, 0)) << 2))
    bump(g + ((<usize>i32x4.extract_lane(G, 0)) << 2))
    if (count < 6) {
      count--
      rgb += 3
      continue
    }
    bump(r + ((<usize>i32x4.extract_lane(R, 1)) << 2) + copy)
    bump(g + ((<usize>i32x4.extract_lane(G, 1)) << 2) + copy)
    bump(r + ((<usize>i32x4.extract_lane(R, 2)) << 2))
    bump(g + ((<usize>i32x4.extract_lane(G, 2)) << 2))
    bump(r + ((<usize>i32x4.extract_lane(R, 3)) << 2) + copy)
    bump(g + ((<usize>i32x4.extract_lane(G, 3)) << 2) + copy)
    count -= 4
    rgb += 12
  }
}

/** Keys as float32 of one channel: what the reciprocal errs is far below the distance to an edge, so it may be added first. */
// @ts-ignore: decorator
@inline function floatKeys4(channel: v128, share: v128): v128 {
  const value = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(channel), share), f32x4.splat(4e-4))
  const floor = f32x4.floor(value)
  const edge = v128.and(f32x4.lt(f32x4.sub(value, floor), f32x4.splat(8e-4)), f32x4.splat(1))
  return f32x4.add(f32x4.add(floor, floor), edge)
}

/** Key of r · side + key of g of four pixels, where side = 2 · bins + 2; side² for black. Without a branch: edges are frequent. */
// @ts-ignore: decorator
@inline function pairs4(p: v128, bins: v128, side: v128): v128 {
  const s = sum4(p)
  const share = f32x4.div(bins, f32x4.pmax(s, f32x4.splat(1)))
  const pair = f32x4.add(f32x4.mul(floatKeys4(red4(p), share), side), floatKeys4(green4(p), share))
  const known = v128.bitselect(f32x4.mul(side, side), pair, f32x4.eq(s, f32x4.splat(0)))
  return i32x4.sub(f32x4.add(known, f32x4.splat(8388608)), i32x4.splat(0x4b000000))
}

// @ts-ignore: decorator
@inline function bumpAt(pair: i32, counts: usize): void {
  bump(counts + (<usize>pair << 2))
}

/** Counts pairs of keys: side² + 1 entries of u32 at `counts`, the last for black. */
export function countPairs(rgb: usize, count: i32, bins: i32, counts: usize): void {
  const bins4 = f32x4.splat(<f32>bins)
  const side4 = f32x4.splat(<f32>(bins * 2 + 2))
  for (; count >= 6; count -= 4, rgb += 12) {
    const pairs = pairs4(v128.load(rgb), bins4, side4)
    bumpAt(i32x4.extract_lane(pairs, 0), counts)
    bumpAt(i32x4.extract_lane(pairs, 1), counts)
    bumpAt(i32x4.extract_lane(pairs, 2), counts)
    bumpAt(i32x4.extract_lane(pairs, 3), counts)
  }
  for (; count > 0; count--, rgb += 3) bumpAt(i32x4.extract_lane(pairs4(four(rgb, count), bins4, side4), 0), counts)
}

// @ts-ignore: decorator
@inline function found(pair: i32, table: usize): u32 {
  return <u32>load<u8>(table + <usize>pair)
}

/** A byte per pixel from a table by pair of keys, side² + 1 bytes; `out` 0 writes none. Returns how many are odd, as 255 is. */
export function lookUpPairs(rgb: usize, count: i32, out: usize, bins: i32, table: usize): i32 {
  const bins4 = f32x4.splat(<f32>bins)
  const side4 = f32x4.splat(<f32>(bins * 2 + 2))
  let odd = 0
  for (; count >= 6; count -= 4, rgb += 12) {
    const pairs = pairs4(v128.load(rgb), bins4, side4)
    const all =
      found(i32x4.extract_lane(pairs, 0), table) |
      (found(i32x4.extract_lane(pairs, 1), table) << 8) |
      (found(i32x4.extract_lane(pairs, 2), table) << 16) |
      (found(i32x4.extract_lane(pairs, 3), table) << 24)
    odd += popcnt(all & 0x01010101)
    if (out) {
      store<u32>(out, all)
      out += 4
    }
  }
  for (; count > 0; count--, rgb += 3) {
    const one = found(i32x4.extract_lane(pairs4(four(rgb, count), bins4, side4), 0), table)
    odd += one & 1
    if (out) store<u8>(out++, <u8>one)
  }
  return odd
}
