/**
 * Densities of colour in a grid over L\*a\*b\*: 24 × 32 × 32 cells, so that a cell is about 4 units of L and 6 of a and b.
 * A key counts for the cell that its colour lies in; a grid is read between the centres of cells, trilinearly.
 */
import { KEYS, labOfKeys } from '../../scorers/classes/colour-keys'

/** Cells along L, a and b. */
const [L_CELLS, A_CELLS, B_CELLS] = [24, 32, 32] as const
/** L lies in 0..100, a and b in -96..96; what lies beyond counts for the last cell. */
const [L_RANGE, AB_RANGE] = [100, 96] as const
export const AXES = [L_CELLS, A_CELLS, B_CELLS] as const
export const CELLS = L_CELLS * A_CELLS * B_CELLS
const STEPS = [A_CELLS * B_CELLS, B_CELLS, 1] as const
const SIZES = [L_CELLS, A_CELLS, B_CELLS] as const

/** A density or a count, an entry a cell: L outermost, b innermost. */
export type Cells = Float64Array

interface Places {
  /** Which cell each key counts for. */
  readonly cell: Int32Array
  /** The lowest of the eight cells around each key, and how far it lies towards the next along L, a and b, 0..1. */
  readonly corner: Int32Array
  readonly share: Float64Array
}

let made: Places | undefined

function places(): Places {
  if (made !== undefined) return made
  const lab = labOfKeys()
  const found = { cell: new Int32Array(KEYS), corner: new Int32Array(KEYS), share: new Float64Array(KEYS * 3) }
  for (let key = 0; key < KEYS; key++) {
    const along = [
      (lab[key * 3]! / L_RANGE) * L_CELLS - 0.5,
      ((lab[key * 3 + 1]! + AB_RANGE) / (2 * AB_RANGE)) * A_CELLS - 0.5,
      ((lab[key * 3 + 2]! + AB_RANGE) / (2 * AB_RANGE)) * B_CELLS - 0.5,
    ]
    for (const [axis, at] of along.entries()) {
      const size = SIZES[axis]!
      const held = Math.max(0, Math.min(size - 1, at))
      const low = Math.min(size - 2, Math.floor(held))
      found.cell[key]! += Math.floor(held + 0.5) * STEPS[axis]!
      found.corner[key]! += low * STEPS[axis]!
      found.share[key * 3 + axis] = held - low
    }
  }
  return (made = found)
}

/** The counts of keys as counts of cells. */
export function cellsOf(counts: ArrayLike<number>): Cells {
  const { cell } = places()
  const cells = new Float64Array(CELLS)
  for (let key = 0; key < KEYS; key++) if (counts[key]! > 0) cells[cell[key]!]! += counts[key]!
  return cells
}

/** Weights of the binomial filter, which has a variance of one cell. */
const [MIDDLE, NEXT, FAR] = [6 / 16, 4 / 16, 1 / 16] as const

/** Cells smoothed by the binomial filter along each axis; beyond the grid there is nothing. */
export function smooth(cells: Cells): Cells {
  return STEPS.reduce((from, step, axis) => smoothAlong(from, step, SIZES[axis]!), cells)
}

function smoothAlong(from: Cells, step: number, size: number): Cells {
  const to = new Float64Array(CELLS)
  const stride = step * size
  for (let first = 0; first < CELLS; first += stride) {
    for (let inner = first; inner < first + step; inner++) {
      const end = inner + stride
      for (let at = inner; at < end; at += step) {
        const below = (at - step >= inner ? from[at - step]! : 0) + (at + step < end ? from[at + step]! : 0)
        const beyond = (at - 2 * step >= inner ? from[at - 2 * step]! : 0) + (at + 2 * step < end ? from[at + 2 * step]! : 0)
        to[at] = MIDDLE * from[at]! + NEXT * below + FAR * beyond
      }
    }
  }
  return to
}

/** The value of a grid at one key. */
export function readAt(cells: Cells, key: number): number {
  const { corner, share } = places()
  const at = corner[key]!
  const [u, v, w] = [share[key * 3]!, share[key * 3 + 1]!, share[key * 3 + 2]!]
  const [L, A] = [STEPS[0], STEPS[1]]
  const low = lerp(edge(cells, at, w), edge(cells, at + A, w), v)
  return lerp(low, lerp(edge(cells, at + L, w), edge(cells, at + L + A, w), v), u)
}

const lerp = (low: number, high: number, share: number): number => low + (high - low) * share
const edge = (cells: Cells, at: number, share: number): number => lerp(cells[at]!, cells[at + 1]!, share)
