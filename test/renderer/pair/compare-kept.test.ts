/** What is kept of a comparison: pins, colour, ticks and steps, also where an older program knew less. */
import { beforeEach, expect, test } from 'vitest'
import type { DocumentInfo } from '../../../contract/contract'
import { choices, choose, forgetPair, pairHistory } from '../../../renderer/pair/stores/choices'
import { dialColour, setColourPatch } from '../../../renderer/pair/stores/colour'
import { changes } from '../../../renderer/pair/stores/comparison'
import { keepPair, restorePair, type KeptPair } from '../../../renderer/pair/keeper'
import { photos } from '../../../renderer/pair/stores/pair'
import { addPin } from '../../../renderer/pair/stores/pins'
import { forgetRegions, seen, setSeen } from '../../../renderer/pair/stores/regions'
import { pairView } from '../../../renderer/pair/stores/view'
import { fit, fitted, lookFrom, pane, viewpoint } from '../../../renderer/pair/stores/viewport'

const photo = (document: string) => ({
  grant: { handle: document, name: document },
  info: { document, name: document, width: 400, height: 300 } as DocumentInfo,
})
const region = { x: 50, y: 40, w: 30, h: 20, area: 500, meanDelta: 0.1, deltaE: 9, kind: 'appeared' } as const

beforeEach(() => {
  Object.assign(pane, { width: 400, height: 300 })
  Object.assign(photos, { before: photo('a'), after: photo('b') })
  forgetPair()
  forgetRegions()
  fit()
  changes.value = { regions: [region], changedFraction: 0.1, minArea: 12 } as typeof changes.value
})

/** As text, which is how it is kept. */
const written = (): KeptPair => JSON.parse(JSON.stringify(keepPair(100))) as KeptPair

test('pins, colour, ticks, view and every step come back', () => {
  addPin([20, 30])
  setColourPatch({ x: 5, y: 6, w: 7, h: 8 })
  dialColour(150)
  setSeen(0, true)
  lookFrom({ zoom: 3, x: 100, y: 100 })
  Object.assign(pairView, { shown: 'swipe', picking: true, peeking: true })
  const [kept, was] = [written(), choices.value]
  forgetPair()
  forgetRegions()
  fit()
  expect([choices.value.pins, choices.value.colour.patch, seen.value]).toEqual([[], null, [false]])
  restorePair(kept)
  expect(choices.value).toEqual(was)
  expect([seen.value, fitted.value, viewpoint.value]).toEqual([[true], false, { zoom: 3, x: 100, y: 100 }])
  expect([pairView.shown, pairView.picking, pairView.peeking]).toEqual(['swipe', false, false])
  pairHistory.undo()
  pairHistory.undo()
  expect([choices.value.pins.length, choices.value.colour.patch]).toEqual([1, null])
  pairHistory.undo()
  expect(choices.value.pins).toEqual([])
  for (let step = 0; step < 3; step++) pairHistory.redo()
  expect(choices.value).toEqual(was)
})

test('of an older program, what it had not has its default, in every step', () => {
  choose('Threshold', { sensitivity: 9 })
  const { choices: now, history, view } = written()
  const old = (state: typeof now) => ({ sensitivity: state.sensitivity, align: state.align, colour: { model: 'hue' } }) as typeof now
  forgetPair()
  restorePair({ choices: old(now), history: { ...history, states: history.states.map(old) }, view })
  expect(choices.value).toMatchObject({ sensitivity: 9, pins: [], ignored: [], manual: null, colour: { model: 'hue', patch: null } })
  expect(choices.value.colour.thresholds.gaussian).toBeGreaterThan(0)
  pairHistory.undo()
  expect(choices.value).toMatchObject({ pins: [], colour: { model: 'hue', patch: null } })
  expect(choices.value.sensitivity).not.toBe(9)
})

test('a start does not begin in the middle of a gesture: pins, picking and nudging are over', () => {
  const modes = { pinning: true, picking: true, nudging: true, running: true }
  Object.assign(pairView, modes)
  const kept = written()
  restorePair(kept)
  expect(pairView).toMatchObject({ pinning: false, picking: false, nudging: false, running: false })
  // An older program kept them.
  restorePair({ ...kept, view: { ...kept.view, ...modes } })
  expect(pairView).toMatchObject({ pinning: false, picking: false, nudging: false, running: false })
})
