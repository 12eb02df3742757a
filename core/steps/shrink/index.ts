import { defineStep } from '../define-step'
import { radius } from '../shared'

export const shrink = defineStep({
  id: 'shrink',
  version: 1,
  title: 'Shrink',
  short: 'Takes the outermost pixels away',
  doc: 'Erosion: takes away everything within this distance of the ground; the border of the photo is no ground.',
  reference: 'skimage.morphology.binary_erosion with disk(r).',
  takes: 'hard',
  draft: 'disc',
  parameters: { radius: radius(2, 'How far the mask shrinks.') },
  cost: ({ radius }) => 0.2 + radius / 40,
})
