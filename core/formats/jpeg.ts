import { defineFormat } from './define-format'

export const jpeg = defineFormat({
  id: 'jpeg',
  title: 'JPEG',
  note: 'Small, without transparency.',
  endings: ['jpg', 'jpeg', 'jpe'],
  hasTransparency: false,
  loss: 'always',
  depth: 8,
  sideMax: 65_500,
  holdsComparisons: true,
})
