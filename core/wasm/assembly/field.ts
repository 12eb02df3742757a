/**
 * Scores from a row of a field (../../kernels/score-field.ts), four coefficients a pixel of the grid as one vector: a of R, G and
 * B, and b. float32 in the order that is written there.
 */

/** R, G and B of a pixel, and 1. */
// @ts-ignore: decorator
@inline function pixel(rgb: usize): v128 {
  const p = i32x4(<i32>load<u8>(rgb), <i32>load<u8>(rgb, 1), <i32>load<u8>(rgb, 2), 1)
  return f32x4.convert_i32x4_s(p)
}

/** a · (R, G, B) + b to the nearest byte. */
// @ts-ignore: decorator
@inline function score(coefficients: v128, rgb: usize): i32 {
  const products = f32x4.mul(coefficients, pixel(rgb))
  const pairs = f32x4.add(products, i8x16.shuffle(products, products, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7))
  const sum = f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
  return <i32>max<f32>(0, min<f32>(255, floor<f32>(sum + 0.5)))
}

/**
 * Scores of pixels `x` to `x + count` of a row, a byte each at `out`. One pixel of the grid has 2^`shift` pixels of the row; the last of
 * its `size` pixels stands once more behind them. `cut` 0 writes scores; above 0 a mask, 255 where score >= cut.
 * Returns how many have score >= cut. `out` 0 writes nothing.
 */
export function fieldRow(rgb: usize, x: i32, count: i32, row: usize, size: i32, shift: i32, cut: i32, out: usize): i32 {
  const whole = 1 << (shift + 1)
  const step: f32 = 1 / <f32>whole
  const last = (size - 1) << (shift + 1)
  let inside = 0
  let at = ((2 * x + 1) << 0) - (1 << shift)
  for (let i = 0; i < count; i++, rgb += 3, at += 2) {
    const place = max<i32>(0, min<i32>(last, at))
    const from = row + ((<usize>(place >> (shift + 1))) << 4)
    const share = <f32>(place & (whole - 1)) * step
    const first = v128.load(from)
    const coefficients = f32x4.add(first, f32x4.mul(f32x4.sub(v128.load(from, 16), first), f32x4.splat(share)))
    const value = score(coefficients, rgb)
    const belongs = i32(value >= cut)
    inside += belongs
    if (out) store<u8>(out + i, cut ? <u8>(0 - belongs) : <u8>value)
  }
  return inside
}
