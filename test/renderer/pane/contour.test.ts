import { expect, test } from 'vitest'
import { contourLines } from '../../../renderer/pane/contour'

const square = (w: number, h: number, x0: number, y0: number, x1: number, y1: number) =>
  Uint8Array.from({ length: w * h }, (_, i) => (i % w >= x0 && i % w < x1 && Math.floor(i / w) >= y0 && Math.floor(i / w) < y1 ? 255 : 0))

test('a rectangle is outlined by four lines on pixel borders', () => {
  const lines = contourLines(square(10, 8, 2, 3, 6, 5), 10, 8, 128, { x: 0, y: 0, w: 10, h: 8 })
  const found = Array.from({ length: lines!.length / 4 }, (_, i) => lines!.slice(i * 4, i * 4 + 4))
  expect(found).toHaveLength(4)
  expect(found).toEqual(
    expect.arrayContaining([
      [2, 3, 6, 3],
      [2, 5, 6, 5],
      [2, 3, 2, 5],
      [6, 3, 6, 5],
    ]),
  )
})

test('the border of the photo is no edge, and only the part asked for is looked at', () => {
  const full = new Uint8Array(80).fill(255)
  expect(contourLines(full, 10, 8, 128, { x: 0, y: 0, w: 10, h: 8 })).toEqual([])
  expect(contourLines(square(10, 8, 2, 3, 6, 5), 10, 8, 128, { x: 7, y: 0, w: 3, h: 8 })).toEqual([])
})

test('too many lines are given up on', () => {
  // Dots on every other pixel of every other row: four short lines each, none of which join.
  const checks = Uint8Array.from({ length: 400 * 400 }, (_, i) => (i % 2 === 1 && Math.floor(i / 400) % 2 === 1 ? 255 : 0))
  expect(contourLines(checks, 400, 400, 128, { x: 0, y: 0, w: 400, h: 400 })).toBeNull()
})
