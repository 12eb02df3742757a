import { defineStep } from '../define-step'
import { number } from '../../models/shared/define'

export const soft = defineStep({
  id: 'soft',
  version: 1,
  title: 'Threshold with soft edge',
  short: 'Fades as the score does, from the threshold on',
  doc: 'Starts again from the score: a pixel is half in the mask at the threshold, and fades over a share of the threshold to either side.',
  reference: 'A linear ramp of the score in place of a cut.',
  takes: 'score',
  draft: 'smooth',
  parameters: {
    width: number({
      title: 'Width',
      unit: '% of the threshold',
      min: 1,
      max: 100,
      step: 1,
      default: 50,
      doc: 'Fades from this share below the threshold to this share above it.',
    }),
  },
  cost: () => 4,
})
