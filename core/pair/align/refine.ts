/**
 * A move made exact: robust Gauss-Newton on two structure planes, inverse compositional, so that gradients and their
 * products with the model are computed once (Baker and Matthews 2004, doi:10.1023/B:VISI.0000011205.11775.fd).
 *
 * Each pixel counts by Tukey's biweight of its residual over their MAD, so what changed does not pull the move.
 */
import type { MoveModel } from './fit'
import { cornerDistance, invert, isPlausible, multiply, normalized, type Matrix } from './geometry'
import type { Plane } from './plane'
import { solve } from './solve'
import { middleOf, templateOf, type Template } from './template'

const ITERATIONS = 25
/** Stops when a step moves the corners less than this, in pixels of the level. */
const STILL = 0.002
/** Tukey's constant for 95 % efficiency, times the factor from MAD to sigma. */
const TUKEY = 4.685 * 1.4826

export interface Refined {
  readonly move: Matrix
  /** True when the last step was smaller than STILL. */
  readonly settled: boolean
}

/** Null where the picture has too little structure, or the move ran away. */
export function refine(model: MoveModel, before: Plane, after: Plane, start: Matrix): Refined | null {
  const template = templateOf(model, before)
  if (template === null) return null
  const centre = middleOf(before)
  let move = start
  let [scale, settled] = [1, false]
  const residuals = new Float32Array(template.x.length)
  for (let i = 0; i < ITERATIONS && !settled; i++) {
    const seen = sample(template, after, move, residuals)
    if (seen < Math.max(64, template.x.length * 0.1)) return null
    scale = Math.max(0.02, medianOfMagnitudes(residuals))
    const step = stepOf(template, residuals, TUKEY * scale)
    if (step === null) return null
    const inverse = invert(deltaOf(model, step, centre))
    if (inverse === null) return null
    const next = normalized(multiply(move, inverse))
    if (!next.every(Number.isFinite) || !isPlausible(next, before)) return null
    settled = cornerDistance(move, next, before) < STILL
    move = next
  }
  return { move, settled }
}

function deltaOf(model: MoveModel, p: Float64Array, { x, y, scale }: { x: number; y: number; scale: number }): Matrix {
  const at = (i: number) => p[i] as number
  const delta: Matrix =
    model === 'translation'
      ? [1, 0, at(0), 0, 1, at(1), 0, 0, 1]
      : model === 'similarity'
        ? [1 + at(0), -at(1), at(2), at(1), 1 + at(0), at(3), 0, 0, 1]
        : [1 + at(0), at(1), at(2), at(3), 1 + at(4), at(5), at(6), at(7), 1]
  const toMiddle: Matrix = [1 / scale, 0, -x / scale, 0, 1 / scale, -y / scale, 0, 0, 1]
  return multiply(multiply([scale, 0, x, 0, scale, y, 0, 0, 1], delta), toMiddle)
}

/** after(move(x)) - before(x) of every pixel of the template; NaN outside of after. Returns how many are inside. */
function sample({ x, y, values }: Template, { width, height, values: after }: Plane, m: Matrix, residuals: Float32Array): number {
  let inside = 0
  for (let i = 0; i < x.length; i++) {
    const px = x[i] as number
    const py = y[i] as number
    const w = 1 / (m[6] * px + m[7] * py + m[8])
    const qx = (m[0] * px + m[1] * py + m[2]) * w
    const qy = (m[3] * px + m[4] * py + m[5]) * w
    if (!(qx >= 1 && qy >= 1 && qx < width - 2 && qy < height - 2)) {
      residuals[i] = Number.NaN
      continue
    }
    const ix = Math.floor(qx)
    const iy = Math.floor(qy)
    const fx = qx - ix
    const fy = qy - iy
    const at = iy * width + ix
    const top = (after[at] as number) * (1 - fx) + (after[at + 1] as number) * fx
    const bottom = (after[at + width] as number) * (1 - fx) + (after[at + width + 1] as number) * fx
    residuals[i] = top * (1 - fy) + bottom * fy - (values[i] as number)
    inside++
  }
  return inside
}

/** Median of |residual|, to a 256th. */
function medianOfMagnitudes(residuals: Float32Array): number {
  const counts = new Uint32Array(2048)
  let total = 0
  for (let i = 0; i < residuals.length; i++) {
    const r = residuals[i] as number
    if (r !== r) continue
    counts[Math.min(2047, Math.floor(Math.abs(r) * 256))]!++
    total++
  }
  let bin = 0
  for (let seen = 0; bin < 2047 && (seen += counts[bin] as number) < total / 2; bin++);
  return (bin + 0.5) / 256
}

function stepOf({ unknowns: n, jacobian }: Template, residuals: Float32Array, limit: number): Float64Array | null {
  const A = new Float64Array(n * n)
  const b = new Float64Array(n)
  for (let i = 0, at = 0; i < residuals.length; i++, at += n) {
    const r = residuals[i] as number
    const t = r / limit
    if (!(t > -1 && t < 1)) continue
    const weight = (1 - t * t) * (1 - t * t)
    for (let row = 0; row < n; row++) {
      const weighted = weight * (jacobian[at + row] as number)
      b[row] = (b[row] as number) + weighted * r
      for (let k = row; k < n; k++) A[row * n + k] = (A[row * n + k] as number) + weighted * (jacobian[at + k] as number)
    }
  }
  for (let row = 0; row < n; row++) for (let k = 0; k < row; k++) A[row * n + k] = A[k * n + row] as number
  for (let row = 0; row < n; row++) A[row * n + row] = (A[row * n + row] as number) * (1 + 1e-6) + 1e-6
  return solve(A, b)
}
