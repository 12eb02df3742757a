import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MeasuredObject } from '../../../contract/contract'
import { columnsOf, rowsInView, sorted } from '../../../renderer/mask/measure/object-table'

const object = (number: number, netArea: number, y = 0): MeasuredObject => ({
  ...{ number, area: netArea + 5, netArea, box: { x: 1, y, w: 3, h: 4 }, centre: [2.25, y + 0.5], perimeter: 8.5 },
  ...{ colour: [10.4, 20, 30], touchesBorder: y === 0 },
})
const column = (id: string, scale: number | null = null) => columnsOf(scale).find((one) => one.id === id)!

test('sorts by any column, and leaves equals in the order of their numbers', () => {
  const objects = [object(1, 90, 7), object(2, 40, 0), object(3, 40, 3)]
  const order = (id: string, descending: boolean) => sorted(objects, column(id), descending).map(({ number }) => number)
  expect(order('number', true)).toEqual([3, 2, 1])
  expect(order('netArea', true)).toEqual([1, 2, 3])
  expect(order('netArea', false)).toEqual([2, 3, 1])
  expect(order('centre', false)).toEqual([2, 3, 1])
  expect(order('border', true)).toEqual([2, 1, 3])
  expect(objects.map(({ number }) => number)).toEqual([1, 2, 3])
})

test('figures are written out, and square millimetres come with a scale alone', () => {
  const one = object(1, 1234, 7)
  expect(columnsOf(null).map(({ show }) => show(one))).toEqual(['1', '1,234', '1,239', '8.5', '3 × 4 at 1, 7', '2.3, 7.5', '10 20 30', ''])
  expect(columnsOf(null).some(({ id }) => id === 'mm2')).toBe(false)
  expect(column('mm2', 0.5).show(one)).toBe('308.5')
})

test('the rows in view, and a few more, are a part of all of them wherever one scrolls', () => {
  fc.assert(
    fc.property(fc.nat(300_000), fc.nat(900), fc.nat(10_000), (top, height, count) => {
      const [from, to] = rowsInView(top, height, 24, count)
      expect(from >= 0 && from <= to && to <= count).toBe(true)
      for (let row = Math.floor(top / 24); row * 24 < top + height && row < count; row++) expect(row >= from && row < to).toBe(true)
      expect(to - from).toBeLessThanOrEqual(height / 24 + 10)
    }),
  )
})
