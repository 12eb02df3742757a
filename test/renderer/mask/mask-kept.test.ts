/** Steps back and forth over the region, those that are none, and what an older program kept of a mask. */
import { beforeEach, expect, test } from 'vitest'
import type { DocumentInfo } from '../../../contract/contract'
import { info } from '../../../renderer/mask/stores/documents'
import { nudge, removeHeld } from '../../../renderer/mask/stores/nudge'
import { heldRegion, holdRegion, setLimit } from '../../../renderer/mask/stores/region'
import {
  changePatch,
  history,
  request,
  resetPatches,
  segmentation,
  select,
  selectedPatch,
  setHand,
} from '../../../renderer/mask/stores/segmentation'
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
