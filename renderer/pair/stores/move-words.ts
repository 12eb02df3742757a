/** A move of the camera in words, and small moves by hand. Matrices map pixel centres of before to those of after. */
import type { Comparison, ManualMove } from '../../../contract/comparison'
import { apply, multiply, normalized, translation, type Matrix, type Size } from '../../../core/pair/align/geometry'

type Rows = Comparison['align']['homography']

export const asMatrix = (rows: Rows): Matrix => rows.flat() as unknown as Matrix
const asRows = (m: Matrix): Rows => [
  [m[0], m[1], m[2]],
  [m[3], m[4], m[5]],
  [m[6], m[7], m[8]],
]

export interface MoveFigures {
  /** How far the middle of the photo moved, in pixels of after. */
  readonly distance: number
  /** Clockwise, in degrees. */
  readonly turn: number
  /** Of lengths. */
  readonly scale: number
}

/** What the move does about the middle of the photo. */
function moveFigures(rows: Rows, { width, height }: Size): MoveFigures {
  const m = asMatrix(rows)
  const [x, y] = [(width - 1) / 2, (height - 1) / 2]
  const middle = apply(m, [x, y])
  const right = apply(m, [x + 1, y])
  const below = apply(m, [x, y + 1])
  const [ax, ay] = [right[0] - middle[0], right[1] - middle[1]]
  const [bx, by] = [below[0] - middle[0], below[1] - middle[1]]
  return {
    distance: Math.hypot(middle[0] - x, middle[1] - y),
    turn: (Math.atan2(ay - bx, ax + by) * 180) / Math.PI,
    scale: Math.sqrt(Math.abs(ax * by - ay * bx)),
  }
}

/** `moved 27 px, turned 0.4°`; what can hardly be seen is not told. */
export function showMove(rows: Rows, size: Size): string {
  const { distance, turn, scale } = moveFigures(rows, size)
  const parts = [distance >= 0.05 ? `moved ${distance < 10 ? distance.toFixed(1) : Math.round(distance)} px` : '']
  if (Math.abs(turn) >= 0.05) parts.push(`turned ${Math.abs(turn).toFixed(1)}°`)
  if (Math.abs(scale - 1) >= 0.002) parts.push(`scaled ${(scale * 100).toFixed(1)} %`)
  return parts.filter(Boolean).join(', ') || 'in place already'
}

const SURE = 0.75
const FAIRLY = 0.5

export function showConfidence(confidence: number | null): string {
  if (confidence === null) return ''
  return confidence >= SURE ? 'sure' : confidence >= FAIRLY ? 'fairly sure' : 'unsure'
}

/** The move after which the photo after is seen further right by dx and further down by dy. */
export function shiftedMove(rows: Rows, dx: number, dy: number): ManualMove {
  return { kind: 'move', homography: asRows(normalized(multiply(asMatrix(rows), translation(-dx, -dy)))) }
}
