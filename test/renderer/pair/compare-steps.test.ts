/** Steps of a comparison for undo: a slider that is moved again later is another step, what changes nothing or would be too much is none. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as v from 'valibot'
import { DetectOptions } from '../../../contract/comparison'
import {
  choices,
  detectOptions,
  forgetPair,
  ignoreArea,
  pairHistory,
  setSensitivity,
  watchArea,
} from '../../../renderer/pair/stores/choices'
import { colourRequest, dialColour, setColourPatch } from '../../../renderer/pair/stores/colour'
import { toasts } from '../../../renderer/kit/use/toasts'

beforeEach(() => {
  vi.useFakeTimers()
  forgetPair()
})
afterEach(() => vi.useRealTimers())

test.each([
  ['sensitivity', setSensitivity, () => choices.value.sensitivity],
  ['threshold of the colour', dialColour, () => colourRequest.value?.threshold],
] as const)('the %s', (_, slide, value) => {
  setColourPatch({ x: 1, y: 2, w: 3, h: 4 })
  const found = [value()]
  for (const to of [9, 12]) {
    for (const by of [0, 1, 2]) slide(to + by)
    found.push(value())
    vi.advanceTimersByTime(5_000)
  }
  pairHistory.undo()
  expect(value()).toBe(found[1])
  pairHistory.undo()
  expect(value()).toBe(found[0])
})

test('at the end of the slider nothing is lost that was undone', () => {
  setSensitivity(20)
  vi.advanceTimersByTime(5_000)
  setSensitivity(30)
  pairHistory.undo()
  setSensitivity(20)
  expect(pairHistory.redoName.value).toBe('Threshold')
})

test('an area more than can be ignored is refused in words, and the next one that fits is taken', () => {
  for (let i = 0; i < 200; i++) ignoreArea({ x: i, y: 0, w: 1, h: 1 })
  const full = choices.value
  expect([full.ignored.length, toasts.length]).toEqual([200, 0])
  ignoreArea({ x: 200, y: 0, w: 1, h: 1 })
  expect(v.is(DetectOptions, detectOptions(choices.value))).toBe(true)
  expect([choices.value, toasts.map(({ text }) => text)]).toEqual([full, ['200 areas are ignored already: the most is 200.']])
  watchArea(0)
  ignoreArea({ x: 200, y: 0, w: 1, h: 1 })
  expect([choices.value.ignored.length, choices.value.ignored.at(-1)?.x, toasts.length]).toEqual([200, 200, 1])
})
