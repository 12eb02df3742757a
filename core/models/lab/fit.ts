import { unusable } from '../../kernels/statistics'
import { labScorer } from '../../scorers/lab'
import type { LabModel, LabScorer } from '../../scorers/lab/model'
import type { Fit, FitSource } from '../shared/model'
import { eigenOf, type Symmetric } from './eigen'

/** L* spans 100 in the 255 steps of grey, and rounding to whole steps alone gives a deviation of 1/√12 of one: 0.113. */
export const LAB_FLOOR = 100 / 255 / Math.sqrt(12)

/**
 * The inverse covariance. No eigenvalue is under LAB_FLOOR², so that a flat patch, or one whose colours lie in a line, still has an
 * ellipsoid.
 */
export function inverseOf(covariance: Symmetric): { readonly inverse: LabModel['inverse']; readonly isFloored: boolean } {
  const { values, vectors } = eigenOf(covariance)
  const inverse = [0, 0, 0, 0, 0, 0] as [number, number, number, number, number, number]
  values.forEach((value, k) => {
    const [L, a, b] = vectors[k]!
    const share = 1 / Math.max(value, LAB_FLOOR ** 2)
    ;[L * L, L * a, L * b, a * a, a * b, b * b].forEach((product, i) => (inverse[i]! += product * share))
  })
  return { inverse, isFloored: values.some((value) => value < LAB_FLOOR ** 2) }
}

/** @throws ChromapatchError PATCH_UNUSABLE for a patch of which the rule keeps no pixel */
export async function fit({ patches, statistics, rule, sums }: FitSource): Promise<Fit<LabScorer>> {
  const fitted = await Promise.all(
    patches.map(async (patch, at) => {
      const [pixels, ...sum] = await sums(labScorer, 0, at, [])
      if (pixels === 0) throw unusable(patch, statistics[at]!.leftOut)
      const mean = sum.map((value) => value / pixels!) as unknown as LabModel['mean']
      const covariance = Array.from(await sums(labScorer, 1, at, mean), (value) => value / pixels!) as unknown as Symmetric
      const { inverse, isFloored } = inverseOf(covariance)
      return { model: { mean, inverse, role: patch.role }, isFloored }
    }),
  )
  return {
    scorer: { kind: 'lab', models: fitted.map(({ model }) => model), rule },
    floored: fitted.map(({ isFloored }) => isFloored),
  }
}
