/**
 * How likely a region is a change of the scene rather than what camera, light and codec leave over: a logistic of its evidence.
 *
 * Fitted by penalised maximum likelihood to the regions of pairs with known truth, made and really taken twice, each pair
 * weighing by the root of its regions; CONTRIBUTING.md says what is known of it. Each number has one coefficient,
 * and one stands for all pairs whose alignment leaves a residual: there is none for a kind of photo.
 */
import type { Evidence } from './numbers'

export const LEVELS = ['sure', 'likely', 'perhaps'] as const
export type Level = (typeof LEVELS)[number]

/** From so probable on. */
const SURE = 0.9
const LIKELY = 0.5

const COEFFICIENTS = {
  constant: -9.826,
  contrast: 1.139,
  sigmas: 1.53,
  correlation: 1.279,
  gradient: -1.771,
  difference: 1.405,
  chroma: 0.211,
  area: 0.062,
  loose: -2.275,
}

/** @param area in pixels of the map. @param isLoose whether the pair needed local registration. */
export function probabilityOf(evidence: Evidence, area: number, isLoose: boolean): number {
  const { constant, contrast, sigmas, correlation, gradient, difference, chroma, loose } = COEFFICIENTS
  const z =
    constant +
    contrast * Math.log(Math.max(0.3, evidence.contrast)) +
    sigmas * Math.log(Math.max(1, evidence.sigmas)) +
    correlation * Math.max(0, evidence.correlation) ** 2 +
    gradient * Math.max(0, evidence.gradient) +
    difference * Math.log(1 + evidence.difference) +
    chroma * Math.log(1 + evidence.chroma) +
    COEFFICIENTS.area * Math.log(Math.max(4, area)) +
    (isLoose ? loose : 0)
  return 1 / (1 + Math.exp(-z))
}

export const levelOf = (probability: number): Level => (probability >= SURE ? 'sure' : probability >= LIKELY ? 'likely' : 'perhaps')
