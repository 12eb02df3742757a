/**
 * Connected regions of a mask of bits, by runs: each row is cut into its runs of pixels, runs that
 * touch are joined by union-find (Rosenfeld & Pfaltz's two passes, over runs rather than pixels: a photo's mask
 * has some hundred times fewer). A run is known by its number in reading order, so the root of a region, its
 * smallest number, is its first run and does not depend on how the rows were shared out.
 *
 * Blocks of rows are joined apart by any thread, then the blocks along their borders by one.
 */
import { fillRun, popcount, tailOf, wordsOf } from './bit-mask'
import type { BitMask } from './morphology'

/** Rows of a block: long enough that its borders cost little, short enough that threads end together. */
export const BLOCK_ROWS = 128

export const blocksOf = (height: number): number => Math.ceil(height / BLOCK_ROWS)

export interface RunTable extends BitMask {
  /** Runs of the background instead (holes). */
  readonly inverted: boolean
  /** Runs that touch by a corner belong together: 8-neighbourhood; else 4. */
  readonly diagonal: boolean
  /** height + 1 entries: the number of the first run of each row, and the number of all. */
  readonly rowStarts: Int32Array
  /** An entry a run: the run that it was joined to; itself at a root. */
  readonly parents: Int32Array
  /** An entry a run: its pixels; after `joinBlocks`, at a root, those of its region. */
  readonly areas: Int32Array
}

/** Runs in the row: counts the pixels whose left neighbour is not one. */
export function countRuns({ bits, width }: BitMask, inverted: boolean, y: number): number {
  const words = wordsOf(width)
  const flip = inverted ? -1 : 0
  let runs = 0
  let carry = 0
  for (let i = 0, at = y * words; i < words; i++, at++) {
    let word = bits[at]! ^ flip
    if (i === words - 1) word &= tailOf(width)
    if (word !== 0) runs += popcount(word & ~((word << 1) | carry))
    carry = word >>> 31
  }
  return runs
}

/** Writes [start, end) of each run of row y to `runs`, pairs from its start; returns how many runs there are. */
export function runsOfRow({ bits, width }: BitMask, inverted: boolean, y: number, runs: Int32Array): number {
  const words = wordsOf(width)
  const flip = inverted ? -1 : 0
  let found = 0
  let inside = false
  for (let i = 0, at = y * words; i < words; i++, at++) {
    let word = bits[at]! ^ flip
    if (i === words - 1) word &= tailOf(width)
    // Bits where the row changes from what it was before.
    let changes = inside ? ~word : word
    while (changes !== 0) {
      const bit = 31 - Math.clz32(changes & -changes)
      runs[found++] = i * 32 + bit
      inside = !inside
      changes = (inside ? ~word : word) & (-1 << bit)
    }
  }
  if (inside) runs[found++] = width
  return found >> 1
}

/** Room for the runs of one row. */
export const runBuffer = (width: number): Int32Array => new Int32Array(width + 2)

export function find(parents: Int32Array, run: number): number {
  while (parents[run] !== run) run = parents[run] = parents[parents[run]!]!
  return run
}

function join(parents: Int32Array, a: number, b: number): void {
  const first = find(parents, a)
  const second = find(parents, b)
  if (first < second) parents[second] = first
  else parents[first] = second
}

/** Joins the runs of two neighbouring rows: `a` holds `counted` of the upper one, whose first is number `firstA`. */
function joinRows(
  parents: Int32Array,
  reach: number,
  a: Int32Array,
  countA: number,
  firstA: number,
  b: Int32Array,
  countB: number,
  firstB: number,
): void {
  for (let i = 0, j = 0; i < countA && j < countB;) {
    const [endA, endB] = [a[2 * i + 1]!, b[2 * j + 1]!]
    if (a[2 * i]! < endB + reach && endA + reach > b[2 * j]!) join(parents, firstA + i, firstB + j)
    // A gap follows each run, so the one that ends first can touch nothing further on, not by a corner either.
    if (endA <= endB) i++
    if (endB <= endA) j++
  }
}

/** Joins the runs inside of block `block`; its parents and areas are written here. */
export function joinBlock(table: RunTable, block: number): void {
  const { width, height, inverted, diagonal, rowStarts, parents, areas } = table
  const y0 = block * BLOCK_ROWS
  const y1 = Math.min(height, y0 + BLOCK_ROWS)
  let above = runBuffer(width)
  let here = runBuffer(width)
  let countAbove = 0
  for (let y = y0; y < y1; y++) {
    const count = runsOfRow(table, inverted, y, here)
    const first = rowStarts[y]!
    for (let i = 0; i < count; i++) {
      parents[first + i] = first + i
      areas[first + i] = here[2 * i + 1]! - here[2 * i]!
    }
    if (y > y0) joinRows(parents, diagonal ? 1 : 0, above, countAbove, rowStarts[y - 1]!, here, count, first)
    ;[above, here] = [here, above]
    countAbove = count
  }
}

/** Joins the blocks along their borders, then points every run at its root and adds its area up there. Returns how many regions there are. */
export function joinBlocks(table: RunTable): number {
  const { width, height, inverted, diagonal, rowStarts, parents, areas } = table
  const above = runBuffer(width)
  const here = runBuffer(width)
  for (let y = BLOCK_ROWS; y < height; y += BLOCK_ROWS) {
    const countAbove = runsOfRow(table, inverted, y - 1, above)
    const count = runsOfRow(table, inverted, y, here)
    joinRows(parents, diagonal ? 1 : 0, above, countAbove, rowStarts[y - 1]!, here, count, rowStarts[y]!)
  }
  // A parent's number is never greater than the run's own, so one pass in order suffices.
  const all = rowStarts[height]!
  let regions = 0
  for (let run = 0; run < all; run++) {
    const root = (parents[run] = parents[parents[run]!]!)
    if (root === run) regions++
    else areas[root]! += areas[run]!
  }
  return regions
}

/** The `keep` largest regions stay, the first in reading order where areas are equal; the areas of the others become 0. */
export function keepLargest({ height, rowStarts, parents, areas }: RunTable, keep: number): void {
  const roots: number[] = []
  for (let run = 0; run < rowStarts[height]!; run++) if (parents[run] === run) roots.push(run)
  if (roots.length <= keep) return
  roots.sort((a, b) => areas[b]! - areas[a]! || a - b)
  for (const root of roots.slice(keep)) areas[root] = 0
}

/**
 * Rows [y0, y1) of the mask without the regions of fewer than `minimum` pixels: cleared where they are objects,
 * filled where they are holes (`inverted`). `out` has the mask's layout.
 */
export function filterRows(table: RunTable, minimum: number, out: Int32Array, y0: number, y1: number): void {
  const { bits, width, inverted, rowStarts, parents, areas } = table
  const words = wordsOf(width)
  const runs = runBuffer(width)
  out.set(bits.subarray(y0 * words, y1 * words), y0 * words)
  for (let y = y0; y < y1; y++) {
    const first = rowStarts[y]!
    let wanted = false
    const end = rowStarts[y + 1]!
    for (let run = first; run < end && !wanted; run++) wanted = areas[parents[run]!]! < minimum
    if (!wanted) continue
    const count = runsOfRow(table, inverted, y, runs)
    for (let i = 0; i < count; i++) {
      if (areas[parents[first + i]!]! < minimum) fillRun(out, y * words, runs[2 * i]!, runs[2 * i + 1]!, inverted)
    }
  }
}
