/** Likelihoods and distances: what every model with a Gaussian shares. */

/** Likelihood of a squared distance in standard deviations: 1 at the mean, falling to 0. */
export function likelihood(squared: number): number {
  return Math.exp(-0.5 * squared)
}

/** score > T is d² < -2·ln(T / peak). Infinity for T = 0 (every score is above 0), 0 or less where no score is above T. */
export function limitOf(threshold: number, greatest: number): number {
  return threshold <= 0 ? Number.POSITIVE_INFINITY : -2 * Math.log(threshold / greatest)
}
