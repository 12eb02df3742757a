import { defineStep } from '../define-step'
import { radius } from '../shared'

export const closing = defineStep({
  id: 'close',
  version: 1,
  title: 'Close gaps',
  short: 'Fills cracks and pinholes',
  doc: 'Closing: fills everything in the ground that a disc of this radius does not fit into, such as cracks and pinholes.',
  reference: 'Closing by a disc: skimage.morphology.binary_closing with disk(r).',
  takes: 'hard',
  draft: 'disc',
  parameters: { radius: radius(3, 'Gaps narrower than about twice this are closed.') },
  cost: ({ radius }) => 0.3 + radius / 20,
})
