/**
 * The edges of a mask as closed rings of pixel corners, exact: filled again by either rule they are the mask.
 * Each ring has the mask on its right as it goes (y down), so as numbers an outer ring's area is positive, a hole's negative.
 * Where two pixels meet by a corner alone the ring turns towards its own pixel, and a ring that comes through a corner twice
 * is cut in two there: no ring touches itself.
 */
import { tailOf, wordsOf } from './bit-mask'
import type { BitMask } from './morphology'

/** Corners x, y, x, y …, every one a turn; the last is joined to the first. */
export interface Ring {
  readonly corners: readonly number[]
  /** A pixel of the mask beside the ring. */
  readonly pixel: readonly [x: number, y: number]
}

/** Twice the area is the shoelace sum: positive around mask, negative around a hole. */
export function areaOf({ corners }: Ring): number {
  let sum = 0
  for (let i = 0; i < corners.length; i += 2) {
    const next = (i + 2) % corners.length
    sum += corners[i]! * corners[next + 1]! - corners[next]! * corners[i + 1]!
  }
  return sum / 2
}

/** Right, down, left, up. */
const DX = [1, 0, -1, 0] as const
const DY = [0, 1, 0, -1] as const
const UP = 3
/** Turns of a long ring between two rests. */
const REST = 1 << 14

/** The rings in the order of their first row; `null` after each row and within long rings, for a caller that wants to rest. */
export function* ringsOf(mask: BitMask): Generator<Ring | null> {
  const { bits, width, height } = mask
  const words = wordsOf(width)
  // Every ring goes up somewhere, along the left side of a pixel: those sides that no ring has passed yet.
  const open = new Int32Array(bits.length)
  for (let y = 0; y < height; y++) {
    for (let i = 0, at = y * words; i < words; i++, at++) open[at] = bits[at]! & ~((bits[at]! << 1) | (i > 0 ? bits[at - 1]! >>> 31 : 0))
    open[(y + 1) * words - 1]! &= tailOf(width)
  }
  for (let y = 0; y < height; y++) {
    for (let i = 0, at = y * words; i < words; i++, at++) {
      while (open[at] !== 0) yield* trace(mask, open, i * 32 + 31 - Math.clz32(open[at]! & -open[at]!), y)
    }
    yield null
  }
}

function* trace({ bits, width, height }: BitMask, open: Int32Array, x0: number, y0: number): Generator<Ring | null> {
  const words = wordsOf(width)
  const isIn = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && ((bits[y * words + (x >>> 5)]! >>> (x & 31)) & 1) === 1
  let [x, y, direction] = [x0, y0 + 1, UP]
  const corners: number[] = []
  let turns = 0
  /** Where in `corners` the ring passed a corner at which pixels meet by that alone; and which ones, in that order. */
  const crossings = new Map<number, number>()
  const passed: number[] = []
  do {
    if (direction === UP) open[(y - 1) * words + (x >>> 5)]! &= ~(1 << (x & 31))
    x += DX[direction]!
    y += DY[direction]!
    // The pixels ahead, to the right and to the left of the way.
    const [rx, ry] = direction === 0 ? [x, y] : direction === 1 ? [x - 1, y] : direction === 2 ? [x - 1, y - 1] : [x, y - 1]
    const [lx, ly] = direction === 0 ? [x, y - 1] : direction === 1 ? [x, y] : direction === 2 ? [x - 1, y] : [x - 1, y - 1]
    const [right, left] = [isIn(rx, ry), isIn(lx, ly)]
    if (right && !left) continue
    if (!right && left) {
      const key = y * (width + 1) + x
      const before = crossings.get(key)
      if (before === undefined) {
        crossings.set(key, corners.length)
        passed.push(key)
      } else {
        const loop = corners.splice(before)
        while (passed.at(-1) !== key) crossings.delete(passed.pop()!)
        yield { corners: loop, pixel: [x0, y0] }
        corners.push(x, y)
        direction = (direction + 1) % 4
        continue
      }
    }
    corners.push(x, y)
    direction = (direction + (right ? 3 : 1)) % 4
    if ((turns += 1) % REST === 0) yield null
  } while (x !== x0 || y !== y0 + 1 || direction !== UP)
  yield { corners, pixel: [x0, y0] }
}
