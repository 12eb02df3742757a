/** Gaussians along one axis of the (r, g) plane. */
import type { EllipseModel } from './model'

/**
 * The added patches' Gaussians along one axis: of a density its own factor, whose peak is 1 / (σ · √(2π)); of the
 * tilted ellipse the marginal, whose variance is the matrix's own entry.
 */
export function alongAxis(models: readonly EllipseModel[], picture: 'likelihood-r' | 'likelihood-g'): EllipseModel[] {
  return models
    .filter(({ role }) => role === 'add')
    .map((model) => {
      const { a, b, c } = model
      const determinant = a * c - b * b
      const variance = (picture === 'likelihood-r' ? c : a) / determinant
      const peak = model.peak === 1 ? 1 : 1 / Math.sqrt(2 * Math.PI * variance)
      return { ...model, a: picture === 'likelihood-r' ? 1 / variance : 0, b: 0, c: picture === 'likelihood-r' ? 0 : 1 / variance, peak }
    })
}
