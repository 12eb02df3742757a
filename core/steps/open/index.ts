import { defineStep } from '../define-step'
import { radius } from '../shared'

export const opening = defineStep({
  id: 'open',
  version: 1,
  title: 'Remove thin parts',
  short: 'Takes away specks, hairs and bridges',
  doc: 'Opening: takes away everything that a disc of this radius does not fit into, such as specks and hairs.',
  reference: 'Opening by a disc: skimage.morphology.binary_opening with disk(r).',
  takes: 'hard',
  draft: 'disc',
  parameters: { radius: radius(3, 'Parts thinner than about twice this go.') },
  cost: ({ radius }) => 0.3 + radius / 20,
})
