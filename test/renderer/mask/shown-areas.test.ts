import { expect, test } from 'vitest'
import { shownAreas } from '../../../renderer/mask/charts/shownAreas'
import { chartData } from '../../../renderer/charts/choices'
import { segmentation } from '../../../renderer/mask/stores/segmentation'

test('scores are shown while something is looked for, and only of its model', () => {
  const before = segmentation.value
  const patch = { x: 1, y: 2, w: 3, h: 4, letter: 0, role: 'add' as const, on: true }
  chartData.areas = { model: 'gaussian', thresholds: [0.5, 1], areas: [7, 0] }
  segmentation.value = { ...before, model: 'gaussian', patches: [patch], selected: 0 }
  expect(shownAreas.value?.areas).toEqual([7, 0])
  segmentation.value = { ...segmentation.value, model: 'density' }
  expect(shownAreas.value).toBeNull()
  segmentation.value = { ...segmentation.value, model: 'gaussian', patches: [] }
  expect(shownAreas.value).toBeNull()
  segmentation.value = before
})
