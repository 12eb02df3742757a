import { area } from '../shared'
import { defineStep } from '../define-step'

export const fill = defineStep({
  id: 'fill',
  version: 1,
  title: 'Fill holes',
  short: 'Fills holes that are small enough',
  doc: 'Fills holes of fewer pixels than this. A hole is ground that hangs together edge to edge (4-neighbourhood), the other side of objects by 8.',
  reference: 'skimage.morphology.remove_small_holes with connectivity 1.',
  takes: 'hard',
  draft: 'never',
  parameters: { area: area(200, 'Holes smaller than this are filled.') },
  cost: () => 1.4,
})
