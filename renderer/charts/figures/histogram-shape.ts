/** Counts into what a chart shows: each series scaled to its own peak, the axis cut to where something is. Pure. */
import type { PatchStatistics } from '../../../contract/contract'
import type { ChartPoint } from './figure'
import { isModelId, models } from '../../../core/models/index'

export interface AxisRange {
  readonly min: number
  readonly max: number
}
export interface FittedGaussian {
  readonly mean: number
  /** After the floor: never 0. */
  readonly std: number
}

/** The smallest step of r at full brightness: deviations are floored there, as the models do. */
export const STD_FLOOR = 1 / 765
/** The axis leaves out this share of the pixels at either end: a few dark pixels may have any chromaticity. */
const TAIL_SHARE = 0.004
const AXIS_STEP = 0.05
const SPAN_MIN = 0.2
const SIGMAS = 5
const SAMPLES = 160

/**
 * The Gaussians that a model fits to a patch, as they look along r and along g. Of a tilted ellipse these are its
 * marginals: the roots of its matrix' diagonal, after a lesser eigenvalue below the floor was raised to it.
 * Null for models that fit none.
 */
export function fittedGaussians(model: string, statistics: PatchStatistics): { r: FittedGaussian; g: FittedGaussian } | null {
  const { meanR, meanG, stdR, stdG, covariance } = statistics
  const ellipse = isModelId(model) ? models[model].ellipse : null
  if (ellipse === 'independent') {
    return { r: { mean: meanR, std: Math.max(stdR, STD_FLOOR) }, g: { mean: meanG, std: Math.max(stdG, STD_FLOOR) } }
  }
  if (ellipse === null) return null
  const [[rr, rg], [, gg]] = covariance
  const half = Math.hypot((rr - gg) / 2, rg)
  const angle = Math.atan2(2 * rg, rr - gg) / 2
  const greater = Math.max((rr + gg) / 2 + half, STD_FLOOR ** 2)
  const lesser = Math.max((rr + gg) / 2 - half, STD_FLOOR ** 2)
  const [cos, sin] = [Math.cos(angle) ** 2, Math.sin(angle) ** 2]
  return {
    r: { mean: meanR, std: Math.sqrt(greater * cos + lesser * sin) },
    g: { mean: meanG, std: Math.sqrt(greater * sin + lesser * cos) },
  }
}

/** Bars at the centres of their bins; empty series stay empty instead of dividing by 0. */
export function scaledBars(counts: readonly number[]): ChartPoint[] {
  const peak = Math.max(...counts, 0)
  if (peak === 0) return []
  return counts.map((count, bin) => ({ x: (bin + 0.5) / counts.length, y: count / peak, count }))
}

/** The Gaussian with its peak at 1, sampled finely where it is not flat; at the axis' ends it has its own height. */
export function gaussianCurve({ mean, std }: FittedGaussian, { min, max }: AxisRange): ChartPoint[] {
  const from = mean - SIGMAS * std
  const at = (x: number) => ({ x, y: Math.exp(-((x - mean) ** 2) / (2 * std * std)) })
  const points: ChartPoint[] = [at(min)]
  for (let i = 0; i <= SAMPLES; i += 1) {
    const x = from + (2 * SIGMAS * std * i) / SAMPLES
    if (x > min && x < max) points.push(at(x))
  }
  points.push(at(max))
  return points
}

/** Where the photo, the patch and the curve are. */
export function axisRange(counts: readonly number[], fitted: FittedGaussian | null, patch: readonly number[] = []): AxisRange {
  let low = quantileBin(counts, TAIL_SHARE) / counts.length
  let high = (quantileBin(counts, 1 - TAIL_SHARE) + 1) / counts.length
  if (counts.length === 0) [low, high] = [0, 1]
  if (patch.some((count) => count > 0)) {
    low = Math.min(low, quantileBin(patch, TAIL_SHARE) / patch.length)
    high = Math.max(high, (quantileBin(patch, 1 - TAIL_SHARE) + 1) / patch.length)
  }
  if (fitted) {
    low = Math.min(low, fitted.mean - 4 * fitted.std)
    high = Math.max(high, fitted.mean + 4 * fitted.std)
  }
  if (high - low < SPAN_MIN) {
    const middle = (low + high) / 2
    low = middle - SPAN_MIN / 2
    high = middle + SPAN_MIN / 2
  }
  // 1e-9: 0.15 / 0.05 is a hair below 3.
  const min = Math.max(0, Math.floor(low / AXIS_STEP + 1e-9) * AXIS_STEP)
  const max = Math.min(1, Math.ceil(high / AXIS_STEP - 1e-9) * AXIS_STEP)
  return { min: Number(min.toFixed(2)), max: Number(max.toFixed(2)) }
}

/** The bin in which the given share of all counts is reached. */
function quantileBin(counts: readonly number[], share: number): number {
  const wanted = counts.reduce((sum, count) => sum + count, 0) * share
  let sum = 0
  const bin = counts.findIndex((count) => (sum += count) >= wanted && sum > 0)
  return bin < 0 ? counts.length - 1 : bin
}

/** For a screen reader: what the chart says, in a sentence or two. */
export function describeHistogram(name: string, counts: readonly number[], patch: string | null, fitted: FittedGaussian | null): string {
  const peak = counts.indexOf(Math.max(...counts))
  const photo = `Histogram of ${name}. Most of the photo is near ${((peak + 0.5) / counts.length).toFixed(2)}.`
  if (!patch || !fitted) return photo
  return `${photo} Patch ${patch} has a mean of ${fitted.mean.toFixed(4)} and a standard deviation of ${fitted.std.toFixed(4)}.`
}
