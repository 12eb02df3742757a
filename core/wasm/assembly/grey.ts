/** Greys of two photos as dot products of whole numbers, see ../grey.ts. */
import { BLOCK_NEEDS, packBytes } from './pixels'

/** Four pixels as 16-bit pairs (R, G), and (B, 0). */
export const RED_GREEN = i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1)
export const BLUE_ALONE = i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1)

/** before - after of four pixels in units of 1 / 2,550,000. */
// @ts-ignore: decorator
@inline function difference4(before: usize, after: usize): v128 {
  const p = v128.load(before)
  const q = v128.load(after)
  const redGreen = i16x8.sub(i8x16.swizzle(p, RED_GREEN), i8x16.swizzle(q, RED_GREEN))
  const blue = i16x8.sub(i8x16.swizzle(p, BLUE_ALONE), i8x16.swizzle(q, BLUE_ALONE))
  return i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8(2125, 7154, 2125, 7154, 2125, 7154, 2125, 7154)),
    i32x4.dot_i16x8_s(blue, i16x8(721, 0, 721, 0, 721, 0, 721, 0)),
  )
}

export function greyDifference(before: usize, after: usize, count: i32, out: usize): void {
  for (; count >= 6; count -= 4, before += 12, after += 12, out += 16) v128.store(out, difference4(before, after))
  for (; count > 0; count--, before += 3, after += 3, out += 4) {
    const red = <i32>load<u8>(before) - <i32>load<u8>(after)
    const green = <i32>load<u8>(before, 1) - <i32>load<u8>(after, 1)
    const blue = <i32>load<u8>(before, 2) - <i32>load<u8>(after, 2)
    store<i32>(out, 2125 * red + 7154 * green + 721 * blue)
  }
}

/** OpenCV's 8-bit grey of four pixels. */
// @ts-ignore: decorator
@inline function grey4(rgb: usize): v128 {
  const p = v128.load(rgb)
  const redGreen = i32x4.dot_i16x8_s(i8x16.swizzle(p, RED_GREEN), i16x8(9798, 19235, 9798, 19235, 9798, 19235, 9798, 19235))
  const blue = i32x4.dot_i16x8_s(i8x16.swizzle(p, BLUE_ALONE), i16x8(3735, 0, 3735, 0, 3735, 0, 3735, 0))
  return i32x4.shr_u(i32x4.add(i32x4.add(redGreen, blue), i32x4.splat(16384)), 15)
}

// @ts-ignore: decorator
@inline function distance4(before: usize, after: usize): v128 {
  return i32x4.abs(i32x4.sub(grey4(before), grey4(after)))
}

function greyOne(rgb: usize): i32 {
  return (<i32>load<u8>(rgb) * 9798 + <i32>load<u8>(rgb, 1) * 19235 + <i32>load<u8>(rgb, 2) * 3735 + 16384) >> 15
}

export function greyDistance(before: usize, after: usize, count: i32, out: usize): void {
  for (; count >= BLOCK_NEEDS; count -= 16, before += 48, after += 48, out += 16) {
    const bytes = packBytes(
      distance4(before, after),
      distance4(before + 12, after + 12),
      distance4(before + 24, after + 24),
      distance4(before + 36, after + 36),
    )
    v128.store(out, bytes)
  }
  for (; count > 0; count--, before += 3, after += 3, out++) store<u8>(out, <u8>abs(greyOne(before) - greyOne(after)))
}
