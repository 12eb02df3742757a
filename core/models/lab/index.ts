import { labScorer } from '../../scorers/lab'
import { boolean, integer, number } from '../shared/define'
import { defineModel } from '../shared/model'
import { fit } from './fit'
import { python } from './python'

export const lab = defineModel({
  id: 'lab',
  version: 1,
  title: 'Gaussian in L*a*b*',
  doc: 'How like the patch a pixel’s lightness and colour are: 1 at the patch’s mean, falling off with distance in standard deviations. Black, white and greys are told apart, and light from shade.',
  reference:
    'Mahalanobis distance (P. C. Mahalanobis, 1936) of the patch’s full 3 × 3 covariance in CIE 1976 L*a*b*, D65 and 2°, as scikit-image’s rgb2lab computes it.',
  formula: 'score = exp(-d² / 2), d² = (p - mean)ᵀ · C⁻¹ · (p - mean), p = (L*, a*, b*)',
  threshold: {
    ...number({
      title: 'Coverage',
      unit: 'likelihood',
      min: 0,
      max: 1,
      step: 0.001,
      default: 0.02,
      doc: 'Keeps the pixels whose likelihood is above T. Of pixels like the patch, 0.02 keeps 95 %: the distance has three degrees of freedom.',
    }),
    shownAs: 'coverage',
    dimensions: 3,
  },
  parameters: {
    minimumBrightness: integer({
      title: 'Minimum brightness',
      unit: 'R + G + B',
      min: 0,
      max: 765,
      default: 0,
      doc: 'Leaves out pixels whose R + G + B is below this: a step of a byte is a large step of colour in the dark. 0 leaves out none.',
    }),
    excludeClipped: boolean({
      title: 'Leave out clipped pixels',
      doc: 'Leaves out pixels with a channel at 255: their true colour is not in the photo.',
      default: false,
    }),
  },
  scorer: labScorer,
  selectsBy: 'patches',
  isResampled: true,
  learns: null,
  ellipse: null,
  needsChromaticity: false,
  concerns: { deviation: true, black: false, floor: { value: '0.11', reason: 'what rounding to bytes alone makes' } },
  python,
  fit,
})
