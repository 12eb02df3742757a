import { expect, test } from 'vitest'
import type { Comparison } from '../../contract/comparison'
import { cutNote } from '../../main/engine/pair/report'

test('a list that stops says so', () => {
  const regions = (count: number) => ({ regions: Array.from({ length: count }) as unknown as Comparison['regions'] })
  expect(cutNote(regions(499))).toEqual([])
  expect(cutNote(regions(500))).toEqual([expect.stringMatching(/500 largest/)])
})
