/**
 * Each formula in plain float64, readable as the paper: what every fast kernel is tested against.
 * Nothing here is quick, and nothing here may be changed to be quicker.
 *
 * Source: the published rg-chromaticity segmentation (numpy). Colours are sRGB-encoded bytes.
 */
import type { EllipseModel } from './models'

export interface Chromaticity {
  readonly r: number
  readonly g: number
}

/** The parts of a model that give a distance. */
export type Ellipse = Pick<EllipseModel, 'meanR' | 'meanG' | 'a' | 'b' | 'c'>

/** r = R / (R + G + B), g = G / (R + G + B), each in 0..1; null for black, which has no chromaticity. */
export function chromaticity(R: number, G: number, B: number): Chromaticity | null {
  const sum = R + G + B
  return sum === 0 ? null : { r: R / sum, g: G / sum }
}

/** N(x; mean, σ), the density of one channel; its peak is 1 / (σ·√(2π)). */
export function gaussianDensity(x: number, mean: number, sigma: number): number {
  return Math.exp(-((x - mean) ** 2) / (2 * sigma ** 2)) / (sigma * Math.sqrt(2 * Math.PI))
}

/** Likelihood of a squared distance in standard deviations: 1 at the mean, falling to 0. */
export function likelihood(squared: number): number {
  return Math.exp(-0.5 * squared)
}

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

/** score > T is d² < -2·ln(T / peak). Infinity for T = 0 (every score is above 0), 0 or less where no score is above T. */
export function limitOf(threshold: number, greatest: number): number {
  return threshold <= 0 ? Number.POSITIVE_INFINITY : -2 * Math.log(threshold / greatest)
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

/** `bins` + 1 edges as numpy.linspace gives them: low + i · step, the last one exactly `high`. */
export function binEdges(low: number, high: number, bins: number): Float64Array {
  const edges = new Float64Array(bins + 1)
  const step = (high - low) / bins
  for (let i = 0; i < bins; i++) edges[i] = i * step + low
  edges[bins] = high
  return edges
}

/** numpy's bin of a value: edges[i] <= value < edges[i + 1], the last bin closed; -1 outside. */
export function binOf(value: number, edges: Float64Array): number {
  const bins = edges.length - 1
  const low = edges[0] as number
  const high = edges[bins] as number
  if (!(value >= low && value <= high)) return -1
  let bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))
  while (bin > 0 && value < (edges[bin] as number)) bin--
  while (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin++
  return bin
}
