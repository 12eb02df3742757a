/** The pixel rule (../pixel-rule.ts) laid over a mask or a map: what it leaves out becomes 0. */
import { blue4, BLOCK_NEEDS, green4, packMasks, red4 } from './pixels'

// @ts-ignore: decorator
@inline function keep4(p: v128, sum: v128, spread: v128, most: v128): v128 {
  const R = red4(p)
  const G = green4(p)
  const B = blue4(p)
  const greatest = i32x4.max_u(i32x4.max_u(R, G), B)
  const least = i32x4.min_u(i32x4.min_u(R, G), B)
  const kept = v128.and(i32x4.ge_s(i32x4.add(i32x4.add(R, G), B), sum), i32x4.ge_s(i32x4.sub(greatest, least), spread))
  return v128.and(kept, i32x4.le_s(greatest, most))
}

/**
 * Sets to 0 the bytes at `plane` of the pixels with R + G + B < `minimumSum`, a spread < `minimumSpread` or
 * a channel > `most` (254 leaves out clipped ones). Returns how many bytes are not 0 afterwards.
 */
export function gate(rgb: usize, count: i32, plane: usize, minimumSum: i32, minimumSpread: i32, most: i32): i32 {
  const sum4 = i32x4.splat(minimumSum)
  const spread4 = i32x4.splat(minimumSpread)
  const most4 = i32x4.splat(most)
  const none = i8x16.splat(0)
  let left = 0
  for (; count >= BLOCK_NEEDS; count -= 16, rgb += 48, plane += 16) {
    const kept = packMasks(
      keep4(v128.load(rgb), sum4, spread4, most4),
      keep4(v128.load(rgb, 12), sum4, spread4, most4),
      keep4(v128.load(rgb, 24), sum4, spread4, most4),
      keep4(v128.load(rgb, 36), sum4, spread4, most4),
    )
    const bytes = v128.and(v128.load(plane), kept)
    v128.store(plane, bytes)
    left += popcnt(i8x16.bitmask(i8x16.ne(bytes, none)))
  }
  for (; count > 0; count--, rgb += 3, plane++) {
    const R = <i32>load<u8>(rgb)
    const G = <i32>load<u8>(rgb, 1)
    const B = <i32>load<u8>(rgb, 2)
    const greatest = max(max(R, G), B)
    const least = min(min(R, G), B)
    if (R + G + B < minimumSum || greatest - least < minimumSpread || greatest > most) store<u8>(plane, 0)
    left += i32(load<u8>(plane) != 0)
  }
  return left
}
