/**
 * Cells of chromaticity, exact in float32. R · bins / S is a quotient of whole numbers: if it is not
 * whole itself it lies 1 / 765 or more from one, far beyond a rounding, so its floor is right. A whole
 * one lies on an edge, and to which side libraries put it depends on that edge alone. So a pixel has the key
 * 2 · floor + (1 on an edge), and the caller's table of keys says what numpy or OpenCV make of it.
 */
import { green4, red4, sum4 } from './pixels'

/** Keys of one channel of four pixels. Black has the key `black`. */
// @ts-ignore: decorator
@inline function keys4(channel: v128, s: v128, bins: v128, black: v128): v128 {
  const quotient = f32x4.div(f32x4.mul(f32x4.convert_i32x4_s(channel), bins), s)
  const floor = f32x4.floor(quotient)
  const edge = v128.and(f32x4.eq(floor, quotient), f32x4.splat(1))
  const key = f32x4.add(f32x4.add(floor, floor), edge)
  const known = v128.bitselect(black, key, f32x4.eq(s, f32x4.splat(0)))
  return i32x4.sub(f32x4.add(known, f32x4.splat(8388608)), i32x4.splat(0x4b000000))
}

/** Four pixels from memory that may end with them. */
// @ts-ignore: decorator
@inline function four(rgb: usize, count: i32): v128 {
  if (count >= 6) return v128.load(rgb)
  let p = i8x16.splat(0)
  if (count > 0) p = i8x16.replace_lane(i8x16.replace_lane(i8x16.replace_lane(p, 0, load<u8>(rgb)), 1, load<u8>(rgb, 1)), 2, load<u8>(rgb, 2))
  return p
}

// @ts-ignore: decorator
@inline function bump(at: usize): void {
  store<u32>(at, load<u32>(at) + 1)
}

/** Counts the keys of r at `r` and of g at `g` (u32 each); pixel 2 and 3 of four count `copy` bytes further on. */
export function countKeys(rgb: usize, count: i32, bins: i32, r: usize, g: usize, copy: usize): void {
  const bins4 = f32x4.splat(<f32>bins)
  const black = f32x4.splat(<f32>bins * 2 + 2)
  while (count > 0) {
    const p = four(rgb, count)
    const s = sum4(p)
    const R = keys4(red4(p), s, bins4, black)
    const G = keys4(green4(p), s, bins4, black)
    bump(r + ((<usize>i32x4.extract_lane(R, 0)) << 2))
    bump(g + ((<usize>i32x4.extract_lane(G, 0)) << 2))
    if (count < 6) {
      count--
      rgb += 3
      continue
    }
    bump(r + ((<usize>i32x4.extract_lane(R, 1)) << 2) + copy)
    bump(g + ((<usize>i32x4.extract_lane(G, 1)) << 2) + copy)
    bump(r + ((<usize>i32x4.extract_lane(R, 2)) << 2))
    bump(g + ((<usize>i32x4.extract_lane(G, 2)) << 2))
    bump(r + ((<usize>i32x4.extract_lane(R, 3)) << 2) + copy)
    bump(g + ((<usize>i32x4.extract_lane(G, 3)) << 2) + copy)
    count -= 4
    rgb += 12
  }
}

/** The cell of two keys: what the tables of i32 make of them, added; negative for none. */
// @ts-ignore: decorator
@inline function cellOf(r: i32, g: i32, ofR: usize, ofG: usize): i32 {
  return load<i32>(ofR + ((<usize>r) << 2)) + load<i32>(ofG + ((<usize>g) << 2))
}

// @ts-ignore: decorator
@inline function countCell(cell: i32, counts: usize): void {
  if (cell >= 0) bump(counts + ((<usize>cell) << 2))
}

/** Counts the cells (u32 each at `counts`) of the pixels that have one. */
export function countCells(rgb: usize, count: i32, bins: i32, ofR: usize, ofG: usize, counts: usize): void {
  const bins4 = f32x4.splat(<f32>bins)
  const black = f32x4.splat(<f32>bins * 2 + 2)
  while (count > 0) {
    const p = four(rgb, count)
    const s = sum4(p)
    const R = keys4(red4(p), s, bins4, black)
    const G = keys4(green4(p), s, bins4, black)
    countCell(cellOf(i32x4.extract_lane(R, 0), i32x4.extract_lane(G, 0), ofR, ofG), counts)
    if (count < 6) {
      count--
      rgb += 3
      continue
    }
    countCell(cellOf(i32x4.extract_lane(R, 1), i32x4.extract_lane(G, 1), ofR, ofG), counts)
    countCell(cellOf(i32x4.extract_lane(R, 2), i32x4.extract_lane(G, 2), ofR, ofG), counts)
    countCell(cellOf(i32x4.extract_lane(R, 3), i32x4.extract_lane(G, 3), ofR, ofG), counts)
    count -= 4
    rgb += 12
  }
}

// @ts-ignore: decorator
@inline function found(cell: i32, table: usize): u32 {
  return cell < 0 ? 0 : <u32>load<u8>(table + <usize>cell)
}

/** A byte per pixel from a table by cell, 0 where there is none; `out` 0 writes none. Returns how many are odd, as 255 is. */
export function lookUpCells(rgb: usize, count: i32, out: usize, bins: i32, ofR: usize, ofG: usize, table: usize): i32 {
  const bins4 = f32x4.splat(<f32>bins)
  const black = f32x4.splat(<f32>bins * 2 + 2)
  let odd = 0
  while (count > 0) {
    const p = four(rgb, count)
    const s = sum4(p)
    const R = keys4(red4(p), s, bins4, black)
    const G = keys4(green4(p), s, bins4, black)
    const a = found(cellOf(i32x4.extract_lane(R, 0), i32x4.extract_lane(G, 0), ofR, ofG), table)
    if (count < 6) {
      odd += a & 1
      if (out) store<u8>(out++, <u8>a)
      count--
      rgb += 3
      continue
    }
    const b = found(cellOf(i32x4.extract_lane(R, 1), i32x4.extract_lane(G, 1), ofR, ofG), table)
    const c = found(cellOf(i32x4.extract_lane(R, 2), i32x4.extract_lane(G, 2), ofR, ofG), table)
    const d = found(cellOf(i32x4.extract_lane(R, 3), i32x4.extract_lane(G, 3), ofR, ofG), table)
    const all = a | (b << 8) | (c << 16) | (d << 24)
    odd += popcnt(all & 0x01010101)
    if (out) {
      store<u32>(out, all)
      out += 4
    }
    count -= 4
    rgb += 12
  }
  return odd
}
