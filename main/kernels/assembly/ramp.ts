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

/** The distance from the slot's only model, to within what float64 rounds: never of a black pixel, which is in no mask. */
// @ts-ignore: decorator
@inline function distanceOfOne(rgb: usize, slot: usize): f64 {
  const R = <f64>load<u8>(rgb)
  const G = <f64>load<u8>(rgb, 1)
  const share = 1 / (R + G + <f64>load<u8>(rgb, 2))
  const dr = R * share - load<f64>(slot, MODELS)
  const dg = G * share - load<f64>(slot, MODELS + 8)
  return (load<f64>(slot, MODELS + 16) * dr + load<f64>(slot, MODELS + 24) * dg) * dr + load<f64>(slot, MODELS + 32) * dg * dg
}

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

/**
 * `some`, `full`: a byte a pixel, 0 or 255; 0 in `some` is 0, 255 in `full` is 65535. Writes 16 bits a pixel to `out`; to `left`,
 * 32 bits each, which pixels it did not write. Returns how many those are.
 */
export function rampBetween(rgb: usize, count: i32, some: usize, full: usize, out: usize, left: usize, slot: usize): i32 {
  const from = load<f64>(slot, FROM)
  const steps = load<f64>(slot, STEPS)
  const step = load<f64>(slot, STEP)
  const entries = load<f64>(slot, ENTRIES)
  const ground = load<f64>(slot, GROUND)
  const doubt = load<f64>(slot, DOUBT)
  const one = load<i32>(slot, TOTAL) == 1
  let found = 0
  for (let first = 0; first < count; first += 16) {
    const pixels = min(16, count - first)
    let open: i32
    if (pixels == 16) {
      const inside = v128.load(full + <usize>first)
      const to = out + (<usize>first << 1)
      v128.store(to, i16x8.extend_low_i8x16_s(inside))
      v128.store(to, i16x8.extend_high_i8x16_s(inside), 16)
      open = i8x16.bitmask(v128.andnot(v128.load(some + <usize>first), inside))
    } else {
      open = 0
      for (let k = 0; k < pixels; k++) {
        const at = <usize>(first + k)
        store<u16>(out + (at << 1), <u16>(load<u8>(full + at) == 0 ? 0 : 65535))
        if (load<u8>(full + at) == 0 && load<u8>(some + at) != 0) open |= 1 << k
      }
    }
    for (; open != 0; open &= open - 1) {
      const i = <usize>(first + ctz(open))
      const at = ((one ? distanceOfOne(rgb + i * 3, slot) : exactDistance(rgb + i * 3, slot)) - from) * steps
      if (at >= entries) continue
      let value: f64 = 65535
      if (at >= 0) {
        const whole = <i32>at
        // exp(-x / 2) = 1 - x / 2 + x² / 8 - …
        const x = (at - <f64>whole) * step
        value = load<f64>(slot + TABLE + (<usize>whole << 3)) * (1 + x * (0.125 * x - 0.5)) - ground
      }
      value = max<f64>(0, min<f64>(65535, value)) + 0.5
      const rounded = <i32>value
      const part = value - <f64>rounded
      if (part < doubt || part > 1 - doubt) {
        store<u32>(left + (<usize>found << 2), <u32>i)
        found++
      } else store<u16>(out + (i << 1), <u16>rounded)
    }
  }
  return found
}
