/**
 * The published difference: before - after in scikit-image's grey, and the metrics beside it. Each definition is
 * named here with its version, as every report repeats them; the formulas are in the kernels.
 */
import { choice, defineOperation, type ChoiceOf, type Parameters } from '../../models/shared/define'

/** Raised when the same two photos give other numbers. */
export const DIFFERENCE_VERSION = 1

export const DEFINITIONS = {
  signedGray:
    'before − after, grey = 0.2125 R + 0.7154 G + 0.0721 B on R/255 … (scikit-image rgb2gray), −1 to 1; histogram of 16 bins over (−1, 1)',
  mse: 'mean of the squared differences of the bytes of R, G and B',
  psnr: '10 · log10(255² / MSE) in dB; none for equal photos',
  ssim: 'SSIM of grey (Wang et al. 2004): 11 × 11 Gaussian window of sigma 1.5, K1 0.01, K2 0.03, data range 1, mean inside of the border of 5 pixels',
  deltaE: 'ΔE2000 (CIEDE2000) of Lab under D65: mean, greatest, and the share of pixels above 2.3',
} as const

export const differenceParameters = {
  mode: choice({
    title: 'Difference shown',
    doc: 'How the difference picture is drawn.',
    choices: [
      { id: 'signed', title: 'Signed', doc: 'Signed grey in the diverging map RdBu, symmetric about 0, as scikit-image shows it.' },
      { id: 'absolute', title: 'Absolute', doc: '|before − after| of grey, scaled so that the greatest is white.' },
      { id: 'absolute-bytes', title: 'Absolute, as OpenCV', doc: 'absdiff of OpenCV’s 8-bit grey, byte for byte.' },
      { id: 'channels', title: 'Per channel', doc: '|before − after| of R, G and B, as a colour.' },
      { id: 'delta-e', title: 'ΔE2000', doc: 'ΔE2000 as grey, white from 25.5 on.' },
    ],
    default: 'signed',
  }),
} as const satisfies Parameters

export type DifferenceMode = ChoiceOf<(typeof differenceParameters)['mode']>

export const difference = defineOperation({
  id: 'difference',
  version: DIFFERENCE_VERSION,
  title: 'Difference',
  doc: 'One photo less the other, in grey: above 0 where light went, below it where light came. The figures are of the photos as they are.',
  reference: 'Published with scikit-image: rgb2gray and a subtraction. SSIM: Wang et al., 2004; ΔE2000: CIE 142-2001.',
  formula: 'D = Y(before) − Y(after), Y = 0.2125 R + 0.7154 G + 0.0721 B on 0 to 1',
  parameters: differenceParameters,
})
