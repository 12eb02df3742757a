/** Steps of a comparison for undo: a slider that is moved again later is another step, and what changes nothing is none. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { choices, forgetPair, pairHistory, setSensitivity } from '../../renderer/compare/stores/choices'
import { colourRequest, dialColour, setColourPatch } from '../../renderer/compare/stores/colour'

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
  expect(pairHistory.redoName.value).toBe('Sensitivity')
})
