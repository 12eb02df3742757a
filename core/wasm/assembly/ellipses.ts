/**
 * The ellipses of a task as they lie in the scratch slot (written by ../simd-ellipses.ts), and their
 * distances: four pixels at once in float32, or one in float64 exactly as definition.ts has it.
 */
import { green4, red4 } from './pixels'

/** Header of the slot. */
export const LIMIT: usize = 0 // f64
export const ADDED: usize = 8 // i32
export const TOTAL: usize = 12 // i32
export const INNER: usize = 16 // f32, mask: certainly inside below this share of S²
export const OUTER: usize = 20 // f32, mask: certainly outside from this share of S² on
export const APART: usize = 24 // f32, by how much of S² an added and a subtracted distance must differ to be told apart
export const STEP_CLEAR: usize = 28 // f32, score: how far from a byte's middle, 0..0.5, a distance certainly is that byte
export const CUT_ABOVE: usize = 32 // f32, score: certainly in the mask above
export const CUT_BELOW: usize = 36 // f32, score: certainly not, up to here
export const CUT: usize = 40 // i32, 1..256
/** Models follow, the added ones first: six float64 (see ../ellipses.ts), then six float32. */
export const MODELS: usize = 64
export const MODEL_BYTES: usize = 80
export const QUICK: usize = 48

/**
 * S² · d² of four pixels, X² + Y² with X = x1·R + x2·G - x3·S, Y = y2·G - y3·S (the ellipse's
 * Cholesky factor): the differences are taken first, so what rounding is left is small beside σ.
 */
// @ts-ignore: decorator
@inline export function squared4(p: v128, s: v128, x1: v128, x2: v128, x3: v128, y2: v128, y3: v128, correlated: bool): v128 {
  let x = f32x4.sub(f32x4.mul(x1, f32x4.convert_i32x4_s(red4(p))), f32x4.mul(x3, s))
  if (correlated) x = f32x4.add(x, f32x4.mul(x2, f32x4.convert_i32x4_s(green4(p))))
  const y = f32x4.sub(f32x4.mul(y2, f32x4.convert_i32x4_s(green4(p))), f32x4.mul(y3, s))
  return f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y))
}

/** The least of S² · (d² + offset) over the models [from, to) of the slot, for four pixels. */
// @ts-ignore: decorator
@inline export function least4(p: v128, s: v128, slot: usize, from: i32, to: i32): v128 {
  const ss = f32x4.mul(s, s)
  let least = f32x4.splat(f32.MAX_VALUE)
  for (let m = from; m < to; m++) {
    const at = slot + MODELS + QUICK + <usize>m * MODEL_BYTES
    const q = squared4(
      p,
      s,
      v128.load32_splat(at),
      v128.load32_splat(at, 4),
      v128.load32_splat(at, 8),
      v128.load32_splat(at, 12),
      v128.load32_splat(at, 16),
      true,
    )
    least = f32x4.pmin(least, f32x4.add(q, f32x4.mul(ss, v128.load32_splat(at, 20))))
  }
  return least
}

/** definition.ts, distanceOfPatches, operation for operation; Infinity for black and where a subtracted patch is as near. */
export function exactDistance(rgb: usize, slot: usize): f64 {
  const R = <f64>load<u8>(rgb)
  const G = <f64>load<u8>(rgb, 1)
  const S = R + G + <f64>load<u8>(rgb, 2)
  if (S == 0) return Infinity
  const r = R / S
  const g = G / S
  const added = load<i32>(slot, ADDED)
  const total = load<i32>(slot, TOTAL)
  let least = Infinity
  for (let m = 0; m < total; m++) {
    const at = slot + MODELS + <usize>m * MODEL_BYTES
    const dr = r - load<f64>(at)
    const dg = g - load<f64>(at, 8)
    const d = load<f64>(at, 16) * dr * dr + load<f64>(at, 24) * dr * dg + load<f64>(at, 32) * dg * dg + load<f64>(at, 40)
    if (m < added) {
      if (d < least) least = d
    } else if (d <= least) return Infinity
  }
  return least
}
