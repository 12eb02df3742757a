import { number } from '../shared/define'
import { ellipseModel } from '../shared/ellipse'
import { defineModel } from '../shared/model'
import { chromaticityOptions } from '../shared/pixel-options'
import { fit, isCovarianceFloored } from './fit'
import { python } from './python'

export const covariance = defineModel({
  id: 'covariance',
  version: 1,
  title: 'Gaussian with covariance',
  doc: 'As the independent Gaussian, but the ellipse may be tilted: sensor noise makes r and g vary against each other.',
  reference: 'rg-chromaticity segmentation with the Mahalanobis distance of the patch’s full 2 × 2 covariance (P. C. Mahalanobis, 1936).',
  formula: 'score = exp(-d² / 2), d² = (p - mean)ᵀ · C⁻¹ · (p - mean), p = (r, g)',
  threshold: {
    ...number({
      title: 'Coverage',
      unit: 'likelihood',
      min: 0,
      max: 1,
      step: 0.001,
      default: 0.05,
      doc: 'Keeps a share 1 - T of pixels like the patch: a threshold of 0.05 keeps 95 %.',
    }),
    shownAs: 'coverage',
  },
  parameters: chromaticityOptions,
  ellipse: 'covariance',
  python,
  ...ellipseModel(fit, isCovarianceFloored),
})
