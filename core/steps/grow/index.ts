import { defineStep } from '../define-step'
import { radius } from '../shared'

export const grow = defineStep({
  id: 'grow',
  version: 1,
  title: 'Grow',
  short: 'Adds all within a distance of the mask',
  doc: 'Dilation: adds everything within this distance of the mask.',
  reference: 'skimage.morphology.binary_dilation with disk(r).',
  takes: 'hard',
  draft: 'disc',
  parameters: { radius: radius(2, 'How far the mask grows.') },
  cost: ({ radius }) => 0.2 + radius / 40,
})
