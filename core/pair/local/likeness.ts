/** How alike two planes are under a field of displacements, window by window. */
import { boxMean, type Plane } from '../align/plane'
import type { Flow } from './field'

/** Added to both variances: noise in flat windows is no likeness. */
const FLAT = 0.01

/** `after` as it is seen from before's places, bilinear; beyond its border its nearest pixel. */
export function sampled({ width, height, values }: Plane, { u, v }: Flow): Float32Array {
  const out = new Float32Array(values.length)
  const [right, bottom] = [width - 1.001, height - 1.001]
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p++) {
      const [sx, sy] = [x + u[p]!, y + v[p]!]
      const cx = sx < 0 ? 0 : sx > right ? right : sx
      const cy = sy < 0 ? 0 : sy > bottom ? bottom : sy
      const [ix, iy] = [cx | 0, cy | 0]
      const [fx, fy] = [cx - ix, cy - iy]
      const at = iy * width + ix
      const top = values[at]! + fx * (values[at + 1]! - values[at]!)
      const low = values[at + width]! + fx * (values[at + width + 1]! - values[at + width]!)
      out[p] = top + fy * (low - top)
    }
  }
  return out
}

/** Normalised correlation of each pixel's window of (2 · radius + 1)², -1..1; 0 where after does not show it. */
export function likenessOf(before: Plane, after: Plane, flow: Flow, covered: Uint8Array, radius: number): Float32Array {
  const { width, height, values: t } = before
  const i = sampled(after, flow)
  const mean = (values: Float32Array) => boxMean({ width, height, values }, radius).values
  const product = (a: Float32Array, b: Float32Array) => mean(a.map((value, p) => value * b[p]!))
  const [mt, mi, tt, ii, ti] = [mean(t), mean(i), product(t, t), product(i, i), product(t, i)]
  for (let p = 0; p < ti.length; p++) {
    const [vt, vi] = [tt[p]! - mt[p]! ** 2 + FLAT, ii[p]! - mi[p]! ** 2 + FLAT]
    ti[p] = covered[p] === 255 ? (ti[p]! - mt[p]! * mi[p]!) / Math.sqrt(Math.max(1e-9, vt * vi)) : 0
  }
  return ti
}
