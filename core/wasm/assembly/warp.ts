/**
 * A photo seen through a move: ../warp.ts, bit for bit. Coordinates are float64 in the same order of operations, weights and
 * sums whole numbers, so both give the same bytes.
 */

/** The slot: the move's nine float64, then the table of weights, four int16 a phase. */
const TABLE: usize = 128

/** Four pixels of a row as int16 pairs (first, second) and (third, fourth) of R, G, B and nothing. */
const FIRST_TWO = i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1)
const LAST_TWO = i8x16(6, -1, 9, -1, 7, -1, 10, -1, 8, -1, 11, -1, -1, -1, -1, -1)

/** A row's four taps in 64ths of a byte: R, G, B, 0. */
// @ts-ignore: decorator
@inline function across(row: usize, w01: v128, w23: v128): v128 {
  const p = v128.load(row)
  const sum = i32x4.add(i32x4.dot_i16x8_s(i8x16.swizzle(p, FIRST_TWO), w01), i32x4.dot_i16x8_s(i8x16.swizzle(p, LAST_TWO), w23))
  return i32x4.shr_s(i32x4.add(sum, i32x4.splat(128)), 8)
}

// @ts-ignore: decorator
@inline function paired(a: v128, b: v128): v128 {
  return v128.or(v128.and(a, i32x4.splat(0xffff)), i32x4.shl(b, 16))
}

/** Near the border: taps beyond it are the nearest pixel. */
function atBorder(source: usize, width: i32, height: i32, ix: i32, iy: i32, wx: usize, wy: usize, out: usize): void {
  for (let channel: usize = 0; channel < 3; channel++) {
    let sum = 1 << 19
    for (let tap = 0; tap < 4; tap++) {
      const row = source + <usize>(max(0, min(height - 1, iy + tap - 1)) * width) * 3 + channel
      let h = 128
      for (let k = 0; k < 4; k++) h += <i32>load<i16>(wx + <usize>k * 2) * <i32>load<u8>(row + <usize>max(0, min(width - 1, ix + k - 1)) * 3)
      sum += (h >> 8) * <i32>load<i16>(wy + <usize>tap * 2)
    }
    store<u8>(out + channel, max(0, min(255, sum >> 20)))
  }
}

export function warp(
  source: usize,
  sourceWidth: i32,
  sourceHeight: i32,
  out: usize,
  covered: usize,
  width: i32,
  y0: i32,
  y1: i32,
  slot: usize,
): void {
  const a = load<f64>(slot)
  const b = load<f64>(slot, 8)
  const c = load<f64>(slot, 16)
  const d = load<f64>(slot, 24)
  const e = load<f64>(slot, 32)
  const f = load<f64>(slot, 40)
  const g = load<f64>(slot, 48)
  const h = load<f64>(slot, 56)
  const i = load<f64>(slot, 64)
  const stride = <usize>sourceWidth * 3
  const right = <f64>(sourceWidth - 1)
  const bottom = <f64>(sourceHeight - 1)
  // A load takes 16 bytes, four more than its taps.
  const deepX = sourceWidth - 4
  const deepY = sourceHeight - 2
  for (let y = y0; y < y1; y++) {
    let nx: f64 = 0
    let ny: f64 = 0
    let nw: f64 = 0
    let to = out + <usize>y * <usize>width * 3
    let cover = covered + <usize>y * <usize>width
    for (let x = 0; x < width; x++) {
      if ((x & 255) == 0) {
        nx = a * <f64>x + b * <f64>y + c
        ny = d * <f64>x + e * <f64>y + f
        nw = g * <f64>x + h * <f64>y + i
      }
      const k = 1 / nw
      let sx = nx * k
      let sy = ny * k
      const inside = nw > 0 && sx >= -1e-6 && sy >= -1e-6 && sx <= right + 1e-6 && sy <= bottom + 1e-6
      store<u8>(cover, inside ? 255 : 0)
      if (!inside) {
        sx = nw > 0 ? max(0, min(right, sx)) : 0
        sy = nw > 0 ? max(0, min(bottom, sy)) : 0
      }
      const px = i32(sx * 1024 + 0.5)
      const py = i32(sy * 1024 + 0.5)
      const ix = px >> 10
      const iy = py >> 10
      const wx = slot + TABLE + (<usize>(px & 1023) << 3)
      const wy = slot + TABLE + (<usize>(py & 1023) << 3)
      if (ix >= 1 && iy >= 1 && ix < deepX && iy < deepY) {
        const w01 = v128.load32_splat(wx)
        const w23 = v128.load32_splat(wx, 4)
        const row = source + <usize>(iy - 1) * stride + <usize>(ix - 1) * 3
        const upper = paired(across(row, w01, w23), across(row + stride, w01, w23))
        const lower = paired(across(row + stride * 2, w01, w23), across(row + stride * 3, w01, w23))
        const sum = i32x4.add(
          i32x4.add(i32x4.dot_i16x8_s(upper, v128.load32_splat(wy)), i32x4.dot_i16x8_s(lower, v128.load32_splat(wy, 4))),
          i32x4.splat(1 << 19),
        )
        const words = i16x8.narrow_i32x4_s(i32x4.shr_s(sum, 20), sum)
        const bytes = i8x16.narrow_i16x8_u(words, words)
        const rgb = i32x4.extract_lane(bytes, 0)
        store<u16>(to, <u16>rgb)
        store<u8>(to, <u8>(rgb >> 16), 2)
      } else atBorder(source, sourceWidth, sourceHeight, ix, iy, wx, wy, to)
      nx += a
      ny += d
      nw += g
      to += 3
      cover++
    }
  }
}
