/**
 * Whole-number sums of a patch by R + G + B, see ../chromaticity-sums.ts. Two vectors a sum: (pixels, R, G, 0) and
 * (R², G², R·G, 0) in u32, gathered into float64 before they can overflow.
 */

/** 65,536 · 255² is the most that fits into 32 bits. */
const RUN: i32 = 65536
const SUMS: i32 = 766
/** Cells of a sum in the result: pixels, ΣR, ΣG, ΣR², ΣG², ΣRG. */
const CELLS: usize = 6

// @ts-ignore: decorator
@inline function addTo(at: usize, R: i32, G: i32): void {
  const first = i32x4.replace_lane(i32x4.replace_lane(i32x4(1, 0, 0, 0), 1, R), 2, G)
  const second = i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(0), 0, R * R), 1, G * G), 2, R * G)
  v128.store(at, i32x4.add(v128.load(at), first))
  v128.store(at, i32x4.add(v128.load(at, 16), second), 16)
}

/** Moves the u32 sums of `table` to the float64 cells at `sums`, and clears them. */
function gather(table: usize, sums: usize): void {
  for (let sum = 0; sum < SUMS; sum++, table += 32, sums += CELLS * 8) {
    if (load<u32>(table) == 0) continue
    store<f64>(sums, load<f64>(sums) + <f64>load<u32>(table))
    store<f64>(sums, load<f64>(sums, 8) + <f64>load<u32>(table, 4), 8)
    store<f64>(sums, load<f64>(sums, 16) + <f64>load<u32>(table, 8), 16)
    store<f64>(sums, load<f64>(sums, 24) + <f64>load<u32>(table, 16), 24)
    store<f64>(sums, load<f64>(sums, 32) + <f64>load<u32>(table, 20), 32)
    store<f64>(sums, load<f64>(sums, 40) + <f64>load<u32>(table, 24), 40)
    v128.store(table, i32x4.splat(0))
    v128.store(table, i32x4.splat(0), 16)
  }
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
  let clipped = 0
  let room = RUN
  for (let y = 0; y < h; y++, rgb += <usize>stride * 3) {
    let at = rgb
    for (let left = w; left > 0; ) {
      const run = min(left, room)
      for (let i = 0; i < run; i++, at += 3) {
        const R = <i32>load<u8>(at)
        const G = <i32>load<u8>(at, 1)
        const B = <i32>load<u8>(at, 2)
        const sum = R + G + B
        const greatest = max(max(R, G), B)
        const kept = i32(sum >= minimumSum) & i32(greatest - min(min(R, G), B) >= minimumSpread) & i32(greatest <= most)
        if (kept | i32(sum == 0)) {
          addTo(table + (<usize>sum << 5), R, G)
          clipped += i32(greatest == 255)
        }
      }
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
