import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { calm, calmly, moving, stir } from '../../../renderer/kit/use/motion'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

test('what is stirred moves until it has been still for a while', () => {
  stir()
  vi.advanceTimersByTime(100)
  stir()
  vi.advanceTimersByTime(100)
  expect(moving.value).toBe(true)
  vi.advanceTimersByTime(100)
  expect(moving.value).toBe(false)
})

test('values pass at once at rest, at a pace while something moves, and the last one in the end', () => {
  const seen: number[] = []
  const { pass } = calmly<number>((value) => seen.push(value))
  pass(1)
  pass(2)
  expect(seen).toEqual([1, 2])
  vi.advanceTimersByTime(1_000)
  for (let i = 0; i < 30; i += 1) {
    stir()
    pass(100 + i)
    vi.advanceTimersByTime(10)
  }
  expect(seen.length).toBeGreaterThanOrEqual(4)
  expect(seen.length).toBeLessThanOrEqual(6)
  vi.advanceTimersByTime(1_000)
  expect(seen.at(-1)).toBe(129)
  const told = seen.length
  vi.advanceTimersByTime(1_000)
  expect(seen.length).toBe(told)
})

test('what was dropped is not passed on', () => {
  const seen: number[] = []
  const { pass, drop } = calmly<number>((value) => seen.push(value))
  stir()
  pass(1)
  pass(2)
  drop()
  vi.advanceTimersByTime(1_000)
  expect(seen).toEqual([1])
})

test('a calm value ends as its source', async () => {
  const source = shallowRef(0)
  const shown = calm(() => source.value)
  for (let i = 1; i <= 20; i += 1) {
    stir()
    source.value = i
    await nextTick()
  }
  expect(shown.value).toBeLessThan(20)
  vi.advanceTimersByTime(1_000)
  expect(shown.value).toBe(20)
})
