/**
 * Ellipses in the (r, g) plane in plain float64, readable as the paper: what every fast kernel is tested against.
 * Nothing here is quick, and nothing here may be changed to be quicker.
 *
 * Source: the published rg-chromaticity segmentation (numpy). Colours are sRGB-encoded bytes.
 */
import { chromaticity } from '../../kernels/definition'
import { likelihood, limitOf } from '../shared/likelihood'
import type { EllipseModel } from './model'

/** The parts of a model that give a distance. */
export type Ellipse = Pick<EllipseModel, 'meanR' | 'meanG' | 'a' | 'b' | 'c'>

/**
 * d² = a·(r - meanR)² + 2b·(r - meanR)(g - meanG) + c·(g - meanG)². The order of the operations is
 * part of the definition: every kernel repeats it, so that all agree to the last bit.
 */
export function squaredDistance(model: Ellipse, r: number, g: number): number {
  const dr = r - model.meanR
  const dg = g - model.meanG
  return model.a * dr * dr + 2 * model.b * dr * dg + model.c * dg * dg
}

/** score = peak · exp(-d² / 2): a likelihood in 0..1, or a density in 0..peak. */
export function score(model: EllipseModel, r: number, g: number): number {
  return model.peak * likelihood(squaredDistance(model, r, g))
}

/** The greatest added score; 0 where a subtracted patch scores at least as high (it wins ties). */
export function scoreOfPatches(models: readonly EllipseModel[], r: number, g: number): number {
  let added = 0
  let subtracted = -1
  for (const model of models) {
    const s = score(model, r, g)
    if (model.role === 'add') added = Math.max(added, s)
    else subtracted = Math.max(subtracted, s)
  }
  return subtracted >= added ? 0 : added
}

/** The peak that a map of several patches is scaled to: the greatest of the added ones; 0 with none. */
export function greatestPeak(models: readonly EllipseModel[]): number {
  return models.reduce((peak, model) => (model.role === 'add' ? Math.max(peak, model.peak) : peak), 0)
}

/** What is added to a model's d² to measure it against the greatest peak: 2·ln(greatest / peak), exactly 0 for equal peaks. */
export function offsetOf(peak: number, greatest: number): number {
  return 2 * Math.log(greatest / peak)
}

/**
 * The squared distance, in standard deviations against the greatest peak, at which the score of
 * several patches lies: the least of the added ones; Infinity where a subtracted patch is as near.
 * The logarithm of `scoreOfPatches`, so far pixels do not all become equal by underflow.
 */
export function distanceOfPatches(models: readonly EllipseModel[], r: number, g: number): number {
  const greatest = greatestPeak(models)
  let added = Number.POSITIVE_INFINITY
  let subtracted = Number.POSITIVE_INFINITY
  for (const model of models) {
    const distance = squaredDistance(model, r, g) + offsetOf(model.peak, greatest)
    if (model.role === 'add') added = Math.min(added, distance)
    else subtracted = Math.min(subtracted, distance)
  }
  return subtracted <= added ? Number.POSITIVE_INFINITY : added
}

/** Whether a pixel is in the mask: its score is above the threshold, and it is not black. */
export function belongs(models: readonly EllipseModel[], threshold: number, R: number, G: number, B: number): boolean {
  const at = chromaticity(R, G, B)
  return at !== null && distanceOfPatches(models, at.r, at.g) < limitOf(threshold, greatestPeak(models))
}
