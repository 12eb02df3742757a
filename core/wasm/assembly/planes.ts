/** Masks of bytes to bits, and what is counted and summed of soft ones. */

/** Rows [y0, y1) of a mask of bytes, 0 or 255, as bits; see ../bit-mask.ts. */
export function pack(bytes: usize, width: i32, out: usize, y0: i32, y1: i32): void {
  const words = (width + 31) >>> 5
  for (let y = y0; y < y1; y++) {
    let at = bytes + <usize>y * <usize>width
    let to = out + (<usize>(y * words) << 2)
    let left = width
    for (; left >= 32; left -= 32, at += 32, to += 4) {
      store<i32>(to, i8x16.bitmask(v128.load(at)) | (i8x16.bitmask(v128.load(at, 16)) << 16))
    }
    if (left == 0) continue
    let word = 0
    for (let bit = 0; bit < left; bit++) word |= <i32>(load<u8>(at + <usize>bit) >>> 7) << bit
    store<i32>(to, word)
  }
}

/** Rows [y0, y1) of 16 bits a pixel as bits: 1 where a value is more than half. */
export function harden(values: usize, width: i32, out: usize, y0: i32, y1: i32): void {
  const words = (width + 31) >>> 5
  for (let y = y0; y < y1; y++) {
    let at = values + ((<usize>y * <usize>width) << 1)
    let to = out + (<usize>(y * words) << 2)
    let left = width
    for (; left >= 32; left -= 32, at += 64, to += 4) {
      // As signed numbers, those above half are below 0.
      const low = i8x16.bitmask(i8x16.narrow_i16x8_s(v128.load(at), v128.load(at, 16)))
      store<i32>(to, low | (i8x16.bitmask(i8x16.narrow_i16x8_s(v128.load(at, 32), v128.load(at, 48))) << 16))
    }
    if (left == 0) continue
    let word = 0
    for (let bit = 0; bit < left; bit++) word |= <i32>(load<u16>(at + (<usize>bit << 1)) >>> 15) << bit
    store<i32>(to, word)
  }
}

/** How many of `count` values of 16 bits are more than half. */
export function countSoft(values: usize, count: i32): i32 {
  let found = 0
  for (; count >= 16; count -= 16, values += 32) {
    // As signed numbers, those above half are below 0.
    found += popcnt(i8x16.bitmask(i8x16.narrow_i16x8_s(v128.load(values), v128.load(values, 16))))
  }
  for (; count > 0; count--, values += 2) found += i32(load<u16>(values) > 32_767)
  return found
}

/** Adds to each of `count` sums (32 bits) the `side` values of 16 bits that stand for it, one after another. */
export function addBlocks(values: usize, count: i32, side: i32, sums: usize): void {
  if (side == 4) {
    for (; count >= 4; count -= 4, values += 32, sums += 16) {
      const a = i32x4.extadd_pairwise_i16x8_u(v128.load(values))
      const b = i32x4.extadd_pairwise_i16x8_u(v128.load(values, 16))
      const four = i32x4.add(i32x4.shuffle(a, b, 0, 2, 4, 6), i32x4.shuffle(a, b, 1, 3, 5, 7))
      v128.store(sums, i32x4.add(v128.load(sums), four))
    }
  }
  for (; count > 0; count--, sums += 4) {
    let sum = load<u32>(sums)
    let k = 0
    if (side >= 8) {
      let eight = i32x4.splat(0)
      for (; k < side; k += 8, values += 16) eight = i32x4.add(eight, i32x4.extadd_pairwise_i16x8_u(v128.load(values)))
      sum += i32x4.extract_lane(eight, 0) + i32x4.extract_lane(eight, 1) + i32x4.extract_lane(eight, 2) + i32x4.extract_lane(eight, 3)
    }
    for (; k < side; k++, values += 2) sum += load<u16>(values)
    store<u32>(sums, sum)
  }
}
