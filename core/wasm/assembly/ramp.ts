/**
 * The soft threshold, see ../ramp.ts, of pixels that masks leave open: from their distance, the score by a table of the
 * exponential and three terms of its series. What lies too near to a half, for that, is left to the definition.
 */
import { exactDistance, INNER, MODELS, OUTER, QUICK, squared4, TOTAL } from './ellipses'
import { BLOCK, BLOCK_NEEDS, packMasks, sum4 } from './pixels'

/** The slot's layout, that of ../simd-ramp.ts: models as in ellipses.ts; the table, from whose last entry on all is 0. */
const FROM: usize = 8128
const STEP: usize = 8136
const STEPS: usize = 8144
const ENTRIES: usize = 8152
const GROUND: usize = 8160
const DOUBT: usize = 8168
const TABLE: usize = 8192

/** S² · d² of four pixels. */
// @ts-ignore: decorator
@inline function distance4(p: v128, s: v128, at: usize): v128 {
  return squared4(
    p,
    s,
    v128.load32_splat(at),
    v128.load32_splat(at, 4),
    v128.load32_splat(at, 8),
    v128.load32_splat(at, 12),
    v128.load32_splat(at, 16),
    true,
  )
}

/** Where the ramp of the slot's only model may be above 0, and where it is certainly full, 255 a pixel: by the slot's bounds of d². */
export function boundsOfOne(rgb: usize, count: i32, some: usize, full: usize, slot: usize): void {
  const at = slot + MODELS + QUICK
  const inner = v128.load32_splat(slot, INNER)
  const outer = v128.load32_splat(slot, OUTER)
  for (; count >= BLOCK_NEEDS; count -= BLOCK, rgb += 48, some += 16, full += 16) {
    let s = sum4(v128.load(rgb))
    const q0 = distance4(v128.load(rgb), s, at)
    const s0 = f32x4.mul(s, s)
    s = sum4(v128.load(rgb, 12))
    const q1 = distance4(v128.load(rgb, 12), s, at)
    const s1 = f32x4.mul(s, s)
    s = sum4(v128.load(rgb, 24))
    const q2 = distance4(v128.load(rgb, 24), s, at)
    const s2 = f32x4.mul(s, s)
    s = sum4(v128.load(rgb, 36))
    const q3 = distance4(v128.load(rgb, 36), s, at)
    const s3 = f32x4.mul(s, s)
    v128.store(some, below(q0, q1, q2, q3, s0, s1, s2, s3, outer))
    v128.store(full, below(q0, q1, q2, q3, s0, s1, s2, s3, inner))
  }
  // The last are left open, but black ones.
  for (; count > 0; count--, rgb += 3) {
    store<u8>(some++, load<u16>(rgb) == 0 && load<u8>(rgb, 2) == 0 ? 0 : 255)
    store<u8>(full++, 0)
  }
}

// @ts-ignore: decorator
@inline function below(q0: v128, q1: v128, q2: v128, q3: v128, s0: v128, s1: v128, s2: v128, s3: v128, limit: v128): v128 {
  return packMasks(
    f32x4.lt(q0, f32x4.mul(s0, limit)),
    f32x4.lt(q1, f32x4.mul(s1, limit)),
    f32x4.lt(q2, f32x4.mul(s2, limit)),
    f32x4.lt(q3, f32x4.mul(s3, limit)),
  )
}

// @ts-ignore: decorator
@inline function two(first: f64, second: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(first), 1, second)
}

/** The distances of two pixels from the slot's only model, to within what float64 rounds: never of a black one, which is in no mask. */
// @ts-ignore: decorator
@inline function distanceOfTwo(first: usize, second: usize, slot: usize): v128 {
  const R = two(<f64>load<u8>(first), <f64>load<u8>(second))
  const G = two(<f64>load<u8>(first, 1), <f64>load<u8>(second, 1))
  const B = two(<f64>load<u8>(first, 2), <f64>load<u8>(second, 2))
  const share = f64x2.div(f64x2.splat(1), f64x2.add(f64x2.add(R, G), B))
  const dr = f64x2.sub(f64x2.mul(R, share), v128.load64_splat(slot, MODELS))
  const dg = f64x2.sub(f64x2.mul(G, share), v128.load64_splat(slot, MODELS + 8))
  const rr = f64x2.add(f64x2.mul(v128.load64_splat(slot, MODELS + 16), dr), f64x2.mul(v128.load64_splat(slot, MODELS + 24), dg))
  return f64x2.add(f64x2.mul(rr, dr), f64x2.mul(f64x2.mul(v128.load64_splat(slot, MODELS + 32), dg), dg))
}

/** The values of two distances, 0.5 more: their whole parts are what is written. */
// @ts-ignore: decorator
@inline function valueOfTwo(distance: v128, slot: usize): v128 {
  const zero = f64x2.splat(0)
  const most = f64x2.splat(65535)
  const entries = v128.load64_splat(slot, ENTRIES)
  const at = f64x2.mul(f64x2.sub(distance, v128.load64_splat(slot, FROM)), v128.load64_splat(slot, STEPS))
  const whole = i32x4.trunc_sat_f64x2_s_zero(f64x2.pmax(zero, f64x2.pmin(f64x2.sub(entries, f64x2.splat(1)), at)))
  const score = v128.load64_lane(
    slot + TABLE + (<usize>i32x4.extract_lane(whole, 1) << 3),
    v128.load64_zero(slot + TABLE + (<usize>i32x4.extract_lane(whole, 0) << 3)),
    1,
  )
  // exp(-x / 2) = 1 - x / 2 + x² / 8 - …
  const x = f64x2.mul(f64x2.sub(at, f64x2.convert_low_i32x4_s(whole)), v128.load64_splat(slot, STEP))
  const series = f64x2.add(f64x2.splat(1), f64x2.mul(x, f64x2.sub(f64x2.mul(f64x2.splat(0.125), x), f64x2.splat(0.5))))
  const slope = f64x2.sub(f64x2.mul(score, series), v128.load64_splat(slot, GROUND))
  const told = v128.andnot(v128.bitselect(most, slope, f64x2.lt(at, zero)), f64x2.ge(at, entries))
  return f64x2.add(f64x2.pmax(zero, f64x2.pmin(most, told)), f64x2.splat(0.5))
}

/** Which of sixteen pixels are open, a bit each, after their certain values were written. */
// @ts-ignore: decorator
@inline function openOf(some: usize, full: usize, out: usize): i32 {
  const inside = v128.load(full)
  v128.store(out, i16x8.extend_low_i8x16_s(inside))
  v128.store(out, i16x8.extend_high_i8x16_s(inside), 16)
  return i8x16.bitmask(v128.andnot(v128.load(some), inside))
}

/**
 * `some`, `full`: a byte a pixel, 0 or 255; 0 in `some` is 0, 255 in `full` is 65535. Writes 16 bits a pixel to `out`; to `left`,
 * 32 bits each, which pixels it did not write. Returns how many those are. `open`: room for as many numbers as there are pixels.
 */
export function rampBetween(rgb: usize, count: i32, some: usize, full: usize, out: usize, left: usize, open: usize, slot: usize): i32 {
  let end = open
  let first = 0
  for (; first <= count - 16; first += 16) {
    let bits = openOf(some + <usize>first, full + <usize>first, out + (<usize>first << 1))
    for (; bits != 0; bits &= bits - 1, end += 4) store<i32>(end, first + ctz(bits))
  }
  for (; first < count; first++) {
    const inside = load<u8>(full + <usize>first) != 0
    store<u16>(out + (<usize>first << 1), inside ? 65535 : 0)
    if (inside || load<u8>(some + <usize>first) == 0) continue
    store<i32>(end, first)
    end += 4
  }
  const one = load<i32>(slot, TOTAL) == 1
  const doubt = v128.load64_splat(slot, DOUBT)
  const clear = f64x2.sub(f64x2.splat(1), doubt)
  let found = left
  for (; open < end; open += 8) {
    const i = <usize>load<u32>(open)
    const both = open + 4 < end
    const j = both ? <usize>load<u32>(open, 4) : i
    const p = rgb + i * 3
    const q = rgb + j * 3
    const distance = one ? distanceOfTwo(p, q, slot) : two(exactDistance(p, slot), exactDistance(q, slot))
    const value = valueOfTwo(distance, slot)
    const rounded = i32x4.trunc_sat_f64x2_s_zero(value)
    const part = f64x2.sub(value, f64x2.convert_low_i32x4_s(rounded))
    store<u16>(out + (i << 1), <u16>i32x4.extract_lane(rounded, 0))
    store<u16>(out + (j << 1), <u16>i32x4.extract_lane(rounded, 1))
    const doubtful = i64x2.bitmask(v128.or(f64x2.lt(part, doubt), f64x2.gt(part, clear)))
    if (doubtful == 0) continue
    if (doubtful & 1) {
      store<u32>(found, <u32>i)
      found += 4
    }
    if (doubtful & 2 && both) {
      store<u32>(found, <u32>j)
      found += 4
    }
  }
  return <i32>((found - left) >> 2)
}
