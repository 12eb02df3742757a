import type { PatchStatistics } from '../../kernels/statistics'
import type { EllipseModel } from '../../scorers/ellipses/model'
import { DEVIATION_FLOOR } from '../shared/patch-health'

/**
 * The patch's likelihood with its full covariance. Where an eigenvalue of the matrix is under
 * (1/765)², it is raised to it, so that a flat or perfectly correlated patch still has an ellipse.
 */
export function fit(statistics: PatchStatistics): EllipseModel {
  const { meanR, meanG, role, covariance } = statistics
  return { meanR, meanG, ...inverse(covariance), peak: 1, role }
}

/** True where an eigenvalue of the covariance was under the floor. */
export function isCovarianceFloored({ covariance }: Pick<PatchStatistics, 'covariance'>): boolean {
  return eigenvalues(covariance)[1] < DEVIATION_FLOOR ** 2
}

/** The greater and the lesser eigenvalue; the lesser as determinant / greater, which keeps its digits. */
function eigenvalues([[rr, rg], [, gg]]: PatchStatistics['covariance']): [number, number] {
  const greater = (rr + gg) / 2 + Math.hypot((rr - gg) / 2, rg)
  return [greater, greater === 0 ? 0 : (rr * gg - rg * rg) / greater]
}

/** The inverse matrix [[a, b], [b, c]]. */
function inverse(covariance: PatchStatistics['covariance']): Pick<EllipseModel, 'a' | 'b' | 'c'> {
  const [[rr, rg], [, gg]] = covariance
  const floor = DEVIATION_FLOOR ** 2
  const [greater, lesser] = eigenvalues(covariance)
  if (lesser >= floor) {
    const determinant = rr * gg - rg * rg
    return { a: gg / determinant, b: -rg / determinant, c: rr / determinant }
  }
  // By eigenvectors: (cos, sin) for the greater value, (-sin, cos) for the lesser.
  const angle = Math.atan2(2 * rg, rr - gg) / 2
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [along, across] = [1 / Math.max(greater, floor), 1 / floor]
  return { a: along * cos * cos + across * sin * sin, b: (along - across) * cos * sin, c: along * sin * sin + across * cos * cos }
}
