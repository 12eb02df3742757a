/**
 * The score map: a byte per pixel, 255 - floor(42.5 · d), 0 from 6 σ on, anchored at the threshold
 * (core/kernels/score-map.ts). float32 decides where the distance lies clear of a whole step and of
 * the threshold; the others are worked out in float64, so the map is the plain kernels' to the byte.
 */
import {
  ADDED,
  APART,
  CUT,
  CUT_ABOVE,
  CUT_BELOW,
  exactDistance,
  least4,
  LIMIT,
  MODELS,
  QUICK,
  squared4,
  STEP_CLEAR,
  TOTAL,
} from './ellipses'
import { BLOCK, BLOCK_NEEDS, packBytes, packMasks, sum4 } from './pixels'

/** core/kernels/score-map.ts: byteOfSquaredDistance and anchoredByte. */
function exactByte(rgb: usize, slot: usize): u8 {
  const d = exactDistance(rgb, slot)
  if (d == Infinity) return 0
  const steps = Math.sqrt(d) * 42.5
  const byte = steps >= 255 ? 0 : 255 - <i32>Math.floor(steps)
  const cut = load<i32>(slot, CUT)
  return <u8>(d < load<f64>(slot, LIMIT) ? max(byte, min(cut, 255)) : min(byte, cut - 1))
}

/** Every pixel in float64. */
export function scoreExactly(rgb: usize, count: i32, out: usize, slot: usize): void {
  for (let i = 0; i < count; i++, rgb += 3) store<u8>(out + i, exactByte(rgb, slot))
}

function decide(doubtful: i32, rgb: usize, out: usize, slot: usize): void {
  for (; doubtful; doubtful &= doubtful - 1) {
    const i = <usize>ctz(doubtful)
    store<u8>(out + i, exactByte(rgb + i * 3, slot))
  }
}

/** 255.5 less the distance in steps, from S² · (42.5 · d)²: its nearest whole number is the byte. NaN for black. */
// @ts-ignore: decorator
@inline function height4(q: v128, s: v128): v128 {
  return f32x4.sub(f32x4.splat(255.5), f32x4.div(f32x4.sqrt(q), s))
}

/** Clear of the lower end of the scale, which is no step: nothing is in doubt there. pmax makes NaN the low end. */
// @ts-ignore: decorator
@inline function clamp4(height: v128): v128 {
  return f32x4.pmax(f32x4.splat(-0.1), height)
}

/** Added to 2^23, a float32 is rounded to a whole number, which lies in its low bits. */
// @ts-ignore: decorator
@inline function rounded4(height: v128): v128 {
  return f32x4.add(height, f32x4.splat(8388608))
}

// @ts-ignore: decorator
@inline function whole4(rounded: v128): v128 {
  return i32x4.sub(rounded, i32x4.splat(0x4b000000))
}

/** How far from the nearest whole number, 0..0.5, is far enough from a step: up to `clear`. */
// @ts-ignore: decorator
@inline function nearStep4(height: v128, rounded: v128, clear: v128): v128 {
  return f32x4.gt(f32x4.abs(f32x4.sub(height, f32x4.sub(rounded, f32x4.splat(8388608)))), clear)
}

// @ts-ignore: decorator
@inline function one(rgb: usize, count: i32, out: usize, slot: usize, correlated: bool): void {
  const at = slot + MODELS + QUICK
  const x1 = v128.load32_splat(at)
  const x2 = v128.load32_splat(at, 4)
  const x3 = v128.load32_splat(at, 8)
  const y2 = v128.load32_splat(at, 12)
  const y3 = v128.load32_splat(at, 16)
  const above = v128.load32_splat(slot, CUT_ABOVE)
  const below = v128.load32_splat(slot, CUT_BELOW)
  const clear = v128.load32_splat(slot, STEP_CLEAR)
  const cut = load<i32>(slot, CUT)
  const raise = i8x16.splat(<i8>min(cut, 255))
  const lower = i8x16.splat(<i8>(cut - 1))
  for (; count >= BLOCK_NEEDS; count -= BLOCK, rgb += 48, out += BLOCK) {
    let p = v128.load(rgb)
    let s = sum4(p)
    const h0 = height4(squared4(p, s, x1, x2, x3, y2, y3, correlated), s)
    p = v128.load(rgb, 12)
    s = sum4(p)
    const h1 = height4(squared4(p, s, x1, x2, x3, y2, y3, correlated), s)
    p = v128.load(rgb, 24)
    s = sum4(p)
    const h2 = height4(squared4(p, s, x1, x2, x3, y2, y3, correlated), s)
    p = v128.load(rgb, 36)
    s = sum4(p)
    const h3 = height4(squared4(p, s, x1, x2, x3, y2, y3, correlated), s)
    const inside = packMasks(f32x4.gt(h0, above), f32x4.gt(h1, above), f32x4.gt(h2, above), f32x4.gt(h3, above))
    const perhaps = packMasks(f32x4.gt(h0, below), f32x4.gt(h1, below), f32x4.gt(h2, below), f32x4.gt(h3, below))
    const c0 = clamp4(h0)
    const c1 = clamp4(h1)
    const c2 = clamp4(h2)
    const c3 = clamp4(h3)
    const r0 = rounded4(c0)
    const r1 = rounded4(c1)
    const r2 = rounded4(c2)
    const r3 = rounded4(c3)
    const byte = packBytes(whole4(r0), whole4(r1), whole4(r2), whole4(r3))
    v128.store(out, v128.bitselect(i8x16.max_u(byte, raise), i8x16.min_u(byte, lower), inside))
    const doubtful = v128.or(
      v128.xor(inside, perhaps),
      packMasks(nearStep4(c0, r0, clear), nearStep4(c1, r1, clear), nearStep4(c2, r2, clear), nearStep4(c3, r3, clear)),
    )
    if (v128.any_true(doubtful)) decide(i8x16.bitmask(doubtful), rgb, out, slot)
  }
  scoreExactly(rgb, count, out, slot)
}

/** One added model; `correlated` says whether x2 is anything but 0. */
export function scoreOfOne(rgb: usize, count: i32, out: usize, slot: usize, correlated: i32): void {
  if (correlated) one(rgb, count, out, slot, true)
  else one(rgb, count, out, slot, false)
}

/** Several models, added and subtracted, four pixels at a time; a subtracted pixel is 0. */
export function scoreOfMany(rgb: usize, count: i32, out: usize, slot: usize): void {
  const added = load<i32>(slot, ADDED)
  const total = load<i32>(slot, TOTAL)
  const above = v128.load32_splat(slot, CUT_ABOVE)
  const below = v128.load32_splat(slot, CUT_BELOW)
  const clear = v128.load32_splat(slot, STEP_CLEAR)
  const apart = v128.load32_splat(slot, APART)
  const cut = load<i32>(slot, CUT)
  const raise = i32x4.splat(min(cut, 255))
  const lower = i32x4.splat(cut - 1)
  for (; count >= 6; count -= 4, rgb += 12, out += 4) {
    const p = v128.load(rgb)
    const s = sum4(p)
    const least = least4(p, s, slot, 0, added)
    const against = least4(p, s, slot, added, total)
    const gap = f32x4.mul(f32x4.mul(s, s), apart)
    const kept = f32x4.gt(against, f32x4.add(least, gap))
    const taken = f32x4.lt(against, f32x4.sub(least, gap))
    const height = height4(least, s)
    const inside = f32x4.gt(height, above)
    const clamped = clamp4(height)
    const rounded = rounded4(clamped)
    const byte = whole4(rounded)
    const anchored = v128.bitselect(i32x4.max_s(byte, raise), i32x4.min_s(byte, lower), inside)
    v128.store32_lane(out, packBytes(v128.and(anchored, kept), anchored, anchored, anchored), 0)
    const unsure = v128.or(v128.xor(inside, f32x4.gt(height, below)), nearStep4(clamped, rounded, clear))
    // Black (S = 0) is neither kept nor taken by a gap of 0, but is 0 in any case and costs a look at most.
    const doubtful = v128.andnot(v128.or(unsure, v128.not(kept)), taken)
    if (v128.any_true(doubtful)) decide(i32x4.bitmask(doubtful), rgb, out, slot)
  }
  scoreExactly(rgb, count, out, slot)
}
