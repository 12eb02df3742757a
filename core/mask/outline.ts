/**
 * Which pixels a rectangle, an ellipse or a lasso holds: those whose centres lie inside. A row of an outline is a list of
 * runs, so whatever is done to a rectangle's rows is done to any shape's.
 */
import { bitBytes, fillRun, wordsOf } from './bit-mask'
import type { BitMask } from './morphology'

/** What a patch or a region is: a rectangle when left out. */
export type Shape =
  | { readonly kind: 'ellipse' }
  /** x and y of each corner in turn, pixels of the photo; inside where a ray crosses the closed line an odd number of times. */
  | { readonly kind: 'lasso'; readonly points: readonly number[] }

/** The box of a shape: half-open [x, x+w) × [y, y+h). Nothing outside of it is inside of the shape. */
export interface Outline {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly shape?: Shape | undefined
}

/** The runs [from, to) of row y that lie inside, as pairs from left to right. */
export function runsInside({ x, y: top, w, h, shape }: Outline, y: number): number[] {
  if (y < top || y >= top + h) return []
  if (shape === undefined) return [x, x + w]
  return shape.kind === 'ellipse' ? ellipseRuns(x, top, w, h, y) : lassoRuns(shape.points, x, w, y)
}

/** The ellipse that touches the four sides of the box. */
function ellipseRuns(x: number, top: number, w: number, h: number, y: number): number[] {
  const down = (2 * (y - top) + 1 - h) / h
  const half = (w / 2) * Math.sqrt(1 - down * down)
  const middle = x + w / 2
  const from = Math.ceil(middle - half - 0.5)
  const to = Math.floor(middle + half - 0.5) + 1
  return to > from ? [from, to] : []
}

/** Corners lie at whole numbers and centres of rows between them, so no row goes through a corner. */
function lassoRuns(points: readonly number[], x: number, w: number, y: number): number[] {
  const level = y + 0.5
  const crossings: number[] = []
  for (let i = 0, last = points.length - 2; i < points.length; last = i, i += 2) {
    const [x0, y0, x1, y1] = [points[last]!, points[last + 1]!, points[i]!, points[i + 1]!]
    if (y0 < level !== y1 < level) crossings.push(x0 + ((level - y0) * (x1 - x0)) / (y1 - y0))
  }
  crossings.sort((a, b) => a - b)
  const runs: number[] = []
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const from = Math.max(x, Math.ceil(crossings[i]! - 0.5))
    const to = Math.min(x + w, Math.ceil(crossings[i + 1]! - 0.5))
    if (to > from) runs.push(from, to)
  }
  return runs
}

/** How many pixels lie inside. */
export function pixelsInside(outline: Outline): number {
  let sum = 0
  for (let y = outline.y; y < outline.y + outline.h; y++) {
    const runs = runsInside(outline, y)
    for (let i = 0; i < runs.length; i += 2) sum += runs[i + 1]! - runs[i]!
  }
  return sum
}

/** Writes a mask of what lies inside of any of the outlines; they lie on the mask. */
export function drawOutlines(outlines: readonly Outline[], { bits, width, height }: BitMask): void {
  bits.fill(0, 0, bitBytes(width, height) / 4)
  const words = wordsOf(width)
  for (const outline of outlines) {
    for (let y = outline.y; y < outline.y + outline.h; y++) {
      const runs = runsInside(outline, y)
      for (let i = 0; i < runs.length; i += 2) fillRun(bits, y * words, runs[i]!, runs[i + 1]!, true)
    }
  }
}
