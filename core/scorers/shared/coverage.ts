/**
 * Coverage: the share of the pixels like the patch that a likelihood threshold T keeps. exp(-d² / 2) > T is d² < -2·ln T, and the d² of
 * a Gaussian's own pixels follows a chi-square distribution with as many degrees of freedom as the Gaussian has channels.
 */
export type Dimensions = 2 | 3

/** 0..1. With two channels exactly 1 - T; with three the regularized lower incomplete gamma function P(3/2, -ln T). */
export function coverageOf(threshold: number, dimensions: Dimensions = 2): number {
  if (dimensions === 2) return 1 - threshold
  if (threshold <= 0) return 1
  return threshold >= 1 ? 0 : gammaP(1.5, -Math.log(threshold))
}

/** The threshold of a coverage 0..1: what `coverageOf` gives the coverage of. */
export function thresholdOfShare(coverage: number, dimensions: Dimensions = 2): number {
  if (dimensions === 2) return 1 - coverage
  if (coverage <= 0) return 1
  if (coverage >= 1) return 0
  // Coverage falls as the threshold's logarithm rises: halved until nothing is between.
  let [near, far] = [0, 400]
  for (let i = 0; i < 100; i++) {
    const middle = (near + far) / 2
    if (gammaP(1.5, middle) < coverage) near = middle
    else far = middle
  }
  return Math.exp(-(near + far) / 2)
}

/** √π / 2 · 3/2 = Γ(5/2). */
const GAMMA = (3 / 4) * Math.sqrt(Math.PI)

/** P(a, x) for a = 3/2 by its series, x^a · e^-x / Γ(a + 1) · Σ xⁿ / ((a + 1) … (a + n)): Abramowitz & Stegun 6.5.29. */
function gammaP(a: 1.5, x: number): number {
  let [term, sum] = [1, 1]
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return Math.min(1, (x ** a * Math.exp(-x) * sum) / GAMMA)
}
