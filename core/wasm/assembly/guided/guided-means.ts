/** The last part of the guided filter (guided.ts): the means of a and b over windows, and the pixels from them. */
import { lookFar } from './guided-looks'
import { STRIP, WIDTH, HEIGHT, RADIUS, SPARE, BOTH, BOTH_SUMMED, FAR, PLACES, GROUND, pixelsOf, wordOf } from './guided-slot'
import { INVERSES, grey4, high2 } from './guided-sums'

/** Where a and b of word k of row c are. */
// @ts-ignore: decorator
@inline function placeOf(slot: usize, radius: i32, k: i32, c: i32): usize {
  return load<i32>(slot + PLACES + <usize>(c % (2 * radius + 2)) * 48 + (<usize>k << 2))
}

/** Of 32 columns: adds a and b of a row, and takes those of another away. */
function slideBoth(sums: usize, from: usize, old: usize): void {
  for (const end = sums + 512; sums < end; sums += 16, from += 16, old += 16) {
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.sub(v128.load(from), v128.load(old))))
  }
}

/** Brings the sums of a and b of the columns of word k to the rows around y. */
function sumBoth(slot: usize, k: i32, y: i32): void {
  const height = load<i32>(slot, HEIGHT)
  const radius = load<i32>(slot, RADIUS)
  const known = slot + BOTH_SUMMED + (<usize>k << 2)
  const sums = slot + BOTH + (<usize>k << 9)
  const nothing = slot + GROUND
  const next = load<i32>(known) == y - 1
  store<i32>(known, y)
  if (!next) {
    memory.fill(sums, 0, 512)
    for (let c = max(0, y - radius); c <= min(height - 1, y + radius); c++) slideBoth(sums, placeOf(slot, radius, k, c), nothing)
    return
  }
  const from = y + radius < height ? placeOf(slot, radius, k, y + radius) : nothing
  const old = y - radius > 0 ? placeOf(slot, radius, k, y - radius - 1) : nothing
  if (from != old) slideBoth(sums, from, old)
}

/** The pixels of row y. */
export function writeRow(slot: usize, first: i32, y: i32, out: usize): void {
  const width = load<i32>(slot, WIDTH)
  const height = load<i32>(slot, HEIGHT)
  const radius = load<i32>(slot, RADIUS)
  const words = (width + 31) >>> 5
  lookFar(slot, first, y)
  const share = 65535 / <f64>(min(height, y + radius + 1) - max(0, y - radius))
  const last = words - 1 - (first - 2)
  let summed = 0
  let sum = f64x2.splat(0)
  for (let k = 2, end = min(2 + STRIP, last + 1); k < end; k++) {
    const i = first - 2 + k
    const to = out + ((<usize>y * <usize>width + <usize>(i << 5)) << 1)
    const pixels = min(32, width - (i << 5))
    if (load<u8>(slot + FAR + <usize>k) == 0) {
      memory.fill(to, wordOf(slot, i, y) & 1 ? 255 : 0, <usize>pixels << 1)
      continue
    }
    for (summed = max(summed, max(k - 1, 2 - first)); summed <= min(k + 1, last); summed++) sumBoth(slot, summed, y)
    const at = slot + BOTH + (<usize>k << 9)
    if (k == 2 || load<u8>(slot + FAR + <usize>k - 1) == 0) {
      sum = f64x2.splat(0)
      for (let from = at - (<usize>radius << 4), stop = at + (<usize>radius << 4); from <= stop; from += 16) sum = f64x2.add(sum, v128.load(from))
    }
    sum = writeWord(slot, <usize>k << 5, pixelsOf(slot, i, y, SPARE), radius, share, sum, to, pixels)
  }
}

/** 32 pixels from column `j` on. `sum`: a and b of the window of the first. Returns that of the one after the last. */
// @ts-ignore: decorator
@inline function writeWord(slot: usize, j: usize, rgb: usize, radius: usize, share: f64, sum: v128, to: usize, pixels: i32): v128 {
  const rows = f64x2.splat(share)
  let right = slot + BOTH + ((j + radius + 1) << 4)
  let left = slot + BOTH + ((j - radius) << 4)
  let inverse = slot + INVERSES + (j << 3)
  for (let k = 0; k < 32; k += 4) {
    const grey = grey4(v128.load(rgb))
    // Each of the four by one addition to the first: no long chain of them.
    const one = f64x2.sub(v128.load(right), v128.load(left))
    const two = f64x2.add(one, f64x2.sub(v128.load(right, 16), v128.load(left, 16)))
    const third = f64x2.sub(v128.load(right, 32), v128.load(left, 32))
    const four = f64x2.add(two, f64x2.add(third, f64x2.sub(v128.load(right, 48), v128.load(left, 48))))
    const low = filtered(sum, f64x2.add(sum, one), f64x2.convert_low_i32x4_s(grey), f64x2.mul(v128.load(inverse), rows))
    const high = filtered(
      f64x2.add(sum, two),
      f64x2.add(sum, f64x2.add(two, third)),
      f64x2.convert_low_i32x4_s(high2(grey)),
      f64x2.mul(v128.load(inverse, 16), rows),
    )
    sum = f64x2.add(sum, four)
    // Cut off at both ends.
    const whole = i16x8.narrow_i32x4_u(i64x2.shuffle(low, high, 0, 2), low)
    if (k + 4 <= pixels) v128.store64_lane(to, whole, 0)
    else for (let p = k; p < pixels; p++) store<u16>(to + (<usize>(p - k) << 1), <u16>(i64x2.extract_lane(whole, 0) >>> ((p - k) << 4)))
    right += 64
    left += 64
    inverse += 32
    rgb += 12
    to += 8
  }
  return sum
}

/** Two pixels, rounded to whole numbers, halves up. */
// @ts-ignore: decorator
@inline function filtered(first: v128, second: v128, grey: v128, share: v128): v128 {
  const a = i64x2.shuffle(first, second, 0, 2)
  const b = i64x2.shuffle(first, second, 1, 3)
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(a, grey), b), share), f64x2.splat(0.5)))
}
