/**
 * Whole-number sums of a patch by R + G + B, see ../chromaticity-sums.ts. Three words a sum, each the sums of several
 * numbers side by side: (pixels, R, G), (R², G²) and R·G. They are gathered into float64 before one can reach its neighbour.
 */

/** The most for which pixels fit into 16 bits, R and G into 24 and squares into 32. */
const RUN: i32 = 65535
const SUMS: i32 = 766
/** Bytes of a sum in the table: a power of two, for the sake of its address. */
const ENTRY: usize = 32
/** Cells of a sum in the result: pixels, ΣR, ΣG, ΣR², ΣG², ΣRG. */
const CELLS: usize = 6

// @ts-ignore: decorator
@inline function addTo(at: usize, R: i64, G: i64): void {
  store<i64>(at, load<i64>(at) + ((1 << 48) | (R << 24) | G))
  store<i64>(at, load<i64>(at, 8) + (((R * R) << 32) | (G * G)), 8)
  store<i64>(at, load<i64>(at, 16) + R * G, 16)
}

// @ts-ignore: decorator
@inline function add(cell: usize, value: u64): void {
  store<f64>(cell, load<f64>(cell) + <f64>value)
}

/** Moves the sums of `table` to the float64 cells at `sums`, and clears them. */
function gather(table: usize, sums: usize): void {
  for (let sum = 0; sum < SUMS; sum++, table += ENTRY, sums += CELLS * 8) {
    const first = load<u64>(table)
    if (first == 0) continue
    const squares = load<u64>(table, 8)
    add(sums, first >> 48)
    add(sums + 8, (first >> 24) & 0xffffff)
    add(sums + 16, first & 0xffffff)
    add(sums + 24, squares >> 32)
    add(sums + 32, squares & 0xffffffff)
    add(sums + 40, load<u64>(table, 16))
    store<u64>(table, 0)
    store<u64>(table, 0, 8)
    store<u64>(table, 0, 16)
  }
}

/** Every pixel of a run. Returns how many have a channel at 255. */
function addAll(rgb: usize, count: i32, table: usize): i32 {
  let clipped = 0
  for (const end = rgb + <usize>count * 3; rgb < end; rgb += 3) {
    const R = <i32>load<u8>(rgb)
    const G = <i32>load<u8>(rgb, 1)
    const B = <i32>load<u8>(rgb, 2)
    addTo(table + <usize>(R + G + B) * ENTRY, R, G)
    clipped += ((R + 1) | (G + 1) | (B + 1)) >> 8
  }
  return clipped
}

/** Those of a run that the rule keeps, and the black ones. Returns how many of them have a channel at 255. */
function addKept(rgb: usize, count: i32, minimumSum: i32, minimumSpread: i32, most: i32, table: usize): i32 {
  let clipped = 0
  for (const end = rgb + <usize>count * 3; rgb < end; rgb += 3) {
    const R = <i32>load<u8>(rgb)
    const G = <i32>load<u8>(rgb, 1)
    const B = <i32>load<u8>(rgb, 2)
    const sum = R + G + B
    const greatest = max(max(R, G), B)
    const kept = i32(sum >= minimumSum) & i32(greatest - min(min(R, G), B) >= minimumSpread) & i32(greatest <= most)
    if (!(kept | i32(sum == 0))) continue
    addTo(table + <usize>sum * ENTRY, R, G)
    clipped += i32(greatest == 255)
  }
  return clipped
}

/**
 * Adds the pixels with R + G + B >= `minimumSum`, a spread >= `minimumSpread` and no channel above `most` to the cells at `sums`;
 * black ones whatever the rule. `h` rows of `w` pixels, `stride` pixels apart. `table`: 766 · 32 bytes, zero before and after.
 * Returns how many of them have a channel at 255.
 */
export function chromaticitySums(
  rgb: usize,
  stride: i32,
  w: i32,
  h: i32,
  minimumSum: i32,
  minimumSpread: i32,
  most: i32,
  table: usize,
  sums: usize,
): i32 {
  const every = minimumSum <= 0 && minimumSpread <= 0 && most >= 255
  let clipped = 0
  let room = RUN
  for (let y = 0; y < h; y++, rgb += <usize>stride * 3) {
    let at = rgb
    for (let left = w; left > 0; ) {
      const run = min(left, room)
      clipped += every ? addAll(at, run, table) : addKept(at, run, minimumSum, minimumSpread, most, table)
      at += <usize>run * 3
      left -= run
      room -= run
      if (room == 0) {
        gather(table, sums)
        room = RUN
      }
    }
  }
  gather(table, sums)
  return clipped
}
