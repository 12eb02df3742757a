/** What one photo alone shows: the strips that the other's view does not reach. */
import { apply, type Matrix, type Size } from './align/geometry'

/** In that photo's own pixels. */
export interface OnlyOne {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** Of that photo, 0..1. */
  readonly share: number
}

const CELLS = 96
/** Less of a photo than this is the hand's tremble. */
const SHARE_LEAST = 0.025

/** @param move pixel centres of `of` to those of `other`. At most four strips, one a side; each holds what is nearest to that side. */
export function onlyIn(of: Size, other: Size, move: Matrix): OnlyOne[] {
  const sides = Array.from({ length: 4 }, () => ({ x0: CELLS, y0: CELLS, x1: 0, y1: 0, n: 0 }))
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      const [x, y] = apply(move, [((column + 0.5) * of.width) / CELLS - 0.5, ((row + 0.5) * of.height) / CELLS - 0.5])
      if (x >= -0.5 && y >= -0.5 && x <= other.width - 0.5 && y <= other.height - 0.5) continue
      // How far beyond each border it lies: the farthest names the side.
      const beyond = [-x, -y, x - other.width, y - other.height].map((distance, i) => distance / (i % 2 === 0 ? other.width : other.height))
      const side = sides[beyond.indexOf(Math.max(...beyond))] ?? sides[0]!
      side.x0 = Math.min(side.x0, column)
      side.y0 = Math.min(side.y0, row)
      side.x1 = Math.max(side.x1, column + 1)
      side.y1 = Math.max(side.y1, row + 1)
      side.n++
    }
  }
  return sides
    .filter(({ n }) => n / CELLS ** 2 >= SHARE_LEAST)
    .sort((a, b) => b.n - a.n)
    .map(({ x0, y0, x1, y1, n }) => {
      const [left, top] = [Math.floor((x0 * of.width) / CELLS), Math.floor((y0 * of.height) / CELLS)]
      const [right, bottom] = [Math.ceil((x1 * of.width) / CELLS), Math.ceil((y1 * of.height) / CELLS)]
      return { x: left, y: top, w: right - left, h: bottom - top, share: n / CELLS ** 2 }
    })
}
