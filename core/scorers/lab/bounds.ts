/** How far a distance that the compiled kernel finds may be from the definition's. */
import type { LabModel } from './model'

/** d² is off by at most near + share · d². */
export interface DistanceBounds {
  readonly near: number
  readonly share: number
}

/**
 * Length of the error of (L*, a*, b*). The kernel's cube root is within 3e-12 of the definition's: Halley's two steps leave 2/3 · e³
 * each, of a first guess that is off by e ≤ 0.06. All else of a colour is computed alike. L*, a*, b* take the three roots
 * by 116, 500 and 200: √(116² + (2 · 500)² + (2 · 200)²) · 3e-12.
 */
const LAB_ERROR = 4e-9
/** Rounding of the sum of six products, with room: 12 roundings, twice. */
const ROUNDING = 24 * 2 ** -53

/**
 * By the greatest eigenvalue of the inverse, at most its trace t: d is off by √t · LAB_ERROR, so d² by that times 2d ≤ 1 + d², and its
 * square. The products of the sum are at most t · |p - mean|² ≤ t · (trace of the covariance) · d².
 */
export function boundsOf(models: readonly LabModel[]): DistanceBounds {
  let [near, share] = [0, 0]
  for (const { inverse } of models) {
    const [LL, La, Lb, aa, ab, bb] = inverse
    const trace = LL + aa + bb
    const minors = aa * bb - ab * ab + (LL * bb - Lb * Lb) + (LL * aa - La * La)
    const determinant = LL * (aa * bb - ab * ab) - La * (La * bb - ab * Lb) + Lb * (La * ab - aa * Lb)
    const reach = Math.sqrt(trace) * LAB_ERROR
    near = Math.max(near, reach + reach * reach)
    share = Math.max(share, reach + ROUNDING * trace * (minors / determinant))
  }
  return { near, share }
}
