import { beforeEach, expect, test } from 'vitest'
import { addStep, addUsualSteps, moveStep, removeStep, setStepParameter, switchStep } from '../../../renderer/mask/stores/cleaning'
import { steps } from '../../../core/steps/index'
import { shortUnit } from '../../../renderer/kit/use/words'
import { history, request, resetPatches, segmentation } from '../../../renderer/mask/stores/segmentation'

const patch = { x: 1, y: 2, w: 3, h: 4, letter: 0, role: 'add', on: true } as const
const list = () => segmentation.value.clean.map(({ id, enabled }) => (enabled ? id : `(${id})`)).join(' ')
beforeEach(() => {
  segmentation.value = { ...segmentation.value, clean: [] }
  resetPatches([patch])
})

test('the usual steps are one step to undo, each with its declared values', () => {
  addUsualSteps()
  expect(list()).toBe('open fill drop feather')
  expect(request.value?.clean?.map(({ parameters }) => parameters)).toEqual([{ radius: 3 }, { area: 200 }, { area: 50 }, { sigma: 1.5 }])
  expect(history.undoName.value).toBe('Add the Usual Steps')
  history.undo()
  expect(list()).toBe('')
})

test('steps are moved, switched off and deleted by what they are, not by where', () => {
  addUsualSteps()
  const [open, fill, drop] = segmentation.value.clean.map(({ key }) => key)
  moveStep(drop!, 0)
  expect([list(), history.undoName.value]).toEqual(['drop open fill feather', 'Move “Drop small objects”'])
  switchStep(open!)
  expect([list(), history.undoName.value]).toEqual(['drop (open) fill feather', 'Switch Off “Remove thin parts”'])
  removeStep(fill!)
  expect([list(), history.undoName.value]).toEqual(['drop (open) feather', 'Delete “Fill holes”'])
  moveStep(drop!, 99)
  expect(list()).toBe('(open) feather drop')
  expect(request.value?.clean?.map(({ id, enabled }) => [id, enabled])).toEqual([
    ['open', false],
    ['feather', true],
    ['drop', true],
  ])
})

test('a slider that is dragged is one step, whose name says what of which step', () => {
  const key = addStep('grow')!
  for (const radius of [3, 4, 5]) setStepParameter(key, 'radius', radius)
  expect(history.undoName.value).toBe('Grow: Radius')
  history.undo()
  expect(segmentation.value.clean[0]?.parameters).toEqual({ radius: 2 })
  // An unknown name, as a recipe of another version might have, changes nothing.
  setStepParameter(key, 'colour', 1)
  expect(history.undoName.value).toBe('Add “Grow”')
})

test('what a step is for, and the unit of its values, are short enough for where they stand', () => {
  for (const { short, doc } of Object.values(steps)) {
    expect(short.length).toBeLessThanOrEqual(50)
    expect(short).not.toBe(doc)
  }
  expect(['px of the full photo', 'px² of the full photo', 'px', '% of the threshold', 'brightness²', 'pixels'].map(shortUnit)).toEqual([
    ...['px', 'px²', 'px', '%', '', ''],
  ])
})
