/**
 * Gaussians in L*a*b* in plain float64, readable as the paper: what the fast kernel is tested against.
 * Nothing here is quick, and nothing here may be changed to be quicker.
 *
 * Source: P. C. Mahalanobis (1936); L*a*b* as scikit-image's rgb2lab has it (D65, 2°). Colours are sRGB-encoded bytes.
 */
import { keeps } from '../../kernels/pixel-rule'
import { labOf } from '../../pair/delta-e'
import { likelihood, limitOf } from '../shared/likelihood'
import type { LabModel, LabScorer } from './model'

/**
 * d² = (p - mean)ᵀ · C⁻¹ · (p - mean). The order of the operations is part of the definition: the plain kernel and
 * the script in numpy repeat it.
 */
export function squaredDistance({ mean, inverse }: Pick<LabModel, 'mean' | 'inverse'>, L: number, a: number, b: number): number {
  const dL = L - mean[0]
  const da = a - mean[1]
  const db = b - mean[2]
  const [LL, La, Lb, aa, ab, bb] = inverse
  return LL * dL * dL + 2 * La * dL * da + 2 * Lb * dL * db + aa * da * da + 2 * ab * da * db + bb * db * db
}

/** The least squared distance of the added models; Infinity where a subtracted one is as near, or where none adds. */
export function distanceOfModels(models: readonly LabModel[], L: number, a: number, b: number): number {
  let added = Number.POSITIVE_INFINITY
  let subtracted = Number.POSITIVE_INFINITY
  for (const model of models) {
    const distance = squaredDistance(model, L, a, b)
    if (model.role === 'add') added = Math.min(added, distance)
    else subtracted = Math.min(subtracted, distance)
  }
  return subtracted <= added ? Number.POSITIVE_INFINITY : added
}

const lab = new Float64Array(3)

/** The squared distance of a pixel of these bytes; Infinity where the rule leaves it out. */
export function distanceOfPixel({ models, rule }: Pick<LabScorer, 'models' | 'rule'>, R: number, G: number, B: number): number {
  if (!keeps(rule, R, G, B)) return Number.POSITIVE_INFINITY
  labOf(R, G, B, lab)
  return distanceOfModels(models, lab[0]!, lab[1]!, lab[2]!)
}

/** score = exp(-d² / 2): 1 at the mean of an added patch, falling to 0. */
export function scoreOfPixel(scorer: Pick<LabScorer, 'models' | 'rule'>, R: number, G: number, B: number): number {
  return likelihood(distanceOfPixel(scorer, R, G, B))
}

/** Whether a pixel is in the mask: its score is above the threshold. */
export function belongs(scorer: Pick<LabScorer, 'models' | 'rule'>, threshold: number, R: number, G: number, B: number): boolean {
  return distanceOfPixel(scorer, R, G, B) < limitOf(threshold, 1)
}
