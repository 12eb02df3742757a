import { area } from '../shared'
import { defineStep } from '../define-step'

export const drop = defineStep({
  id: 'drop',
  version: 1,
  title: 'Drop small objects',
  short: 'Takes away specks: objects that are too small',
  doc: 'Drops objects of fewer pixels than this, net of their holes. An object hangs together by edges or corners (8-neighbourhood).',
  reference: 'skimage.morphology.remove_small_objects with connectivity 2.',
  takes: 'hard',
  draft: 'never',
  parameters: { area: area(50, 'Objects smaller than this are dropped.') },
  cost: () => 1.2,
})
