/** Kernels that need no model: the census of a photo and the pyramid step. */

/** Four pixels as four lanes R | G << 8 | B << 16. */
const WHOLE = i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1)
/** Four pixels with neighbours side by side, channel by channel: R0 R1 G0 G1 B0 B1 R2 R3 … */
const PAIRS = i8x16(0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11, -1, -1, -1, -1)
/** Two times six bytes, at 0 and at 8, moved together. */
const TOGETHER = i8x16(0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, -1, -1, -1, -1)

/** Pixels with R + G + B = 0 in the low half, those with a channel at 255 in the high half. */
export function census(rgb: usize, count: i32): i64 {
  const full = i8x16.splat(-1)
  const none = i32x4.splat(0)
  let black = none
  let clipped = none
  for (; count >= 6; count -= 4, rgb += 12) {
    const p = i8x16.swizzle(v128.load(rgb), WHOLE)
    // A lane of all-ones is -1.
    black = i32x4.sub(black, i32x4.eq(p, none))
    clipped = i32x4.sub(clipped, i32x4.ne(i8x16.eq(p, full), none))
  }
  let dark = i32x4.extract_lane(black, 0) + i32x4.extract_lane(black, 1) + i32x4.extract_lane(black, 2) + i32x4.extract_lane(black, 3)
  let bright = i32x4.extract_lane(clipped, 0) + i32x4.extract_lane(clipped, 1) + i32x4.extract_lane(clipped, 2) + i32x4.extract_lane(clipped, 3)
  for (; count > 0; count--, rgb += 3) {
    const R = load<u8>(rgb)
    const G = load<u8>(rgb, 1)
    const B = load<u8>(rgb, 2)
    dark += i32((R | G | B) == 0)
    bright += i32(R == 255 || G == 255 || B == 255)
  }
  return (<i64>bright << 32) | <i64>dark
}

/** Sums of 2 × 2 pixels, as 16-bit lanes: six channels (two pixels of RGB) from 12 bytes of each row. */
// @ts-ignore: decorator
@inline function boxes(top: usize, bottom: usize): v128 {
  return i16x8.add(
    i16x8.extadd_pairwise_i8x16_u(i8x16.swizzle(v128.load(top), PAIRS)),
    i16x8.extadd_pairwise_i8x16_u(i8x16.swizzle(v128.load(bottom), PAIRS)),
  )
}

/** A quarter of each lane, rounded half up. */
// @ts-ignore: decorator
@inline function quarter(sums: v128): v128 {
  return i16x8.shr_u(i16x8.add(sums, i16x8.splat(2)), 2)
}

/**
 * The mean of 2 × 2 pixels, rounded half up; an odd last row or column is paired with itself. Rows
 * [y0, y1) of the half-size picture at `out`. Writes no byte beyond a row: its neighbour may be another thread's.
 */
export function halve(source: usize, width: i32, height: i32, channels: i32, out: usize, y0: i32, y1: i32): void {
  const half = (width + 1) >> 1
  const stride = <usize>(width * channels)
  for (let y = y0; y < y1; y++) {
    let top = source + <usize>(2 * y) * stride
    let bottom = 2 * y + 1 < height ? top + stride : top
    let to = out + <usize>y * <usize>(half * channels)
    let left = width
    if (channels == 3) {
      for (; left >= 10; left -= 8, top += 24, bottom += 24, to += 12) {
        const bytes = i8x16.narrow_i16x8_u(quarter(boxes(top, bottom)), quarter(boxes(top + 12, bottom + 12)))
        const row = i8x16.swizzle(bytes, TOGETHER)
        v128.store64_lane(to, row, 0)
        v128.store32_lane(to, row, 2, 8)
      }
    } else {
      for (; left >= 16; left -= 16, top += 16, bottom += 16, to += 8) {
        const sums = i16x8.add(i16x8.extadd_pairwise_i8x16_u(v128.load(top)), i16x8.extadd_pairwise_i8x16_u(v128.load(bottom)))
        const bytes = quarter(sums)
        v128.store64_lane(to, i8x16.narrow_i16x8_u(bytes, bytes), 0)
      }
    }
    for (; left > 0; left -= 2) {
      const next = <usize>(left > 1 ? channels : 0)
      for (let c = 0; c < channels; c++, top++, bottom++, to++) {
        store<u8>(to, (<u32>load<u8>(top) + load<u8>(top + next) + load<u8>(bottom) + load<u8>(bottom + next) + 2) >> 2)
      }
      top += next
      bottom += next
    }
  }
}
