import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ChromapatchError } from '../../../contract/errors'
import { newestWins } from '../../../renderer/kit/use/newestWins'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function harness(patience?: number) {
  const asked: string[] = []
  const answered: string[] = []
  const failed: unknown[] = []
  const settle = new Map<string, { resolve: (answer: string) => void; reject: (reason: unknown) => void }>()
  const loop = newestWins<string, string>({
    ask: (wish, signal) => {
      asked.push(wish)
      return new Promise((resolve, reject) => {
        settle.set(wish, { resolve, reject })
        signal.addEventListener('abort', () => reject(new ChromapatchError('JOB_CANCELLED', 'cancelled')))
      })
    },
    answered: (answer) => void answered.push(answer),
    failed: (thrown) => void failed.push(thrown),
    ...(patience === undefined ? {} : { patience }),
  })
  const answer = async (wish: string) => {
    settle.get(wish)!.resolve(wish.toUpperCase())
    await vi.advanceTimersByTimeAsync(0)
  }
  const fail = async (wish: string, reason: unknown) => {
    settle.get(wish)!.reject(reason)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { loop, asked, answered, failed, answer, fail }
}

test('while an answer is awaited only the newest wish is kept, and it is asked at once', async () => {
  const { loop, asked, answered, answer } = harness()
  for (const wish of ['a', 'b', 'c', 'd']) loop.want(wish)
  expect(asked).toEqual(['a'])
  await answer('a')
  expect(asked).toEqual(['a', 'd'])
  await answer('d')
  expect(answered).toEqual(['A', 'D'])
  expect(loop.pending.value).toBe(false)
})

test('a call that takes longer than patience is cancelled when something newer is wanted', async () => {
  const { loop, asked, answered } = harness(300)
  loop.want('slow')
  await vi.advanceTimersByTimeAsync(200)
  loop.want('new')
  expect(asked).toEqual(['slow'])
  await vi.advanceTimersByTimeAsync(101)
  expect(asked).toEqual(['slow', 'new'])
  expect(answered).toEqual([])
})

test('without a newer wish nothing is cancelled', async () => {
  const { loop, answered, answer } = harness(300)
  loop.want('slow')
  await vi.advanceTimersByTimeAsync(5_000)
  await answer('slow')
  expect(answered).toEqual(['SLOW'])
})

test('a wish may wait until it rests', async () => {
  const { loop, asked } = harness()
  loop.want('a', 100)
  await vi.advanceTimersByTimeAsync(90)
  loop.want('b', 100)
  await vi.advanceTimersByTimeAsync(90)
  expect(asked).toEqual([])
  expect(loop.pending.value).toBe(true)
  await vi.advanceTimersByTimeAsync(10)
  expect(asked).toEqual(['b'])
})

test('a failure is told, and the newest wish goes on', async () => {
  const { loop, asked, failed, fail } = harness()
  loop.want('a')
  loop.want('b')
  await fail('a', new Error('broken'))
  expect(failed).toHaveLength(1)
  expect(asked).toEqual(['a', 'b'])
})

test('after drop a late answer is not heard', async () => {
  const { loop, answered, failed, answer } = harness()
  loop.want('a')
  loop.drop()
  await answer('a')
  expect([answered, failed]).toEqual([[], []])
  expect(loop.pending.value).toBe(false)
})
