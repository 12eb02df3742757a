import type { PixelRule } from '../../kernels/pixel-rule'

/** One patch's Gaussian in CIE L*a*b* (D65, 2°): L* is 0 … 100. */
export interface LabModel {
  readonly mean: readonly [L: number, a: number, b: number]
  /** The upper triangle of the inverse covariance, row by row. */
  readonly inverse: readonly [LL: number, La: number, Lb: number, aa: number, ab: number, bb: number]
  readonly role: 'add' | 'subtract'
}

export interface LabScorer {
  readonly kind: 'lab'
  readonly models: readonly LabModel[]
  /** L*a*b* is of light by its definition: `light` is not asked. */
  readonly rule: PixelRule
}
