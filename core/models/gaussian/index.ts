import { number } from '../shared/define'
import { ellipseModel } from '../shared/ellipse'
import { defineModel } from '../shared/model'
import { isFloored } from '../shared/patch-health'
import { chromaticityOptions } from '../shared/pixel-options'
import { fit } from './fit'
import { python } from './python'

export const gaussian = defineModel({
  id: 'gaussian',
  version: 1,
  title: 'Gaussian, r and g independent',
  doc: 'How like the patch a pixel’s chromaticity is: 1 at the patch’s mean, falling off with distance in standard deviations.',
  reference: 'rg-chromaticity segmentation with one Gaussian per channel, divided by its peak.',
  formula: 'score = exp(-d² / 2), d² = ((r - mean r) / σr)² + ((g - mean g) / σg)²',
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
  isWalked: true,
  ellipse: 'independent',
  python,
  ...ellipseModel(fit, isFloored),
})
