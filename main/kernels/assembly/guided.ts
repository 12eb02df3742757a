/**
 * The guided filter of a mask of bits, see ../guided.ts: running sums of columns in whole numbers, sums of windows from them,
 * their coefficients a and b, and running sums of those. Words of 32 pixels whose windows all see mask alone, or ground
 * alone, have a = 0 and b = the mask; none of their sums is brought along.
 */
import { COLUMNS, coefficients, grey4, high2, INVERSES, slideColumns, SUM_I, sumLeft, WHITE } from './guided-sums'
import { bitAt, reached, seenRows } from './words'

/** Words of a strip, and of what windows of windows see beside it: of a radius up to 19, two to both sides. */
export const STRIP = 8
const WORDS = 12

/** The slot's layout, beside guided-sums.ts: the task; 32 pixels of rows that end; of each column, the sums of a and b. */
const BITS: usize = 0
const RGB: usize = 4
const WIDTH: usize = 8
const HEIGHT: usize = 12
const RADIUS: usize = 16
const MIDDLE: usize = 64
const SPARE: usize = 192
const OLD_SPARE: usize = 320
const BOTH: usize = 19_200
/** Of each word: the row its sums are around; what is near; whether a and b, and whether pixels are worked out. */
const SUMMED: usize = 25_344
const BOTH_SUMMED: usize = 25_408
const NEAR: usize = 25_600
const FAR: usize = 25_616
/** Rows of a and b, one more than a window has; of each of their words, where they are: in the row, or one of two constants. */
const PLACES: usize = 25_664
const ROWS: usize = 27_712
const ROW: usize = COLUMNS * 16
const GROUND: usize = 286_720
const MASK: usize = 287_232
/** Of the last rows, what any and what all of the rows around have; and of two of them together. */
const SEEN: usize = 288_000
const ANY: usize = 294_720
const ALL: usize = 294_784

/**
 * The strip of words from `first` on into `out`, 16 bits a pixel of the whole mask. `rgb`: the whole photo.
 * `epsilon`: of a guide from 0 to 1.
 */
export function guidedBits(
  bits: usize,
  rgb: usize,
  width: i32,
  height: i32,
  radius: i32,
  epsilon: f64,
  out: usize,
  first: i32,
  slot: usize,
): void {
  memory.fill(slot, 0, ROWS)
  store<i32>(slot, <i32>bits, BITS)
  store<i32>(slot, <i32>rgb, RGB)
  store<i32>(slot, width, WIDTH)
  store<i32>(slot, height, HEIGHT)
  store<i32>(slot, radius, RADIUS)
  memory.fill(slot + MIDDLE, 128, 112)
  memory.fill(slot + SUMMED, 0x80, 128)
  memory.fill(slot + GROUND, 0, 512)
  for (let at = slot + MASK, end = at + 512; at < end; at += 16) v128.store(at, f64x2(0, 1))
  const left = (first - 2) << 5
  for (let j = 0; j < <i32>COLUMNS; j++) {
    const x = left + j
    const columns = min(width, x + radius + 1) - max(0, x - radius)
    store<f64>(slot + INVERSES + (<usize>j << 3), x < 0 || x >= width ? 0 : 1 / <f64>columns)
  }
  for (let c = 0; c < height + radius; c++) {
    if (c < height) solveRow(slot, first, c, epsilon * WHITE * WHITE)
    if (c >= radius) writeRow(slot, first, c - radius, out)
  }
}

/** Where it is kept what any of the rows within the radius of row c have; 64 bytes on, what all have. */
// @ts-ignore: decorator
@inline function seenAt(slot: usize, c: i32, radius: i32): usize {
  return slot + SEEN + <usize>((c % (2 * radius + 2)) << 7)
}

/** Finds out which words of row c have pixels that see other than mask alone or ground alone, within the radius. */
function lookNear(slot: usize, first: i32, c: i32): void {
  const width = load<i32>(slot, WIDTH)
  const radius = load<i32>(slot, RADIUS)
  const words = (width + 31) >>> 5
  const low = max(0, first - 2)
  const high = min(words, first - 2 + WORDS)
  const any = seenAt(slot, c, radius)
  seenRows(load<i32>(slot, BITS), words, width, load<i32>(slot, HEIGHT), c, radius, low, high, any, any + 64)
  for (let i = low; i < high; i++) {
    store<u8>(slot + NEAR + <usize>(i - first + 2), <u8>reached(any, any + 64, i - low, high - low, radius, 0, 32))
  }
}

/** The same within twice the radius of row y: what is seen from the rows a radius above and below it. */
function lookFar(slot: usize, first: i32, y: i32): void {
  const radius = load<i32>(slot, RADIUS)
  const words = (load<i32>(slot, WIDTH) + 31) >>> 5
  const low = max(0, first - 2)
  const high = min(words, first - 2 + WORDS)
  const above = seenAt(slot, max(0, y - radius), radius)
  const below = seenAt(slot, min(load<i32>(slot, HEIGHT) - 1, y + radius), radius)
  for (let at: usize = 0; at < 48; at += 16) {
    v128.store(slot + ANY + at, v128.or(v128.load(above + at), v128.load(below + at)))
    v128.store(slot + ALL + at, v128.and(v128.load(above + at, 64), v128.load(below + at, 64)))
  }
  for (let i = low; i < high; i++) {
    store<u8>(slot + FAR + <usize>(i - first + 2), <u8>reached(slot + ANY, slot + ALL, i - low, high - low, 2 * radius, 0, 32))
  }
}

/** a and b of row c. */
function solveRow(slot: usize, first: i32, c: i32, epsilon: f64): void {
  const width = load<i32>(slot, WIDTH)
  const height = load<i32>(slot, HEIGHT)
  const radius = load<i32>(slot, RADIUS)
  const words = (width + 31) >>> 5
  lookNear(slot, first, c)
  // There are columns beyond the end of the last word, of which nothing is to be summed.
  const last = words - 1 - (first - 2)
  if ((width & 31) != 0 && last < WORDS) store<u8>(slot + NEAR + <usize>last, 1)
  store<u8>(slot + NEAR, 0)
  store<u8>(slot + NEAR, 0, WORDS - 1)
  const row = slot + ROWS + <usize>(c % (2 * radius + 2)) * ROW
  const places = slot + PLACES + <usize>(c % (2 * radius + 2)) * 48
  const share = 1 / <f64>(min(height, c + radius + 1) - max(0, c - radius))
  let summed = 0
  for (let k = max(1, 2 - first), end = min(WORDS - 1, last + 1); k < end; k++) {
    if (load<u8>(slot + NEAR + <usize>k) == 0) {
      const flat = bitAt(load<i32>(slot, BITS), words, (first - 2 + k) << 5, c) ? MASK : GROUND
      store<i32>(places + (<usize>k << 2), <i32>(slot + flat))
      continue
    }
    // A run of words whose windows are worked out.
    const from = k
    for (; k < end && load<u8>(slot + NEAR + <usize>k) != 0; k++) {}
    for (summed = max(summed, max(from - 1, 2 - first)); summed <= min(k, last); summed++) sumColumns(slot, first, summed, c)
    sumLeft(slot, <usize>((from << 5) - radius) & ~3, <usize>((k << 5) + radius + 4) & ~3)
    for (let j = from; j < k; j++) {
      const to = row + (<usize>j << 9)
      coefficients(slot, <usize>j << 5, radius, share, epsilon, to)
      store<i32>(places + (<usize>j << 2), <i32>to)
    }
    k--
  }
}

/** Where 32 pixels of a word of a row are, or a copy of them that goes on with the middle grey, which counts for nothing. */
function pixelsOf(slot: usize, i: i32, y: i32, spare: usize): usize {
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
@inline function wordOf(slot: usize, i: i32, y: i32): i32 {
  const words = (load<i32>(slot, WIDTH) + 31) >>> 5
  return load<i32>(<usize>load<i32>(slot, BITS) + (<usize>(y * words + i) << 2))
}

/** Brings the sums of the columns of word k to the rows around c. */
function sumColumns(slot: usize, first: i32, k: i32, c: i32): void {
  const height = load<i32>(slot, HEIGHT)
  const radius = load<i32>(slot, RADIUS)
  const i = first - 2 + k
  const j = <usize>k << 5
  const known = slot + SUMMED + (<usize>k << 2)
  const next = load<i32>(known) == c - 1
  store<i32>(known, c)
  const nothing = slot + MIDDLE
  if (!next) {
    const at = slot + SUM_I + (j << 2)
    memory.fill(at, 0, 128)
    memory.fill(at + 1536, 0, 128)
    memory.fill(at + 3072, 0, 128)
    memory.fill(at + 4608 + (j << 2), 0, 256)
    for (let y = max(0, c - radius); y <= min(height - 1, c + radius); y++) {
      slideColumns(slot, j, pixelsOf(slot, i, y, SPARE), wordOf(slot, i, y), nothing, 0)
    }
    return
  }
  const below = c + radius < height
  const above = c - radius > 0
  slideColumns(
    slot,
    j,
    below ? pixelsOf(slot, i, c + radius, SPARE) : nothing,
    below ? wordOf(slot, i, c + radius) : 0,
    above ? pixelsOf(slot, i, c - radius - 1, OLD_SPARE) : nothing,
    above ? wordOf(slot, i, c - radius - 1) : 0,
  )
}

/** Where a and b of word k of row c are. */
// @ts-ignore: decorator
@inline function placeOf(slot: usize, radius: i32, k: i32, c: i32): usize {
  return load<i32>(slot + PLACES + <usize>(c % (2 * radius + 2)) * 48 + (<usize>k << 2))
}

/** Of 32 columns: adds a and b of a row, and takes those of another away. */
function slideBoth(sums: usize, from: usize, old: usize): void {
  for (const end = sums + 512; sums < end; sums += 16, from += 16, old += 16) {
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.sub(v128.load(from), v128.load(old))))
  }
}

/** Brings the sums of a and b of the columns of word k to the rows around y. */
function sumBoth(slot: usize, k: i32, y: i32): void {
  const height = load<i32>(slot, HEIGHT)
  const radius = load<i32>(slot, RADIUS)
  const known = slot + BOTH_SUMMED + (<usize>k << 2)
  const sums = slot + BOTH + (<usize>k << 9)
  const nothing = slot + GROUND
  const next = load<i32>(known) == y - 1
  store<i32>(known, y)
  if (!next) {
    memory.fill(sums, 0, 512)
    for (let c = max(0, y - radius); c <= min(height - 1, y + radius); c++) slideBoth(sums, placeOf(slot, radius, k, c), nothing)
    return
  }
  const from = y + radius < height ? placeOf(slot, radius, k, y + radius) : nothing
  const old = y - radius > 0 ? placeOf(slot, radius, k, y - radius - 1) : nothing
  if (from != old) slideBoth(sums, from, old)
}

/** The pixels of row y. */
function writeRow(slot: usize, first: i32, y: i32, out: usize): void {
  const width = load<i32>(slot, WIDTH)
  const height = load<i32>(slot, HEIGHT)
  const radius = load<i32>(slot, RADIUS)
  const words = (width + 31) >>> 5
  lookFar(slot, first, y)
  const share = 65535 / <f64>(min(height, y + radius + 1) - max(0, y - radius))
  const last = words - 1 - (first - 2)
  let summed = 0
  let sum = f64x2.splat(0)
  for (let k = 2, end = min(2 + STRIP, last + 1); k < end; k++) {
    const i = first - 2 + k
    const to = out + ((<usize>y * <usize>width + <usize>(i << 5)) << 1)
    const pixels = min(32, width - (i << 5))
    if (load<u8>(slot + FAR + <usize>k) == 0) {
      memory.fill(to, wordOf(slot, i, y) & 1 ? 255 : 0, <usize>pixels << 1)
      continue
    }
    for (summed = max(summed, max(k - 1, 2 - first)); summed <= min(k + 1, last); summed++) sumBoth(slot, summed, y)
    const at = slot + BOTH + (<usize>k << 9)
    if (k == 2 || load<u8>(slot + FAR + <usize>k - 1) == 0) {
      sum = f64x2.splat(0)
      for (let from = at - (<usize>radius << 4), stop = at + (<usize>radius << 4); from <= stop; from += 16) sum = f64x2.add(sum, v128.load(from))
    }
    sum = writeWord(slot, <usize>k << 5, pixelsOf(slot, i, y, SPARE), radius, share, sum, to, pixels)
  }
}

/** 32 pixels from column `j` on. `sum`: a and b of the window of the first. Returns that of the one after the last. */
// @ts-ignore: decorator
@inline function writeWord(slot: usize, j: usize, rgb: usize, radius: usize, share: f64, sum: v128, to: usize, pixels: i32): v128 {
  const rows = f64x2.splat(share)
  let right = slot + BOTH + ((j + radius + 1) << 4)
  let left = slot + BOTH + ((j - radius) << 4)
  let inverse = slot + INVERSES + (j << 3)
  for (let k = 0; k < 32; k += 4) {
    const grey = grey4(v128.load(rgb))
    // Each of the four by one addition to the first: no long chain of them.
    const one = f64x2.sub(v128.load(right), v128.load(left))
    const two = f64x2.add(one, f64x2.sub(v128.load(right, 16), v128.load(left, 16)))
    const third = f64x2.sub(v128.load(right, 32), v128.load(left, 32))
    const four = f64x2.add(two, f64x2.add(third, f64x2.sub(v128.load(right, 48), v128.load(left, 48))))
    const low = filtered(sum, f64x2.add(sum, one), f64x2.convert_low_i32x4_s(grey), f64x2.mul(v128.load(inverse), rows))
    const high = filtered(
      f64x2.add(sum, two),
      f64x2.add(sum, f64x2.add(two, third)),
      f64x2.convert_low_i32x4_s(high2(grey)),
      f64x2.mul(v128.load(inverse, 16), rows),
    )
    sum = f64x2.add(sum, four)
    // Cut off at both ends.
    const whole = i16x8.narrow_i32x4_u(i64x2.shuffle(low, high, 0, 2), low)
    if (k + 4 <= pixels) v128.store64_lane(to, whole, 0)
    else for (let p = k; p < pixels; p++) store<u16>(to + (<usize>(p - k) << 1), <u16>(i64x2.extract_lane(whole, 0) >>> ((p - k) << 4)))
    right += 64
    left += 64
    inverse += 32
    rgb += 12
    to += 8
  }
  return sum
}

/** Two pixels, rounded to whole numbers, halves up. */
// @ts-ignore: decorator
@inline function filtered(first: v128, second: v128, grey: v128, share: v128): v128 {
  const a = i64x2.shuffle(first, second, 0, 2)
  const b = i64x2.shuffle(first, second, 1, 3)
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.add(f64x2.mul(f64x2.add(f64x2.mul(a, grey), b), share), f64x2.splat(0.5)))
}
