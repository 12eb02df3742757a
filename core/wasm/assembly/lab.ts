/**
 * Squared distances of pixels from Gaussians in L*a*b*, see ../../scorers/lab/distances.ts. In float64, two lanes at a time; only the
 * cube root begins in float32. All else repeats the definition operation by operation, so the cube root alone makes the difference.
 */
import { blue4, green4, red4 } from './pixels'

/** The slot's layout: that of ../../scorers/lab/compiled.ts. The light of each byte is at 0. */
const ADDED: usize = 2048
const TOTAL: usize = 2052
/** How far two distances d² must be apart for the nearer to be certain: NEAR + SHARE · d². */
const NEAR: usize = 2056
const SHARE: usize = 2064
const MODELS: usize = 2080
const MODEL_BYTES: usize = 72

// @ts-ignore: decorator
@inline function light2(first: i32, second: i32, slot: usize): v128 {
  return v128.load64_lane(slot + (<usize>second << 3), v128.load64_zero(slot + (<usize>first << 3)), 1)
}

/** One row of scikit-image's matrix. */
// @ts-ignore: decorator
@inline function row2(r: v128, g: v128, b: v128, x: f64, y: f64, z: f64): v128 {
  return f64x2.add(f64x2.add(f64x2.mul(f64x2.splat(x), r), f64x2.mul(f64x2.splat(y), g)), f64x2.mul(f64x2.splat(z), b))
}

/**
 * Cube roots of four numbers, to 1e-4 of them. The bits of a float32 are nearly its logarithm: their third is a first guess
 * (to 0.04), which one step of Halley's betters to two thirds of its cube.
 */
// @ts-ignore: decorator
@inline function guess4(t: v128): v128 {
  const third = i32x4.trunc_sat_f32x4_s(f32x4.mul(f32x4.convert_i32x4_s(t), f32x4.splat(0.33333333)))
  const x = i32x4.add(third, i32x4.splat(709958130))
  const cube = f32x4.mul(f32x4.mul(x, x), x)
  return f32x4.div(f32x4.mul(x, f32x4.add(cube, f32x4.add(t, t))), f32x4.add(f32x4.add(cube, cube), t))
}

/** Another step of Halley's, in float64; below 0.008856 the straight line that L*a*b* has there. */
// @ts-ignore: decorator
@inline function compress2(t: v128, x: v128): v128 {
  const cube = f64x2.mul(f64x2.mul(x, x), x)
  const root = f64x2.div(f64x2.mul(x, f64x2.add(cube, f64x2.add(t, t))), f64x2.add(f64x2.add(cube, cube), t))
  const line = f64x2.add(f64x2.mul(f64x2.splat(7.787), t), f64x2.splat(16.0 / 116.0))
  return v128.bitselect(root, line, f64x2.gt(t, f64x2.splat(0.008856)))
}

// @ts-ignore: decorator
@inline function both4(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5)
}

// @ts-ignore: decorator
@inline function upper2(four: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3))
}

// @ts-ignore: decorator
@inline function term2(factor: v128, first: v128, second: v128): v128 {
  return f64x2.mul(f64x2.mul(factor, first), second)
}

/** d² of two pixels from one model: the mean, then LL, 2·La, 2·Lb, aa, 2·ab, bb. */
// @ts-ignore: decorator
@inline function squared2(at: usize, L: v128, a: v128, b: v128): v128 {
  const dL = f64x2.sub(L, v128.load64_splat(at))
  const da = f64x2.sub(a, v128.load64_splat(at, 8))
  const db = f64x2.sub(b, v128.load64_splat(at, 16))
  let sum = f64x2.add(term2(v128.load64_splat(at, 24), dL, dL), term2(v128.load64_splat(at, 32), dL, da))
  sum = f64x2.add(sum, term2(v128.load64_splat(at, 40), dL, db))
  sum = f64x2.add(sum, term2(v128.load64_splat(at, 48), da, da))
  sum = f64x2.add(sum, term2(v128.load64_splat(at, 56), da, db))
  return f64x2.add(sum, term2(v128.load64_splat(at, 64), db, db))
}

/** The least of the added models; Infinity where a subtracted one is certainly as near, NaN where that is too close to tell. */
// @ts-ignore: decorator
@inline function least2(fx: v128, fy: v128, fz: v128, slot: usize): v128 {
  const L = f64x2.sub(f64x2.mul(f64x2.splat(116), fy), f64x2.splat(16))
  const a = f64x2.mul(f64x2.splat(500), f64x2.sub(fx, fy))
  const b = f64x2.mul(f64x2.splat(200), f64x2.sub(fy, fz))
  const infinite = f64x2.splat(Infinity)
  let at = slot + MODELS
  const added = at + <usize>load<i32>(slot, ADDED) * MODEL_BYTES
  const end = at + <usize>load<i32>(slot, TOTAL) * MODEL_BYTES
  let least = infinite
  for (; at < added; at += MODEL_BYTES) least = f64x2.pmin(least, squared2(at, L, a, b))
  if (at == end) return least
  let against = infinite
  for (; at < end; at += MODEL_BYTES) against = f64x2.pmin(against, squared2(at, L, a, b))
  const gap = f64x2.add(v128.load64_splat(slot, NEAR), f64x2.mul(v128.load64_splat(slot, SHARE), least))
  const kept = f64x2.gt(against, f64x2.add(least, gap))
  const taken = f64x2.lt(against, f64x2.sub(least, gap))
  return v128.bitselect(least, v128.bitselect(infinite, f64x2.splat(NaN), taken), kept)
}

/** Writes the distances of four pixels. Reads 16 bytes. */
// @ts-ignore: decorator
@inline function four(p: v128, out: usize, slot: usize): void {
  const red = red4(p)
  const green = green4(p)
  const blue = blue4(p)
  const r0 = light2(i32x4.extract_lane(red, 0), i32x4.extract_lane(red, 1), slot)
  const g0 = light2(i32x4.extract_lane(green, 0), i32x4.extract_lane(green, 1), slot)
  const b0 = light2(i32x4.extract_lane(blue, 0), i32x4.extract_lane(blue, 1), slot)
  const r1 = light2(i32x4.extract_lane(red, 2), i32x4.extract_lane(red, 3), slot)
  const g1 = light2(i32x4.extract_lane(green, 2), i32x4.extract_lane(green, 3), slot)
  const b1 = light2(i32x4.extract_lane(blue, 2), i32x4.extract_lane(blue, 3), slot)
  const white = f64x2.splat(0.95047)
  const whiteZ = f64x2.splat(1.08883)
  const x0 = f64x2.div(row2(r0, g0, b0, 0.412453, 0.35758, 0.180423), white)
  const x1 = f64x2.div(row2(r1, g1, b1, 0.412453, 0.35758, 0.180423), white)
  const y0 = row2(r0, g0, b0, 0.212671, 0.71516, 0.072169)
  const y1 = row2(r1, g1, b1, 0.212671, 0.71516, 0.072169)
  const z0 = f64x2.div(row2(r0, g0, b0, 0.019334, 0.119193, 0.950227), whiteZ)
  const z1 = f64x2.div(row2(r1, g1, b1, 0.019334, 0.119193, 0.950227), whiteZ)
  const x = guess4(both4(x0, x1))
  const y = guess4(both4(y0, y1))
  const z = guess4(both4(z0, z1))
  const low = least2(
    compress2(x0, f64x2.promote_low_f32x4(x)),
    compress2(y0, f64x2.promote_low_f32x4(y)),
    compress2(z0, f64x2.promote_low_f32x4(z)),
    slot,
  )
  v128.store(out, low)
  v128.store(out, least2(compress2(x1, upper2(x)), compress2(y1, upper2(y)), compress2(z1, upper2(z)), slot), 16)
}

/** A float64 a pixel to `out`, which lies at a multiple of 8: room for `count` rounded up to four. */
export function labDistances(rgb: usize, count: i32, out: usize, slot: usize): void {
  for (; count >= 6; count -= 4, rgb += 12, out += 32) four(v128.load(rgb), out, slot)
  // The last few, without a byte read beyond them: they are gathered where their distances go.
  for (; count > 0; count -= 4, rgb += 12, out += 32) {
    const bytes = min(count, 4) * 3
    v128.store(out, i64x2.splat(0))
    for (let i = 0; i < bytes; i++) store<u8>(out + <usize>i, load<u8>(rgb + <usize>i))
    four(v128.load(out), out, slot)
  }
}
