/** Ellipses in the plane of chromaticities: the score is the likelihood, or density, of the nearest patch's Gaussian. */
import type { PixelRule } from '../../kernels/pixel-rule'
import { withScratch } from '../../wasm/scratch'
import type { ScorerKind } from '../shared/kind'
import { RAMP_PIXELS } from '../shared/ramp'
import { ellipseSlots } from './areas'
import { greatestPeak } from './definition'
import { writeLikelihoods } from './likelihoods'
import { alongAxis } from './marginals'
import type { EllipseModel } from './model'

export interface EllipseScorer {
  readonly kind: 'ellipses'
  readonly models: readonly EllipseModel[]
  readonly rule: PixelRule
}

export const ellipses: ScorerKind<EllipseScorer> = {
  kind: 'ellipses',
  title: 'Ellipse of the patch’s colours',
  bits: 16,
  scaleOf: ({ models }) => ({ kind: 'distance', peak: greatestPeak(models) }),
  start({ memory, kernels }, scorer) {
    kernels.prepareEllipses(scorer.models, scorer.rule)
    return {
      mask: (rgb, count, threshold, out) => kernels.ellipseMask(rgb, count, threshold, out),
      score: (rgb, count, threshold, out) => kernels.ellipseScore(rgb, count, threshold, out),
      ramp: (rgb, count, ramp, out) =>
        withScratch(memory, (some) => kernels.ellipseRamp(rgb, count, { ...scorer, ramp }, { some, full: some + RAMP_PIXELS }, out)),
    }
  },
  slots: ({ models, rule }, thresholds) => ellipseSlots(models, rule, thresholds),
  write16: ({ models, rule }, rgb, out) => writeLikelihoods(rgb, out, models, rule),
  pictured(scorer, picture) {
    if (picture === 'back-projection') return null
    return picture === 'product' ? scorer : { ...scorer, models: alongAxis(scorer.models, picture) }
  },
}
