/** What every kernel does with pixels: channels of four into lanes, lanes of sixteen into bytes. */

/** Four interleaved pixels are 12 bytes; these pick one channel into four zero-extended lanes. */
const RED = i8x16(0, -1, -1, -1, 3, -1, -1, -1, 6, -1, -1, -1, 9, -1, -1, -1)
const GREEN = i8x16(1, -1, -1, -1, 4, -1, -1, -1, 7, -1, -1, -1, 10, -1, -1, -1)
const BLUE = i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1)

/**
 * Sixteen pixels are 48 bytes, and the last load of four reads 4 bytes more. A block is taken only
 * where that many pixels are left, so that nothing is read past the end.
 */
export const BLOCK: i32 = 16
export const BLOCK_NEEDS: i32 = 18

// @ts-ignore: decorator
@inline export function red4(p: v128): v128 {
  return i8x16.swizzle(p, RED)
}

// @ts-ignore: decorator
@inline export function green4(p: v128): v128 {
  return i8x16.swizzle(p, GREEN)
}

// @ts-ignore: decorator
@inline export function blue4(p: v128): v128 {
  return i8x16.swizzle(p, BLUE)
}

/** R + G + B of four pixels, as float32: exact. */
// @ts-ignore: decorator
@inline export function sum4(p: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.add(i32x4.add(red4(p), green4(p)), blue4(p)))
}

/** Four times four lanes to sixteen bytes, signed: all-ones stays all-ones. */
// @ts-ignore: decorator
@inline export function packMasks(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

/** Four times four lanes of 0..255 to sixteen bytes. */
// @ts-ignore: decorator
@inline export function packBytes(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d))
}

/**
 * Sixteen pixels are three loads of 16 bytes; these pick one channel of them out of each load, so that the three parts
 * lie beside each other.
 */
// @ts-ignore: decorator
@inline export function red16(a: v128, b: v128, c: v128): v128 {
  return v128.or(
    v128.or(
      i8x16.swizzle(a, i8x16(0, 3, 6, 9, 12, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
      i8x16.swizzle(b, i8x16(-1, -1, -1, -1, -1, -1, 2, 5, 8, 11, 14, -1, -1, -1, -1, -1)),
    ),
    i8x16.swizzle(c, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 4, 7, 10, 13)),
  )
}

// @ts-ignore: decorator
@inline export function green16(a: v128, b: v128, c: v128): v128 {
  return v128.or(
    v128.or(
      i8x16.swizzle(a, i8x16(1, 4, 7, 10, 13, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
      i8x16.swizzle(b, i8x16(-1, -1, -1, -1, -1, 0, 3, 6, 9, 12, 15, -1, -1, -1, -1, -1)),
    ),
    i8x16.swizzle(c, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2, 5, 8, 11, 14)),
  )
}

// @ts-ignore: decorator
@inline export function blue16(a: v128, b: v128, c: v128): v128 {
  return v128.or(
    v128.or(
      i8x16.swizzle(a, i8x16(2, 5, 8, 11, 14, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
      i8x16.swizzle(b, i8x16(-1, -1, -1, -1, -1, 1, 4, 7, 10, 13, -1, -1, -1, -1, -1, -1)),
    ),
    i8x16.swizzle(c, i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 3, 6, 9, 12, 15)),
  )
}
