/**
 * One patch's Gaussian in the (r, g) plane:
 * d² = a·(r - meanR)² + 2b·(r - meanR)(g - meanG) + c·(g - meanG)², score = peak · exp(-d² / 2).
 * With b = 0, a = 1/σr², c = 1/σg² the two channels are independent.
 */
export interface EllipseModel {
  readonly meanR: number
  readonly meanG: number
  readonly a: number
  readonly b: number
  readonly c: number
  /** Score at the mean: 1 for likelihoods, 1/(2π·σr·σg) for densities. */
  readonly peak: number
  readonly role: 'add' | 'subtract'
}
