/** The upper triangle of a symmetric 3 × 3 matrix, row by row. */
export type Symmetric = readonly [number, number, number, number, number, number]
type Vector = readonly [number, number, number]

/** Sweeps until nothing is left beside the diagonal; 3 × 3 needs four or five. */
const SWEEPS = 30

/**
 * Eigenvalues and unit eigenvectors of a symmetric 3 × 3 matrix by Jacobi's rotations (Golub and Van Loan, Matrix Computations, 8.5), in
 * no certain order.
 */
export function eigenOf([xx, xy, xz, yy, yz, zz]: Symmetric): { readonly values: Vector; readonly vectors: readonly Vector[] } {
  const m = [xx, xy, xz, xy, yy, yz, xz, yz, zz]
  const v = [1, 0, 0, 0, 1, 0, 0, 0, 1]
  for (let sweep = 0; sweep < SWEEPS && (m[1] !== 0 || m[2] !== 0 || m[5] !== 0); sweep++) {
    for (const [p, q] of [[0, 1], [0, 2], [1, 2]] as const) rotate(m, v, p, q) // prettier-ignore
  }
  return { values: [m[0]!, m[4]!, m[8]!], vectors: [0, 1, 2].map((k) => [v[k]!, v[3 + k]!, v[6 + k]!] as const) }
}

/** Turns the axes p and q so that m[p, q] is 0. */
function rotate(m: number[], v: number[], p: number, q: number): void {
  const beside = m[p * 3 + q]!
  if (beside === 0) return
  const [pp, qq] = [m[p * 4]!, m[q * 4]!]
  // Too small to change either value: only rounding would be left of a turn.
  if (Math.abs(beside) <= Number.EPSILON * 1e-3 * Math.min(Math.abs(pp), Math.abs(qq))) {
    m[p * 3 + q] = m[q * 3 + p] = 0
    return
  }
  const tau = (qq - pp) / (2 * beside)
  const tan = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.hypot(1, tau))
  const cos = 1 / Math.hypot(1, tan)
  const sin = tan * cos
  m[p * 4] = pp - tan * beside
  m[q * 4] = qq + tan * beside
  m[p * 3 + q] = m[q * 3 + p] = 0
  const k = 3 - p - q
  const [kp, kq] = [m[k * 3 + p]!, m[k * 3 + q]!]
  m[k * 3 + p] = m[p * 3 + k] = cos * kp - sin * kq
  m[k * 3 + q] = m[q * 3 + k] = sin * kp + cos * kq
  for (let i = 0; i < 9; i += 3) {
    const [ip, iq] = [v[i + p]!, v[i + q]!]
    v[i + p] = cos * ip - sin * iq
    v[i + q] = sin * ip + cos * iq
  }
}
