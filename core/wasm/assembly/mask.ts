/**
 * The mask at a known threshold, without a division, a root or an exponential: d² < L is
 * X² + Y² < L · S². float32 decides what lies clear of the limit, by more than its own error; the
 * doubtful few are decided in float64 as the definition does. A byte is 255 inside and 0 outside;
 * `out` 0 counts alone. Each returns how many pixels are inside.
 */
import { ADDED, APART, exactDistance, INNER, least4, LIMIT, MODELS, OUTER, QUICK, squared4, TOTAL } from './ellipses'
import { BLOCK, BLOCK_NEEDS, packMasks, sum4 } from './pixels'

/** Every pixel in float64: the ends of runs, and models that float32 cannot serve. */
export function maskExactly(rgb: usize, count: i32, out: usize, slot: usize): i32 {
  const limit = load<f64>(slot, LIMIT)
  let inside = 0
  for (let i = 0; i < count; i++, rgb += 3) {
    const yes = exactDistance(rgb, slot) < limit
    inside += i32(yes)
    if (out) store<u8>(out + i, yes ? 255 : 0)
  }
  return inside
}

/** Decides again, in float64, the pixels whose bit is set; they count as outside so far. */
function decide(doubtful: i32, rgb: usize, out: usize, slot: usize): i32 {
  const limit = load<f64>(slot, LIMIT)
  let inside = 0
  for (; doubtful; doubtful &= doubtful - 1) {
    const i = <usize>ctz(doubtful)
    if (!(exactDistance(rgb + i * 3, slot) < limit)) continue
    inside++
    if (out) store<u8>(out + i, 255)
  }
  return inside
}

/** One added model, scaled so that the inner limit is S² itself. */
// @ts-ignore: decorator
@inline function one(rgb: usize, count: i32, out: usize, slot: usize, correlated: bool): i32 {
  const at = slot + MODELS + QUICK
  const x1 = v128.load32_splat(at)
  const x2 = v128.load32_splat(at, 4)
  const x3 = v128.load32_splat(at, 8)
  const y2 = v128.load32_splat(at, 12)
  const y3 = v128.load32_splat(at, 16)
  const outer = v128.load32_splat(slot, OUTER)
  let inside = 0
  for (; count >= BLOCK_NEEDS; count -= BLOCK, rgb += 48) {
    let p = v128.load(rgb)
    let s = sum4(p)
    let q = squared4(p, s, x1, x2, x3, y2, y3, correlated)
    s = f32x4.mul(s, s)
    const a0 = f32x4.lt(q, s)
    const b0 = f32x4.lt(q, f32x4.mul(s, outer))
    p = v128.load(rgb, 12)
    s = sum4(p)
    q = squared4(p, s, x1, x2, x3, y2, y3, correlated)
    s = f32x4.mul(s, s)
    const a1 = f32x4.lt(q, s)
    const b1 = f32x4.lt(q, f32x4.mul(s, outer))
    p = v128.load(rgb, 24)
    s = sum4(p)
    q = squared4(p, s, x1, x2, x3, y2, y3, correlated)
    s = f32x4.mul(s, s)
    const a2 = f32x4.lt(q, s)
    const b2 = f32x4.lt(q, f32x4.mul(s, outer))
    p = v128.load(rgb, 36)
    s = sum4(p)
    q = squared4(p, s, x1, x2, x3, y2, y3, correlated)
    s = f32x4.mul(s, s)
    const a3 = f32x4.lt(q, s)
    const b3 = f32x4.lt(q, f32x4.mul(s, outer))
    const certain = packMasks(a0, a1, a2, a3)
    const doubtful = v128.xor(certain, packMasks(b0, b1, b2, b3))
    if (out) v128.store(out, certain)
    inside += popcnt(i8x16.bitmask(certain))
    if (v128.any_true(doubtful)) inside += decide(i8x16.bitmask(doubtful), rgb, out, slot)
    if (out) out += BLOCK
  }
  return inside + maskExactly(rgb, count, out, slot)
}

/** One added model; `correlated` says whether x2 is anything but 0. */
export function maskOfOne(rgb: usize, count: i32, out: usize, slot: usize, correlated: i32): i32 {
  return correlated ? one(rgb, count, out, slot, true) : one(rgb, count, out, slot, false)
}

/** Several models, added and subtracted, four pixels at a time. */
export function maskOfMany(rgb: usize, count: i32, out: usize, slot: usize): i32 {
  const added = load<i32>(slot, ADDED)
  const total = load<i32>(slot, TOTAL)
  const inner = v128.load32_splat(slot, INNER)
  const outer = v128.load32_splat(slot, OUTER)
  const apart = v128.load32_splat(slot, APART)
  let inside = 0
  for (; count >= 6; count -= 4, rgb += 12) {
    const p = v128.load(rgb)
    const s = sum4(p)
    const ss = f32x4.mul(s, s)
    const least = least4(p, s, slot, 0, added)
    const against = least4(p, s, slot, added, total)
    const gap = f32x4.mul(ss, apart)
    const certain = v128.and(f32x4.lt(least, f32x4.mul(ss, inner)), f32x4.gt(against, f32x4.add(least, gap)))
    const never = v128.or(f32x4.ge(least, f32x4.mul(ss, outer)), f32x4.lt(against, f32x4.sub(least, gap)))
    const doubtful = v128.not(v128.or(certain, never))
    inside += popcnt(i32x4.bitmask(certain))
    if (out) v128.store32_lane(out, packMasks(certain, certain, certain, certain), 0)
    if (v128.any_true(doubtful)) inside += decide(i32x4.bitmask(doubtful), rgb, out, slot)
    if (out) out += 4
  }
  return inside + maskExactly(rgb, count, out, slot)
}
