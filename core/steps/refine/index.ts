import { defineStep } from '../define-step'
import { integer, number } from '../../models/shared/define'

export const refine = defineStep({
  id: 'refine',
  version: 1,
  title: 'Follow the photo’s edges',
  short: 'Pulls the edge to hair, leaves and outlines',
  doc: 'Guided filter: pulls the edge of the mask to the edges of the photo’s brightness near it, hair and leaves too. Makes a soft mask.',
  reference: 'He, Sun, Tang: Guided Image Filtering, ECCV 2010; the guide is the grey of the photo, 0 to 1.',
  takes: 'any',
  draft: 'smooth',
  parameters: {
    radius: integer({
      title: 'Radius',
      unit: 'px of the full photo',
      measures: 'length',
      min: 1,
      max: 60,
      default: 8,
      doc: 'How far from the edge the photo is looked at; the square around a pixel is 2 r + 1 wide.',
    }),
    epsilon: number({
      title: 'Smoothness ε',
      unit: 'brightness²',
      min: 0.000001,
      max: 0.1,
      step: 0.000001,
      default: 0.0001,
      doc: 'Differences of brightness below √ε are no edge: 0.0001 is one part in a hundred.',
    }),
  },
  cost: ({ radius }) => (radius < 20 ? 7 : 80),
})
