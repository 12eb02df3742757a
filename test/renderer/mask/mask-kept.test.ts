/** Steps back and forth over the region, those that are none, and what an older program kept of a mask. */
import { beforeEach, expect, test } from 'vitest'
import type { DocumentInfo } from '../../../contract/contract'
import { info } from '../../../renderer/mask/stores/documents'
import { nudge, removeHeld } from '../../../renderer/mask/stores/nudge'
import { heldRegion, holdRegion, setLimit } from '../../../renderer/mask/stores/region'
import {
  changePatch,
  findThreshold,
  foundThreshold,
  history,
  request,
  resetPatches,
  segmentation,
  select,
  selectedPatch,
  setHand,
  setThreshold,
  threshold,
  wholeState,
} from '../../../renderer/mask/stores/segmentation'
import { initialState } from '../../../renderer/mask/stores/segmentation-state'
import { keepMask, restoreMask } from '../../../renderer/mask/stores/kept'

const patch = { x: 10, y: 10, w: 20, h: 20, letter: 0, role: 'add', on: true } as const

beforeEach(() => {
  info.value = { document: 'd', name: 'd', width: 400, height: 300 } as DocumentInfo
  segmentation.value = { ...segmentation.value, limit: null, clean: [], scale: null }
  resetPatches([patch])
})

test('a step back or forth that selects another patch lets go of the region; one that does not leaves it held', () => {
  select(null)
  changePatch('Move Patch', 0, { x: 12 })
  setLimit({ x: 5, y: 5, w: 100, h: 90 })
  holdRegion()
  nudge(1, 0, { shiftKey: false, altKey: false })
  expect([heldRegion.value?.x, selectedPatch.value?.letter]).toEqual([6, 0])
  history.undo()
  expect(heldRegion.value?.x).toBe(5)
  history.undo()
  history.undo()
  expect(selectedPatch.value).toBeNull()
  history.redo()
  history.redo()
  expect([heldRegion.value, selectedPatch.value?.letter]).toEqual([null, 0])
  removeHeld()
  expect([segmentation.value.limit?.x, segmentation.value.patches]).toEqual([5, []])
})

test('what changes nothing is no step, and takes nothing away that was undone', () => {
  setLimit({ x: 0, y: 5, w: 100, h: 90 })
  holdRegion()
  nudge(0, 1, { shiftKey: false, altKey: false })
  history.undo()
  // At the photo's border already.
  nudge(-1, 0, { shiftKey: false, altKey: false })
  expect([history.undoName.value, history.redoName.value]).toEqual(['Limit to a Region', 'Move the Region'])
  select(0)
  changePatch('Move Patch', 0, { x: 10 })
  expect(history.redoName.value).toBe('Move the Region')
})

test('a model set by hand stays with a patch that cannot go further, and goes with one that does', () => {
  const hand = { meanR: 0.4, meanG: 0.3, stdR: 0.1, stdG: 0.1, correlation: 0 }
  const still = { shiftKey: false, altKey: false }
  resetPatches([{ ...patch, x: 0, y: 0 }])
  select(0)
  setHand(0, hand)
  nudge(-1, 0, still)
  nudge(0, -1, still)
  changePatch('Rename Patch', 0, { name: 'Leaf' })
  changePatch('Move Patch', 0, { x: -5, y: 0, w: 20, h: 20, shape: undefined })
  expect([selectedPatch.value?.hand, history.undoName.value]).toEqual([hand, 'Rename Patch'])
  nudge(1, 0, still)
  expect([selectedPatch.value?.x, selectedPatch.value?.hand]).toEqual([1, undefined])
  history.undo()
  changePatch('Make Patch an Ellipse', 0, { shape: { kind: 'ellipse' } })
  expect(selectedPatch.value?.hand).toBeUndefined()
})

test('of an older program, what a mask had not has its default, in every step', () => {
  changePatch('Move Patch', 0, { x: 40 })
  const kept = JSON.parse(JSON.stringify(keepMask(400))) as ReturnType<typeof keepMask>
  const old = ({ model, thresholds, parameters, patches, selected }: typeof segmentation.value) =>
    ({ model, thresholds, parameters, patches, selected }) as typeof segmentation.value
  const { state, history: steps } = kept
  restoreMask({ ...kept, state: old(state), history: { ...steps, states: steps.states.map(old) } })
  expect([segmentation.value.patches[0]?.x, request.value?.clean]).toEqual([40, []])
  history.undo()
  expect([segmentation.value.patches[0]?.x, segmentation.value.limit, request.value?.clean]).toEqual([10, null, []])
})

test('a state of before thresholds were found keeps its model and its threshold; one without a model keeps that of its time', () => {
  const { state } = JSON.parse(JSON.stringify(keepMask(400))) as ReturnType<typeof keepMask>
  const old = { ...state, automatic: undefined, model: 'classes', thresholds: { classes: 77 } }
  segmentation.value = wholeState(JSON.parse(JSON.stringify(old)) as Partial<typeof state>)
  expect(request.value).toMatchObject({ model: 'classes', threshold: 77 })
  expect(request.value).not.toHaveProperty('automatic')
  // A model that the old program did not know has its own defaults.
  expect(segmentation.value.thresholds.lab).toBeGreaterThan(0)
  segmentation.value = wholeState({ patches: state.patches })
  expect(request.value?.model).toBe('gaussian')
})

test('a new photo begins with the model that finds its threshold; a threshold set by hand is the user’s, until it is found again', () => {
  segmentation.value = { ...initialState(), patches: [patch] }
  expect(request.value).toMatchObject({ model: 'classes', automatic: true })
  foundThreshold.value = 140
  const asked = JSON.stringify(request.value)
  foundThreshold.value = 150
  expect([threshold.value, JSON.stringify(request.value)]).toEqual([150, asked])
  setThreshold(90)
  expect([threshold.value, request.value?.threshold, request.value?.automatic]).toEqual([90, 90, undefined])
  findThreshold()
  expect(threshold.value).toBe(150)
  history.undo()
  expect(threshold.value).toBe(90)
  resetPatches([patch])
  expect(request.value?.automatic).toBe(true)
})
