/**
 * What is measured of each object of a mask, in one pass over its runs. Everything is a whole number until the end,
 * so nothing depends on order: sums of coordinates and colours, and counts of the three kinds of step
 * that the perimeter is made of.
 *
 * Perimeter: skimage.measure.perimeter, neighbourhood 4 (Benkrid & Crookes): a border pixel is one with a 4-neighbour outside;
 * by its own neighbours on the border it stands for a step of 1, of √2, or of half of each.
 * Area with holes: an object, and all that lies inside of it, counts as one; found from which ground each
 * object's first pixel touches on its left, and which object each hole's does.
 */
import { tailOf, wordsOf } from './bit-mask'
import { runBuffer, runsOfRow, type RunTable } from './components'
import type { BitMask } from './morphology'

/** Float64 cells of an object's record, and what each holds. */
export const RECORD = 16
export const [NET, GROSS, LEFT, TOP, RIGHT, BOTTOM, SUM_X, SUM_Y, RED, GREEN, BLUE, STRAIGHT, DIAGONAL, MIXED, FIRST_X, FIRST_Y] =
  Array.from({ length: RECORD }, (_, i) => i) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]

export const perimeterOf = (record: Float64Array): number =>
  record[STRAIGHT]! + record[DIAGONAL]! * Math.SQRT2 + (record[MIXED]! * (1 + Math.SQRT2)) / 2

/**
 * @param objects joined runs of the mask, by 8.
 * @param holes joined runs of the ground of the same mask, by 4.
 * @param rgb the photo's bytes, from its first pixel.
 * @param records RECORD cells for each object, in the order of their first pixels; written whole.
 */
export function measureRegions(objects: RunTable, holes: RunTable, rgb: Uint8Array, records: Float64Array): void {
  const { width, height, parents, rowStarts } = objects
  const numbers = numbered(objects)
  const runs = runBuffer(width)
  const border = borderRows(objects)
  records.fill(0)
  for (let y = 0; y < height; y++) {
    const count = runsOfRow(objects, false, y, runs)
    const [above, here, below] = border(y)
    for (let i = 0; i < count; i++) {
      const [from, to] = [runs[2 * i]!, runs[2 * i + 1]!]
      const at = numbers[parents[rowStarts[y]! + i]!]! * RECORD
      if (records[at + NET] === 0) first(records, at, from, y)
      const length = to - from
      records[at + NET]! += length
      records[at + LEFT] = Math.min(records[at + LEFT]!, from)
      records[at + RIGHT] = Math.max(records[at + RIGHT]!, to)
      records[at + BOTTOM] = y + 1
      records[at + SUM_X]! += ((from + to - 1) * length) / 2
      records[at + SUM_Y]! += y * length
      addColours(rgb, (y * width + from) * 3, (y * width + to) * 3, records, at)
      addSteps(above, here, below, from, to, records, at)
    }
  }
  addUpGross(objects, holes, numbers, records)
}

function first(records: Float64Array, at: number, x: number, y: number): void {
  records[at + LEFT] = records[at + FIRST_X] = x
  records[at + TOP] = records[at + FIRST_Y] = y
}

/** Each root's number, 0 for the first in reading order. */
function numbered({ height, rowStarts, parents }: RunTable): Int32Array {
  const numbers = new Int32Array(rowStarts[height]!)
  for (let run = 0, next = 0; run < numbers.length; run++) if (parents[run] === run) numbers[run] = next++
  return numbers
}

function addColours(rgb: Uint8Array, from: number, to: number, records: Float64Array, at: number): void {
  let [red, green, blue] = [0, 0, 0]
  for (let i = from; i < to; i += 3) {
    red += rgb[i]!
    green += rgb[i + 1]!
    blue += rgb[i + 2]!
  }
  records[at + RED]! += red
  records[at + GREEN]! += green
  records[at + BLUE]! += blue
}

/** The border pixels of the rows above, at and below y, as bits; rows outside are empty. Asked for in order of y. */
function borderRows(mask: BitMask): (y: number) => [Int32Array, Int32Array, Int32Array] {
  const words = wordsOf(mask.width)
  const rows = [new Int32Array(words), new Int32Array(words), new Int32Array(words)] as [Int32Array, Int32Array, Int32Array]
  return (y) => {
    if (y === 0) borderRow(mask, 0, rows[1])
    else rows.push(rows.shift()!)
    borderRow(mask, y + 1, rows[2])
    return rows
  }
}

function borderRow({ bits, width, height }: BitMask, y: number, out: Int32Array): void {
  const words = wordsOf(width)
  out.fill(0)
  if (y >= height) return
  const row = y * words
  for (let i = 0; i < words; i++) {
    const here = bits[row + i]!
    if (here === 0) continue
    const above = y > 0 ? bits[row - words + i]! : 0
    const below = y + 1 < height ? bits[row + words + i]! : 0
    const left = (here << 1) | (i > 0 ? bits[row + i - 1]! >>> 31 : 0)
    const right = (here >>> 1) | (i + 1 < words ? bits[row + i + 1]! << 31 : 0)
    out[i] = here & ~(above & below & left & right)
  }
  out[words - 1]! &= tailOf(width)
}

/** What a border pixel counts for, by 2 for each neighbour by edge and 10 by corner, as skimage weighs them. */
const KINDS: Readonly<Record<number, number>> = {
  ...{ 4: STRAIGHT, 6: STRAIGHT, 14: STRAIGHT, 16: STRAIGHT, 24: STRAIGHT, 26: STRAIGHT },
  ...{ 20: DIAGONAL, 32: DIAGONAL, 12: MIXED, 22: MIXED },
}

function addSteps(
  above: Int32Array,
  here: Int32Array,
  below: Int32Array,
  from: number,
  to: number,
  records: Float64Array,
  at: number,
): void {
  const bit = (row: Int32Array, x: number) => (x < 0 ? 0 : (row[x >>> 5]! >>> (x & 31)) & 1)
  for (let x = from; x < to; x++) {
    if (here[x >>> 5] === 0) {
      x |= 31
      continue
    }
    if (bit(here, x) === 0) continue
    const edges = bit(here, x - 1) + bit(here, x + 1) + bit(above, x) + bit(below, x)
    const corners = bit(above, x - 1) + bit(above, x + 1) + bit(below, x - 1) + bit(below, x + 1)
    const kind = KINDS[2 * edges + 10 * corners]
    if (kind !== undefined) records[at + kind]! += 1
  }
}

/**
 * A region's first pixel has its surroundings on its left: an object's, the ground around it; a hole's, the object around
 * it. What is inside comes later in reading order, so going backwards every region is whole before it is added.
 */
function addUpGross(objects: RunTable, holes: RunTable, numbers: Int32Array, records: Float64Array): void {
  const { width, height } = objects
  const outside = openGround(holes)
  const gross = new Float64Array(holes.parents.length)
  const inside = runBuffer(width)
  for (let y = height - 1; y >= 0; y--) {
    const count = runsOfRow(objects, false, y, inside)
    const [firstObject, firstHole] = [objects.rowStarts[y]!, holes.rowStarts[y]!]
    const grounds = holes.rowStarts[y + 1]! - firstHole
    // Runs of mask and ground take turns; `lead` is 1 where the row begins with ground.
    const lead = count === 0 || inside[0]! > 0 ? 1 : 0
    for (let k = count + grounds - 1; k >= 0; k--) {
      const isGround = k % 2 === 1 - lead
      const own = isGround ? firstHole + ((k - (1 - lead)) >> 1) : firstObject + ((k - lead) >> 1)
      const left = k - 1
      if (isGround) {
        if (holes.parents[own] !== own || outside[own] === 1 || left < 0) continue
        const around = objects.parents[firstObject + ((left - lead) >> 1)]!
        records[numbers[around]! * RECORD + GROSS]! += holes.areas[own]! + gross[own]!
      } else {
        if (objects.parents[own] !== own) continue
        const at = numbers[own]! * RECORD
        records[at + GROSS]! += records[at + NET]!
        if (left < 0) continue
        const around = holes.parents[firstHole + ((left - (1 - lead)) >> 1)]!
        gross[around]! += records[at + GROSS]!
      }
    }
  }
}

/** 1 for each root of ground that reaches the border of the picture: no hole. */
function openGround(holes: RunTable): Uint8Array {
  const { width, height, rowStarts, parents } = holes
  const open = new Uint8Array(parents.length)
  const runs = runBuffer(width)
  for (let y = 0; y < height; y++) {
    const count = runsOfRow(holes, true, y, runs)
    for (let i = 0; i < count; i++) {
      const atBorder = y === 0 || y === height - 1 || runs[2 * i] === 0 || runs[2 * i + 1] === width
      if (atBorder) open[parents[rowStarts[y]! + i]!] = 1
    }
  }
  return open
}
