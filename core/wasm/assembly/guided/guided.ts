/**
 * The guided filter of a mask of bits, see ../guided.ts: running sums of columns in whole numbers, sums of windows from them,
 * their coefficients a and b, and running sums of those. Words of 32 pixels whose windows all see mask alone, or ground
 * alone, have a = 0 and b = the mask; none of their sums is brought along.
 */
import { lookNear } from './guided-looks'
import { writeRow } from './guided-means'
import { WORDS, BITS, RGB, WIDTH, HEIGHT, RADIUS, MIDDLE, SPARE, OLD_SPARE, SUMMED, NEAR, PLACES, ROWS, ROW, GROUND, MASK, pixelsOf, wordOf } from './guided-slot'
import { COLUMNS, INVERSES, SUM_I, WHITE, coefficients, slideColumns, sumLeft } from './guided-sums'
import { bitAt } from '../words'

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
