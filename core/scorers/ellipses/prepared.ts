/** What the ellipse kernels need of their models, worked out once per task instead of per pixel. */
import { greatestPeak, offsetOf } from './definition'
import { limitOf } from '../shared/likelihood'
import { EVERY_PIXEL, type PixelRule } from '../../kernels/pixel-rule'
import type { EllipseModel } from './model'

export interface PreparedEllipses {
  /** Six numbers a model, added ones first: meanR, meanG, a, 2b, c, offset (see `offsetOf`). */
  readonly coefficients: Float64Array
  readonly added: number
  readonly total: number
  /** The greatest added peak, against which distances are measured. */
  readonly peak: number
  readonly rule: PixelRule
}

export const COEFFICIENTS = 6

/** Throws RangeError for a model whose numbers are not finite, whose peak is not above 0, or that is not an ellipse. */
export function prepareEllipses(models: readonly EllipseModel[], rule: PixelRule = EVERY_PIXEL): PreparedEllipses {
  const peak = greatestPeak(models)
  const ordered = [...models.filter((m) => m.role === 'add'), ...models.filter((m) => m.role === 'subtract')]
  const coefficients = new Float64Array(ordered.length * COEFFICIENTS)
  ordered.forEach((model, i) => {
    const { meanR, meanG, a, b, c } = model
    if (![meanR, meanG, a, b, c, model.peak].every(Number.isFinite) || !(model.peak > 0 && a > 0 && c > 0 && a * c > b * b)) {
      throw new RangeError(`prepareEllipses: model ${i} is not an ellipse: ${JSON.stringify(model)}`)
    }
    coefficients.set([meanR, meanG, a, 2 * b, c, offsetOf(model.peak, peak)], i * COEFFICIENTS)
  })
  const added = models.filter((m) => m.role === 'add').length
  return { coefficients, added, total: ordered.length, peak, rule }
}

/** The limit that `distanceOfPatches` is compared with; with no added patch nothing is below it. */
export function limitFor({ added, peak }: PreparedEllipses, threshold: number): number {
  return added === 0 ? Number.NEGATIVE_INFINITY : limitOf(threshold, peak)
}
