/** A mask as bytes to look at, see ../mask-view.ts: the share of each block of `side` × `side` pixels that it covers. */
import { bitAt } from './words'
import { addBlocks } from './planes'

/** How many bits of a half byte are set. */
const HALF = i8x16(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4)
const EACH = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128)

/**
 * Rows [y0, y1) of a region of a level: `w` blocks from block x on, the first row of them block row y. `soft`: 16 bits a
 * pixel, else bits. `side` is a power of 2, at most 256. `sums`: room for 4 · w + 16 bytes.
 */
export function view(
  mask: usize,
  width: i32,
  height: i32,
  soft: i32,
  side: i32,
  x: i32,
  y: i32,
  w: i32,
  out: usize,
  y0: i32,
  y1: i32,
  sums: usize,
): void {
  const words = (width + 31) >>> 5
  for (let row = y0; row < y1; row++) {
    const to = out + <usize>row * <usize>w
    const top = (y + row) * side
    const bottom = min(height, top + side)
    if (soft == 0 && side == 1) {
      copyBits(mask, words, top, x, w, to)
      continue
    }
    // Blocks beyond the width's last whole one have fewer pixels.
    const whole = min(w, (width >> ctz(side)) - x)
    let first = 0
    if (soft == 0 && side == 4 && bottom - top == 4) first = quarter(mask, words, top, x, whole, to)
    memory.fill(sums + (<usize>first << 2), 0, <usize>(w - first) << 2)
    for (let from = top; from < bottom; from++) {
      if (soft != 0) {
        const at = mask + ((<usize>from * <usize>width + <usize>(x * side)) << 1)
        addBlocks(at, whole, side, sums)
        let rest: u32 = 0
        for (let k = whole * side; (x * side) + k < width && whole < w; k++) rest += load<u16>(at + (<usize>k << 1))
        if (whole < w) store<u32>(sums + (<usize>whole << 2), load<u32>(sums + (<usize>whole << 2)) + rest)
      } else addBits(mask + (<usize>(from * words) << 2), words, side, x, first, w, sums)
    }
    const each = soft != 0 ? 65_535 : 1
    finish(sums, first, whole, each * side * (bottom - top), to)
    if (whole < w) finish(sums, whole, w, each * (width - (x + whole) * side) * (bottom - top), to)
  }
}

/** 0 or 255 a pixel. */
function copyBits(mask: usize, words: i32, y: i32, x: i32, w: i32, to: usize): void {
  const row = mask + (<usize>(y * words) << 2)
  let i = 0
  // Four bytes are read for sixteen bits that begin anywhere in the first of them.
  for (; i + 16 <= w && ((x + i) >> 3) + 4 <= words << 2; i += 16) {
    const bits = load<u32>(row + <usize>((x + i) >> 3)) >>> ((x + i) & 7)
    const bytes = i8x16.swizzle(i32x4.splat(bits), i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1))
    v128.store(to + <usize>i, i8x16.eq(v128.and(bytes, EACH), EACH))
  }
  for (; i < w; i++) store<u8>(to + <usize>i, <u8>-bitAt(mask, words, x + i, y))
}

/** Blocks of 4 × 4, 32 at a time, as far as they begin with a byte. Returns how many were done. */
function quarter(mask: usize, words: i32, top: i32, x: i32, w: i32, to: usize): i32 {
  if ((x & 1) != 0) return 0
  const stride = <usize>words << 2
  const row = mask + <usize>top * stride + (<usize>x >> 1)
  const low = i8x16.splat(15)
  let i = 0
  for (; i + 32 <= w; i += 32) {
    let a = i8x16.splat(0)
    let b = a
    for (let at = row + (<usize>i >> 1), end = at + 4 * stride; at < end; at += stride) {
      const bits = v128.load(at)
      a = i8x16.add(a, i8x16.swizzle(HALF, v128.and(bits, low)))
      b = i8x16.add(b, i8x16.swizzle(HALF, i8x16.shr_u(bits, 4)))
    }
    v128.store(to + <usize>i, sixteenths(i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)))
    v128.store(to + <usize>i + 16, sixteenths(i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)))
  }
  return i
}

/** 0..16 to 0..255, rounded. */
// @ts-ignore: decorator
@inline function sixteenths(count: v128): v128 {
  const shares = i8x16(0, 16, 32, 48, 64, 80, 96, 112, -128, -113, -97, -81, -65, -49, -33, -17)
  return v128.or(i8x16.swizzle(shares, count), i8x16.eq(count, i8x16.splat(16)))
}

/** Adds how many bits of a row each of the blocks [first, w) from block x on has. */
function addBits(row: usize, words: i32, side: i32, x: i32, first: i32, w: i32, sums: usize): void {
  if (side >= 32) {
    const each = side >> 5
    for (let i = first; i < w; i++) {
      const at = sums + (<usize>i << 2)
      let sum = load<u32>(at)
      for (let j = (x + i) * each, end = min(words, j + each); j < end; j++) sum += popcnt(load<u32>(row + (<usize>j << 2)))
      store<u32>(at, sum)
    }
    return
  }
  const each = 32 / side
  const block = <u32>((1 << side) - 1)
  const shift = ctz(each)
  for (let i = first; i < w; ) {
    // Word by word: most hold nothing, and are passed over whole.
    const at = (x + i) & (each - 1)
    const end = min(w, i + each - at)
    let word = load<u32>(row + (<usize>((x + i) >> shift) << 2)) >>> (at * side)
    if (word == 0) {
      i = end
      continue
    }
    for (; i < end; i++, word >>>= side) {
      const to = sums + (<usize>i << 2)
      store<u32>(to, load<u32>(to) + popcnt(word & block))
    }
  }
}

/** The sums [from, to) of `full` at most as 0..255, rounded. */
function finish(sums: usize, from: i32, end: i32, full: u32, to: usize): void {
  for (let i = from; i < end; i++) {
    const sum = load<u32>(sums + (<usize>i << 2))
    store<u8>(to + <usize>i, sum == 0 ? 0 : sum == full ? 255 : <u8>(<i32>((255 * <f64>sum) / <f64>full + 0.5)))
  }
}
