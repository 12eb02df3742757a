import { defineModel, integer } from '../define'
import { chromaticityOptions } from '../pixel-options'

export const gate = defineModel({
  id: 'gate',
  version: 1,
  title: 'Gate in the (r, g) plane',
  doc: 'Selects every pixel whose chromaticity lies in a rectangle, an ellipse or an outline that you draw in the (r, g) plane. No patch is needed.',
  reference:
    'A gate as in flow cytometry, on chromaticities in float64. Ends of a rectangle and the outline of an ellipse belong to it; a polygon follows the even-odd rule.',
  formula: 'score = 255 where (r, g) lies in the gate, else 0',
  threshold: {
    ...integer({
      title: 'Gate',
      unit: 'score, 0 or 255',
      min: 1,
      max: 255,
      default: 128,
      doc: 'A pixel is in the gate (255) or outside of it (0): every threshold gives the same mask.',
    }),
    shownAs: 'nothing',
  },
  parameters: chromaticityOptions,
})
