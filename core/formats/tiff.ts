import { defineFormat } from './define-format'

export const tiff = defineFormat({
  id: 'tiff',
  title: 'TIFF',
  note: 'Lossless, for print and other editors.',
  endings: ['tif', 'tiff'],
  hasTransparency: true,
  loss: 'never',
  depth: 16,
  sideMax: null,
  holdsComparisons: true,
})
