import { defineStep } from '../define-step'

export const invert = defineStep({
  id: 'invert',
  version: 1,
  title: 'Invert',
  short: 'Swaps mask and ground',
  doc: 'Swaps mask and ground.',
  reference: 'Complement.',
  takes: 'any',
  draft: 'never',
  parameters: {},
  cost: () => 0.2,
})
