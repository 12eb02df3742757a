import { defineFormat } from './define-format'

export const png = defineFormat({
  id: 'png',
  title: 'PNG',
  note: 'Lossless, opens everywhere.',
  endings: ['png'],
  hasTransparency: true,
  loss: 'never',
  depth: 16,
  sideMax: null,
  holdsComparisons: true,
})
