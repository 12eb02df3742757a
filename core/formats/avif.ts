import { defineFormat } from './define-format'

export const avif = defineFormat({
  id: 'avif',
  title: 'AVIF',
  note: 'Smallest, with transparency; slow to write, for the web.',
  endings: ['avif'],
  hasTransparency: true,
  loss: 'always',
  depth: 8,
  sideMax: 16_384,
  holdsComparisons: false,
})
