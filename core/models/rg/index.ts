import { integer } from '../shared/define'
import { defineModel } from '../shared/model'
import { chromaticityOptions } from '../shared/pixel-options'
import { tableModel } from '../shared/table'
import { fit } from './fit'
import { python } from './python'

export const rg = defineModel({
  id: 'rg',
  version: 1,
  title: 'Chromaticity back-projection',
  doc: 'How common a pixel’s chromaticity is in the patch: 255 for the commonest cell of the (r, g) plane, 0 for cells that the patch does not have.',
  reference:
    'rg-chromaticity segmentation by back-projection of the patch’s 2-D histogram (Swain and Ballard, 1991), as OpenCV computes it in float32. Its upper bound is exclusive: pure red and pure green (r or g = 1) score 0.',
  formula: 'score = 255 · (h(cell) - min h) / (max h - min h), cell = (floor(r · bins), floor(g · bins))',
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
    bins: integer({ title: 'Bins', unit: 'bins a side', min: 4, max: 256, default: 32, doc: 'Into how many bins r and g are cut, each.' }),
    ...chromaticityOptions,
  },
  countsBy: 'rg',
  concerns: { deviation: false, black: true },
  python,
  ...tableModel(fit),
})
