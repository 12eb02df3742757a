import { number } from '../shared/define'
import { ellipseModel } from '../shared/ellipse'
import { defineModel } from '../shared/model'
import { isFloored } from '../shared/patch-health'
import { chromaticityOptions } from '../shared/pixel-options'
import { fit } from './fit'
import { python } from './python'

export const density = defineModel({
  id: 'density',
  version: 1,
  title: 'Density, as published',
  doc: 'The published formula: the product of two Gaussian densities. Its peak depends on the patch and may be far above 1.',
  reference: 'rg-chromaticity segmentation, product of the Gaussian densities of r and g; published thresholds 0.2, 0.4, 0.6, 0.8.',
  formula: 'score = N(r; mean r, σr) · N(g; mean g, σg), peak 1 / (2π · σr · σg)',
  threshold: {
    ...number({
      title: 'Density threshold',
      unit: 'density',
      min: 0,
      max: 100_000,
      step: 0.01,
      default: 0.8,
      doc: 'A pixel belongs to the mask when its density is above this. The published masks use 0.2, 0.4, 0.6 and 0.8.',
    }),
    shownAs: 'threshold',
  },
  parameters: chromaticityOptions,
  ellipse: 'independent',
  python,
  ...ellipseModel(fit, isFloored),
})
