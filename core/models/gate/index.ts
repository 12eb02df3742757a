import { ChromapatchError } from '../../../contract/errors'
import { gate as gates } from '../../scorers/gate'
import { integer } from '../shared/define'
import { defineModel } from '../shared/model'
import { chromaticityOptions } from '../shared/pixel-options'
import { gatePython } from '../shared/python-gate'

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
  scorer: gates,
  selectsBy: 'gate',
  isResampled: false,
  learns: null,
  ellipse: null,
  needsChromaticity: false,
  concerns: { deviation: true, black: true },
  python: gatePython,
  fit({ gate: shape, statistics, rule }) {
    if (shape === undefined) {
      throw new ChromapatchError('PARAMETER_INVALID', 'There is no gate: nothing can be selected.', {
        hint: 'Draw one in the chart of chromaticities.',
      })
    }
    return { scorer: { kind: 'gate', gate: shape, rule }, floored: statistics.map(() => false) }
  },
})
