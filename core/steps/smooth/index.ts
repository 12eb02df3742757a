import { defineStep } from '../define-step'
import { integer } from '../../models/shared/define'

export const smooth = defineStep({
  id: 'smooth',
  version: 1,
  title: 'Smooth the edge',
  short: 'Rounds teeth and corners, keeps the area',
  doc: 'Median: a pixel belongs where more than half of the disc around it does. Rounds corners and teeth, keeps the area.',
  reference: 'scipy.ndimage.median_filter with footprint disk(r), mode nearest.',
  takes: 'hard',
  draft: 'disc',
  parameters: {
    radius: integer({
      title: 'Radius',
      unit: 'px of the full photo',
      measures: 'length',
      min: 1,
      max: 50,
      default: 3,
      doc: 'Teeth and notches smaller than this go.',
    }),
  },
  cost: ({ radius }) => 0.8 + radius / 10,
})
