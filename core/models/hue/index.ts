import { choice, integer } from '../shared/define'
import { defineModel } from '../shared/model'
import { hueOptions } from '../shared/pixel-options'
import { tableModel } from '../shared/table'
import { fit } from './fit'
import { python } from './python'

export const hue = defineModel({
  id: 'hue',
  version: 1,
  title: 'Hue back-projection',
  doc: 'How common a pixel’s hue is in the histogram: 255 for the commonest hue, 0 for the rarest.',
  reference:
    'Histogram back-projection (Swain and Ballard, 1991) of 8-bit hue, as OpenCV computes it: cvtColor, calcHist, normalize, calcBackProject.',
  formula: 'score = round(255 · (h(bin) - min h) / (max h - min h)), bin = floor(hue · (bins / 180))',
  threshold: {
    ...integer({
      title: 'Score threshold',
      unit: 'score, 0 to 255',
      min: 0,
      max: 255,
      default: 128,
      doc: 'A pixel belongs to the mask when its score is at least this; what scores 0 never belongs.',
    }),
    shownAs: 'threshold',
  },
  parameters: {
    bins: integer({
      title: 'Bins',
      unit: 'bins',
      min: 2,
      max: 180,
      default: 25,
      doc: 'Into how many bins the 180 half degrees of hue are gathered.',
    }),
    histogramOf: choice({
      title: 'Histogram of',
      doc: 'Whose hues are counted.',
      choices: [
        { id: 'patch', title: 'The patch', doc: 'The patch’s own hues: pixels like the patch score high, as the method’s words say.' },
        {
          id: 'image',
          title: 'The whole photo',
          doc: 'The whole photo’s hues, as the published code does: the photo’s commonest hue scores high, whatever the patch.',
        },
      ],
      default: 'patch',
    }),
    ...hueOptions,
  },
  countsBy: 'hue',
  concerns: { deviation: false, black: false },
  python,
  ...tableModel(fit),
})
