/** What the parts of the guided filter (guided.ts) share: where all lies in the slot, and pixels and bits from there. */
import { COLUMNS } from './guided-sums'

/** Words of a strip, and of what windows of windows see beside it: of a radius up to 19, two to both sides. */
export const STRIP = 8
export const WORDS = 12

/** The slot's layout, beside guided-sums.ts: the task; 32 pixels of rows that end; of each column, the sums of a and b. */
export const BITS: usize = 0
export const RGB: usize = 4
export const WIDTH: usize = 8
export const HEIGHT: usize = 12
export const RADIUS: usize = 16
export const MIDDLE: usize = 64
export const SPARE: usize = 192
export const OLD_SPARE: usize = 320
export const BOTH: usize = 19_200
/** Of each word: the row its sums are around; what is near; whether a and b, and whether pixels are worked out. */
export const SUMMED: usize = 25_344
export const BOTH_SUMMED: usize = 25_408
export const NEAR: usize = 25_600
export const FAR: usize = 25_616
/** Rows of a and b, one more than a window has; of each of their words, where they are: in the row, or one of two constants. */
export const PLACES: usize = 25_664
export const ROWS: usize = 27_712
export const ROW: usize = COLUMNS * 16
export const GROUND: usize = 286_720
export const MASK: usize = 287_232
/** Of the last rows, what any and what all of the rows around have; and of two of them together. */
export const SEEN: usize = 288_000
export const ANY: usize = 294_720
export const ALL: usize = 294_784

/** Where 32 pixels of a word of a row are, or a copy of them that goes on with the middle grey, which counts for nothing. */
export function pixelsOf(slot: usize, i: i32, y: i32, spare: usize): usize {
  const width = load<i32>(slot, WIDTH)
  const at = <usize>load<i32>(slot, RGB) + (<usize>y * <usize>width + <usize>(i << 5)) * 3
  const pixels = width - (i << 5)
  // With the last four, bytes of the next ones are read.
  if (pixels > 33 || (pixels >= 32 && y + 1 < load<i32>(slot, HEIGHT))) return at
  memory.fill(slot + spare, 128, 112)
  memory.copy(slot + spare, at, <usize>min(32, pixels) * 3)
  return slot + spare
}

// @ts-ignore: decorator
@inline export function wordOf(slot: usize, i: i32, y: i32): i32 {
  const words = (load<i32>(slot, WIDTH) + 31) >>> 5
  return load<i32>(<usize>load<i32>(slot, BITS) + (<usize>(y * words + i) << 2))
}
