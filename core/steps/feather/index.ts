import { defineStep } from '../define-step'
import { number } from '../../models/shared/define'

export const feather = defineStep({
  id: 'feather',
  version: 1,
  title: 'Feather',
  short: 'Lets the edge fade: a soft mask',
  doc: 'Blurs the mask by a Gaussian, so that its edge fades: a soft mask, alpha in the cut-out.',
  reference: 'scipy.ndimage.gaussian_filter, truncate 4, mode nearest.',
  takes: 'any',
  draft: 'smooth',
  parameters: {
    sigma: number({
      title: 'Softness',
      unit: 'px of the full photo',
      measures: 'length',
      min: 0.3,
      max: 30,
      step: 0.1,
      default: 1.5,
      doc: 'Standard deviation σ of the Gaussian; the edge fades over about 4 σ.',
    }),
  },
  cost: ({ sigma }) => 0.6 + 1.6 * sigma,
})
