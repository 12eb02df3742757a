/** The cut-out, see ../cut-out.ts: sixteen pixels that are all in the mask, or all outside, go in a few moves. */

/** Four pixels of RGB to four of RGBA; the fourth byte is 0. */
const SPREAD = i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1)

/** Product of two coverages 0..255, rounded. */
// @ts-ignore: decorator
@inline function multiply(a: u32, b: u32): u32 {
  return (2 * a * b + 255) / 510
}

// @ts-ignore: decorator
@inline function coverOf(mask: usize, alpha: usize): u32 {
  return alpha ? multiply(load<u8>(mask), load<u8>(alpha)) : <u32>load<u8>(mask)
}

/** RGBA; where the mask is 0 all four bytes are. `alpha` 0: the photo has none. */
export function cutOut(rgb: usize, mask: usize, alpha: usize, out: usize, count: i32): void {
  const opaque = i32x4.splat(0xff000000)
  while (count > 0) {
    if (count >= 18) {
      const covers = v128.load(mask)
      const all = alpha ? v128.and(covers, v128.load(alpha)) : covers
      if (!v128.any_true(covers)) {
        const none = i32x4.splat(0)
        v128.store(out, none)
        v128.store(out, none, 16)
        v128.store(out, none, 32)
        v128.store(out, none, 48)
      } else if (i8x16.bitmask(i8x16.eq(all, i8x16.splat(-1))) == 0xffff) {
        v128.store(out, v128.or(i8x16.swizzle(v128.load(rgb), SPREAD), opaque))
        v128.store(out, v128.or(i8x16.swizzle(v128.load(rgb, 12), SPREAD), opaque), 16)
        v128.store(out, v128.or(i8x16.swizzle(v128.load(rgb, 24), SPREAD), opaque), 32)
        v128.store(out, v128.or(i8x16.swizzle(v128.load(rgb, 36), SPREAD), opaque), 48)
      } else {
        for (let i: usize = 0; i < 16; i++) cutOne(rgb + i * 3, coverOf(mask + i, alpha ? alpha + i : 0), out + i * 4)
      }
      count -= 16
      rgb += 48
      mask += 16
      if (alpha) alpha += 16
      out += 64
      continue
    }
    cutOne(rgb, coverOf(mask, alpha), out)
    count--
    rgb += 3
    mask++
    if (alpha) alpha++
    out += 4
  }
}

// @ts-ignore: decorator
@inline function cutOne(rgb: usize, cover: u32, out: usize): void {
  const colour = <u32>load<u8>(rgb) | (<u32>load<u8>(rgb, 1) << 8) | (<u32>load<u8>(rgb, 2) << 16)
  store<u32>(out, cover == 0 ? 0 : colour | (cover << 24))
}

/** behind + (front - behind) · cover / 255, rounded; 130050 keeps the dividend positive. */
// @ts-ignore: decorator
@inline function over(front: i32, behind: i32, cover: i32): u8 {
  return <u8>(behind - 255 + (2 * (front - behind) * cover + 255 + 130050) / 510)
}

/** RGB on a matte; `pattern`: 48 bytes, the matte sixteen times. `alpha` 0: the photo has none. */
export function cutOutOn(rgb: usize, mask: usize, alpha: usize, out: usize, count: i32, pattern: usize): void {
  const red = <i32>load<u8>(pattern)
  const green = <i32>load<u8>(pattern, 1)
  const blue = <i32>load<u8>(pattern, 2)
  while (count > 0) {
    let step = 1
    if (count >= 16) {
      step = 16
      const covers = v128.load(mask)
      const all = alpha ? v128.and(covers, v128.load(alpha)) : covers
      const none = !v128.any_true(covers)
      if (none || i8x16.bitmask(i8x16.eq(all, i8x16.splat(-1))) == 0xffff) {
        const from = none ? pattern : rgb
        v128.store(out, v128.load(from))
        v128.store(out, v128.load(from, 16), 16)
        v128.store(out, v128.load(from, 32), 32)
        step = 0
      }
    }
    for (let i: usize = 0; i < <usize>step; i++) {
      const cover = <i32>coverOf(mask + i, alpha ? alpha + i : 0)
      store<u8>(out + i * 3, over(<i32>load<u8>(rgb + i * 3), red, cover))
      store<u8>(out + i * 3, over(<i32>load<u8>(rgb + i * 3, 1), green, cover), 1)
      store<u8>(out + i * 3, over(<i32>load<u8>(rgb + i * 3, 2), blue, cover), 2)
    }
    const done = step == 0 ? 16 : step
    count -= done
    rgb += <usize>done * 3
    mask += <usize>done
    if (alpha) alpha += <usize>done
    out += <usize>done * 3
  }
}
