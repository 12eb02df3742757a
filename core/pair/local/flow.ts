/**
 * What a single move of the plane leaves over where a scene has depth: a smooth, small displacement at each pixel.
 *
 * Dense Lucas and Kanade (1981) on structure planes, coarse to fine, inverse compositional. Windows that do not match afterwards
 * have no say: the field runs on through them from around, so that a changed thing never flows into its likeness.
 */
import { boxMean, type Plane } from '../align/plane'
import { enlarged, still, type Flow } from './field'
import { likenessOf, sampled } from './likeness'

/** Half the window that moves as one. */
const WINDOW = 7
/** Half the field over which trusted windows speak for those around them. */
const SPREAD = 8
const ROUNDS = 4
/** A step is no longer than this, in pixels of its level. */
const STEP_MOST = 1
/** Structure that differs by more counts as so much: what changed must not pull. */
const CLIP = 0.6
/** Added to the gradients' sums: windows without structure stay where they are. */
const RIDGE = 0.004
/** No pixel is displaced farther than this share of the plane's longer side. */
const FARTHEST = 0.025

/**
 * @param before structure planes, the finest first; each is half as large as the one above.
 * @param after the same of the other photo, aligned: of the same sizes.
 * @param covered 255 where the aligned photo shows the scene, for each level.
 */
export function flowOf(
  before: readonly Plane[],
  after: readonly Plane[],
  covered: readonly Uint8Array[],
  isCancelled: () => boolean = () => false,
): Flow {
  let flow: Flow | null = null
  for (let level = before.length - 1; level >= 0; level--) {
    const [a, b] = [before[level] as Plane, after[level] as Plane]
    const start: Flow = flow === null ? still(a) : enlarged(flow, a)
    flow = isCancelled() ? start : refineFlow(a, b, covered[level] as Uint8Array, start)
  }
  return flow as Flow
}

function refineFlow(before: Plane, after: Plane, covered: Uint8Array, start: Flow): Flow {
  const { width, height, values } = before
  const n = width * height
  const [gx, gy] = gradients(before)
  const mean = (of: Float32Array) => boxMean({ width, height, values: of }, WINDOW).values
  const product = (a: Float32Array, b: Float32Array) => mean(a.map((value, p) => value * b[p]!))
  const [xx, xy, yy] = [product(gx, gx), product(gx, gy), product(gy, gy)]
  const far = FARTHEST * Math.max(width, height)
  let flow = start
  const [rx, ry] = [new Float32Array(n), new Float32Array(n)]
  for (let round = 0; round < ROUNDS; round++) {
    const moved = sampled(after, flow)
    for (let p = 0; p < n; p++) {
      const r = covered[p] === 255 ? Math.max(-CLIP, Math.min(CLIP, moved[p]! - values[p]!)) : 0
      rx[p] = gx[p]! * r
      ry[p] = gy[p]! * r
    }
    const [bx, by] = [mean(rx), mean(ry)]
    const [u, v] = [new Float32Array(n), new Float32Array(n)]
    for (let p = 0; p < n; p++) {
      const [a, b, c] = [xx[p]! + RIDGE, xy[p]!, yy[p]! + RIDGE]
      const determinant = a * c - b * b
      const du = (b * by[p]! - c * bx[p]!) / determinant
      const dv = (b * bx[p]! - a * by[p]!) / determinant
      const long = Math.hypot(du, dv)
      const part = long > STEP_MOST ? STEP_MOST / long : 1
      u[p] = flow.u[p]! + part * du
      v[p] = flow.v[p]! + part * dv
    }
    flow = smoothedFlow({ width, height, u, v }, before, after, covered, far)
  }
  return flow
}

/** Central differences; 0 along the border. */
function gradients({ width, height, values }: Plane): [Float32Array, Float32Array] {
  const [gx, gy] = [new Float32Array(values.length), new Float32Array(values.length)]
  for (let y = 1; y < height - 1; y++) {
    for (let p = y * width + 1; p < (y + 1) * width - 1; p++) {
      gx[p] = 0.5 * (values[p + 1]! - values[p - 1]!)
      gy[p] = 0.5 * (values[p + width]! - values[p - width]!)
    }
  }
  return [gx, gy]
}

/** The field as those of its windows have it that match under it. */
function smoothedFlow(flow: Flow, before: Plane, after: Plane, covered: Uint8Array, far: number): Flow {
  const { width, height } = before
  const trust = likenessOf(before, after, flow, covered, WINDOW)
  for (let p = 0; p < trust.length; p++) {
    const t = Math.max(0, trust[p]! - 0.4) / 0.6
    trust[p] = Math.hypot(flow.u[p]!, flow.v[p]!) > far ? 1e-4 : t * t * t + 1e-4
  }
  const spread = (of: Float32Array) => boxMean(boxMean({ width, height, values: of }, SPREAD), SPREAD).values
  const weight = spread(trust)
  const of = (values: Float32Array) => {
    const out = spread(values.map((value, p) => value * trust[p]!))
    for (let p = 0; p < out.length; p++) out[p] = Math.max(-far, Math.min(far, out[p]! / weight[p]!))
    return out
  }
  return { width, height, u: of(flow.u), v: of(flow.v) }
}
