import { defineFormat } from './define-format'

export const webp = defineFormat({
  id: 'webp',
  title: 'WebP',
  note: 'Small, with transparency; for the web.',
  endings: ['webp'],
  hasTransparency: true,
  loss: 'either',
  depth: 8,
  sideMax: 16_383,
  holdsComparisons: true,
})
