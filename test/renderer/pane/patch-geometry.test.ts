import { expect, test } from 'vitest'
import { clampPatch, HANDLES, movePatch, patchBetween, resizePatch } from '../../../renderer/pane/patch-geometry'

const photo = { width: 100, height: 80 }
const box = { x: 10, y: 20, w: 30, h: 40 }

test('a drag takes in every pixel that it touches, in any direction', () => {
  expect(patchBetween({ x: 10.2, y: 20.9 }, { x: 12.1, y: 22 }, photo)).toEqual({ x: 10, y: 20, w: 3, h: 2 })
  expect(patchBetween({ x: 12.1, y: 22 }, { x: 10.2, y: 20.9 }, photo)).toEqual({ x: 10, y: 20, w: 3, h: 2 })
})

test('a drag from outside or to outside stays on the photo and is never empty', () => {
  expect(patchBetween({ x: -50, y: -50 }, { x: 500, y: 500 }, photo)).toEqual({ x: 0, y: 0, w: 100, h: 80 })
  expect(patchBetween({ x: 300, y: 300 }, { x: 400, y: 400 }, photo)).toEqual({ x: 99, y: 79, w: 1, h: 1 })
})

test('moving stops at the border and keeps the size', () => {
  expect(movePatch(box, 1000, -1000, photo)).toEqual({ x: 70, y: 0, w: 30, h: 40 })
})

test('a handle moves its own sides alone, and a side stops before the opposite one', () => {
  expect(resizePatch(box, 'se', 5, -3, photo)).toEqual({ x: 10, y: 20, w: 35, h: 37 })
  expect(resizePatch(box, 'n', 99, -5, photo)).toEqual({ x: 10, y: 15, w: 30, h: 45 })
  expect(resizePatch(box, 'w', 500, 0, photo)).toEqual({ x: 39, y: 20, w: 1, h: 40 })
  expect(resizePatch(box, 'se', 5000, 5000, photo)).toEqual({ x: 10, y: 20, w: 90, h: 60 })
})

test('no handle leaves the photo', () => {
  for (const handle of HANDLES)
    for (const by of [-500, -7.6, 0.4, 333]) {
      const { x, y, w, h } = resizePatch(box, handle, by, -by, photo)
      expect(x >= 0 && y >= 0 && w >= 1 && h >= 1 && x + w <= 100 && y + h <= 80).toBe(true)
      expect([x, y, w, h].every(Number.isInteger)).toBe(true)
    }
})

test('a patch larger than the photo becomes the photo', () => {
  expect(clampPatch({ x: 50, y: 50, w: 900, h: 900 }, photo)).toEqual({ x: 0, y: 0, w: 100, h: 80 })
})
