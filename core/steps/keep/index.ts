import { defineStep } from '../define-step'
import { integer } from '../../models/shared/define'

export const keep = defineStep({
  id: 'keep',
  version: 1,
  title: 'Keep the largest',
  short: 'Keeps only the largest objects',
  doc: 'Keeps this many objects, the largest by area net of holes; the upper left ones where areas are equal.',
  reference: 'skimage.measure.label with connectivity 2, by regionprops area.',
  takes: 'hard',
  draft: 'never',
  parameters: {
    count: integer({ title: 'Objects', unit: 'objects', min: 1, max: 100_000, default: 1, doc: 'How many objects are kept.' }),
  },
  cost: () => 1.2,
})
