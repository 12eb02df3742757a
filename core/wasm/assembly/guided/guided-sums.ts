/**
 * The sums of the guided filter (guided.ts), four pixels at a time: of the guide I, of the mask P and of I · P in 32 bits,
 * which those of a window of 39 × 39 just fit into, and of I² in 64. The guide is scikit-image's grey in whole numbers, WHITE of them,
 * from the grey of a pixel of 128s on: that way sums are small.
 */

export const WHITE: f64 = 2_550_000
const MIDDLE: i32 = 1_280_000

/** The slot's layout: sums of columns, then of all columns to the left of one, and 1 / the columns of a window. */
export const COLUMNS: usize = 384
export const SUM_I: usize = 448
const SUM_P: usize = 1984
const SUM_IP: usize = 3520
const SUM_II: usize = 5056
const LEFT_I: usize = 8128
const LEFT_P: usize = 9728
const LEFT_IP: usize = 11_328
const LEFT_II: usize = 12_928
export const INVERSES: usize = 16_128

/** The grey of four pixels: 2125 R + 7154 G + 721 B, less MIDDLE. */
// @ts-ignore: decorator
@inline export function grey4(p: v128): v128 {
  const redGreen = i8x16.swizzle(p, i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1))
  const blue = i8x16.swizzle(p, i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1))
  const grey = i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8(2125, 7154, 2125, 7154, 2125, 7154, 2125, 7154)),
    i32x4.dot_i16x8_s(blue, i16x8(721, 0, 721, 0, 721, 0, 721, 0)),
  )
  return i32x4.sub(grey, i32x4.splat(MIDDLE))
}

/** Four bits as four lanes, -1 where set. */
// @ts-ignore: decorator
@inline function lanes4(bits: i32): v128 {
  const each = i32x4(1, 2, 4, 8)
  return i32x4.eq(v128.and(i32x4.splat(bits), each), each)
}

// @ts-ignore: decorator
@inline function add32(at: usize, value: v128): void {
  v128.store(at, i32x4.add(v128.load(at), value))
}

/** Of the 32 columns whose first is column `j`: adds a row's pixels and takes those of another away. */
export function slideColumns(slot: usize, j: usize, rgb: usize, bits: i32, oldRgb: usize, oldBits: i32): void {
  let at = slot + (j << 2)
  let wide = slot + SUM_II + (j << 3)
  for (let k = 0; k < 8; k++) {
    const here = grey4(v128.load(rgb))
    const old = grey4(v128.load(oldRgb))
    const inside = lanes4(bits)
    const wasInside = lanes4(oldBits)
    const gain = i32x4.sub(here, old)
    const sum = i32x4.add(here, old)
    add32(at + SUM_I, gain)
    // A lane that is set is -1.
    add32(at + SUM_P, i32x4.sub(wasInside, inside))
    add32(at + SUM_IP, i32x4.sub(v128.and(here, inside), v128.and(old, wasInside)))
    v128.store(wide, i64x2.add(v128.load(wide), i64x2.extmul_low_i32x4_s(gain, sum)))
    v128.store(wide, i64x2.add(v128.load(wide, 16), i64x2.extmul_high_i32x4_s(gain, sum)), 16)
    at += 16
    wide += 32
    rgb += 12
    oldRgb += 12
    bits >>>= 4
    oldBits >>>= 4
  }
}

/** Adds four columns up from the left, on top of `before` in all lanes. */
// @ts-ignore: decorator
@inline function left4(from: usize, to: usize, before: v128): v128 {
  const none = i32x4.splat(0)
  let sum = v128.load(from)
  sum = i32x4.add(sum, i32x4.shuffle(none, sum, 0, 4, 5, 6))
  sum = i32x4.add(i32x4.add(sum, i32x4.shuffle(none, sum, 0, 1, 4, 5)), before)
  v128.store(to, sum, 4)
  return i32x4.shuffle(sum, sum, 3, 3, 3, 3)
}

// @ts-ignore: decorator
@inline function left2(from: usize, to: usize, before: v128): v128 {
  let sum = v128.load(from)
  sum = i64x2.add(i64x2.add(sum, i64x2.shuffle(i64x2.splat(0), sum, 0, 2)), before)
  v128.store(to, sum, 8)
  return i64x2.shuffle(sum, sum, 1, 1)
}

/** Sums from column `from` on, a multiple of 4, up to `end`. What 32 bits do not hold cancels out in the windows. */
export function sumLeft(slot: usize, from: usize, end: usize): void {
  let i = i32x4.splat(0)
  let p = i
  let ip = i
  let ii = i
  store<i32>(slot + LEFT_I + (from << 2), 0)
  store<i32>(slot + LEFT_P + (from << 2), 0)
  store<i32>(slot + LEFT_IP + (from << 2), 0)
  store<i64>(slot + LEFT_II + (from << 3), 0)
  for (let j = from; j < end; j += 4) {
    const at = slot + (j << 2)
    const wide = slot + (j << 3)
    i = left4(at + SUM_I, at + LEFT_I, i)
    p = left4(at + SUM_P, at + LEFT_P, p)
    ip = left4(at + SUM_IP, at + LEFT_IP, ip)
    ii = left2(wide + SUM_II, wide + LEFT_II, ii)
    ii = left2(wide + SUM_II + 16, wide + LEFT_II + 16, ii)
  }
}

/** Whole numbers below 2^52 as float64: set into a number of a known exponent, which is taken off again. */
// @ts-ignore: decorator
@inline function float2(n: v128): v128 {
  const exponent = i64x2.splat(0x4330_0000_0000_0000)
  return f64x2.sub(v128.or(n, exponent), exponent)
}

// @ts-ignore: decorator
@inline function window4(at: usize, radius: usize): v128 {
  return i32x4.sub(v128.load(at + (radius << 2), 4), v128.load(at - (radius << 2)))
}

// @ts-ignore: decorator
@inline function window2(at: usize, radius: usize): v128 {
  return float2(i64x2.sub(v128.load(at + (radius << 3), 8), v128.load(at - (radius << 3))))
}

/** a and b of two windows, one after the other at `to`: definition in ../guided-definition.ts, a per step of the guide. */
// @ts-ignore: decorator
@inline function solve(i: v128, p: v128, ip: v128, ii: v128, share: v128, epsilon: v128, to: usize): void {
  const meanI = f64x2.mul(i, share)
  const meanP = f64x2.mul(p, share)
  const together = f64x2.sub(f64x2.mul(ip, share), f64x2.mul(meanI, meanP))
  const alone = f64x2.sub(f64x2.mul(ii, share), f64x2.mul(meanI, meanI))
  const a = f64x2.div(together, f64x2.add(alone, epsilon))
  const b = f64x2.sub(meanP, f64x2.mul(a, meanI))
  v128.store(to, i64x2.shuffle(a, b, 0, 2))
  v128.store(to, i64x2.shuffle(a, b, 1, 3), 16)
}

/** a and b of the 32 windows around the pixels from column `j` on. `share`: 1 / their rows; `epsilon`: in steps of the guide, squared. */
export function coefficients(slot: usize, j: usize, radius: usize, share: f64, epsilon: f64, to: usize): void {
  const rows = f64x2.splat(share)
  const steps = f64x2.splat(epsilon)
  for (const end = j + 32; j < end; j += 4, to += 64) {
    const at = slot + (j << 2)
    const wide = slot + (j << 3)
    const i = window4(at + LEFT_I, radius)
    const p = window4(at + LEFT_P, radius)
    const ip = window4(at + LEFT_IP, radius)
    solve(
      f64x2.convert_low_i32x4_s(i),
      f64x2.convert_low_i32x4_s(p),
      f64x2.convert_low_i32x4_s(ip),
      window2(wide + LEFT_II, radius),
      f64x2.mul(v128.load(wide + INVERSES), rows),
      steps,
      to,
    )
    solve(
      f64x2.convert_low_i32x4_s(high2(i)),
      f64x2.convert_low_i32x4_s(high2(p)),
      f64x2.convert_low_i32x4_s(high2(ip)),
      window2(wide + LEFT_II + 16, radius),
      f64x2.mul(v128.load(wide + INVERSES, 16), rows),
      steps,
      to + 32,
    )
  }
}

// @ts-ignore: decorator
@inline export function high2(n: v128): v128 {
  return i64x2.shuffle(n, n, 1, 1)
}
