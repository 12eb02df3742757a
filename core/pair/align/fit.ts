/** Moves fitted to pairs of points by least squares: what features give, and what a simpler model makes of a richer one. */
import { IDENTITY, invert, multiply, normalized, type Matrix, type Point } from './geometry'
import { solve } from './solve'

export const MODELS = ['translation', 'similarity', 'homography'] as const
export type MoveModel = (typeof MODELS)[number]

/** Least pairs that determine each model. */
export const PAIRS_NEEDED: Readonly<Record<MoveModel, number>> = { translation: 1, similarity: 2, homography: 4 }

/** Null where the points do not determine the model. */
export function fitMove(model: MoveModel, from: readonly Point[], to: readonly Point[]): Matrix | null {
  if (from.length < PAIRS_NEEDED[model]) return null
  // Centred and scaled first: without it the homography's equations are badly conditioned (Hartley 1997).
  const [a, b] = [conditioning(from), conditioning(to)]
  const rows = from.map((point, i) => [map(a, point), map(b, to[i] as Point)] as const)
  const fitted = model === 'translation' ? null : model === 'similarity' ? similarity(rows) : homography(rows)
  if (model === 'translation') return fitTranslation(from, to)
  const back = invert(b)
  return fitted === null || back === null ? null : normalized(multiply(multiply(back, fitted), a))
}

function fitTranslation(from: readonly Point[], to: readonly Point[]): Matrix {
  const mean = (axis: 0 | 1) => to.reduce((sum, point, i) => sum + point[axis] - (from[i] as Point)[axis], 0) / from.length
  return [1, 0, mean(0), 0, 1, mean(1), 0, 0, 1]
}

const map = (m: Matrix, [x, y]: Point): Point => [m[0] * x + m[2], m[4] * y + m[5]]

function conditioning(points: readonly Point[]): Matrix {
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const spread = points.reduce((sum, point) => sum + Math.hypot(point[0] - x, point[1] - y), 0) / points.length
  if (spread === 0) return IDENTITY
  const scale = Math.SQRT2 / spread
  return [scale, 0, -scale * x, 0, scale, -scale * y, 0, 0, 1]
}

type Rows = readonly (readonly [Point, Point])[]

function similarity(rows: Rows): Matrix | null {
  const found = leastSquares(
    4,
    rows.flatMap(([[x, y], [u, v]]) => [
      { row: [x, -y, 1, 0], value: u },
      { row: [y, x, 0, 1], value: v },
    ]),
  )
  if (found === null) return null
  const [c, s, tx, ty] = found as unknown as [number, number, number, number]
  return [c, -s, tx, s, c, ty, 0, 0, 1]
}

function homography(rows: Rows): Matrix | null {
  const found = leastSquares(
    8,
    rows.flatMap(([[x, y], [u, v]]) => [
      { row: [x, y, 1, 0, 0, 0, -u * x, -u * y], value: u },
      { row: [0, 0, 0, x, y, 1, -v * x, -v * y], value: v },
    ]),
  )
  return found === null ? null : ([...found, 1] as unknown as Matrix)
}

function leastSquares(unknowns: number, equations: readonly { row: readonly number[]; value: number }[]): Float64Array | null {
  const A = new Float64Array(unknowns * unknowns)
  const b = new Float64Array(unknowns)
  for (const { row, value } of equations) {
    for (let i = 0; i < unknowns; i++) {
      const at = row[i] as number
      b[i] = (b[i] as number) + at * value
      for (let k = 0; k < unknowns; k++) A[i * unknowns + k] = (A[i * unknowns + k] as number) + at * (row[k] as number)
    }
  }
  return solve(A, b)
}
