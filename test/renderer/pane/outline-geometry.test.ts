import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { lassoThrough, outlineBetween, outlinePath, shapeIn } from '../../../renderer/pane/outline-geometry'
import { duplicatePatch, renamePatch, turnPatch } from '../../../renderer/mask/stores/patches'
import { info } from '../../../renderer/mask/stores/documents'
import { changePatch, history, request, resetPatches, segmentation, type PatchItem } from '../../../renderer/mask/stores/segmentation'
import type { DocumentInfo } from '../../../contract/contract'

const photo = { width: 100, height: 80 }
const point = fc.record({ x: fc.double({ min: -20, max: 120, noNaN: true }), y: fc.double({ min: -20, max: 100, noNaN: true }) })

test('a lasso through any places has its corners in its box, and its box in the photo', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 1200 }), (places) => {
      const drawn = lassoThrough(places, photo)
      if (!drawn) return
      const { x, y, w, h, shape } = drawn
      expect(x >= 0 && y >= 0 && x + w <= photo.width && y + h <= photo.height && w > 0 && h > 0).toBe(true)
      if (shape?.kind !== 'lasso') throw new Error('a lasso expected')
      expect(shape.points.length).toBeLessThanOrEqual(400)
      shape.points.forEach((value, i) => {
        const [low, high] = i % 2 === 0 ? [x, x + w] : [y, y + h]
        expect(value >= low && value <= high && Number.isInteger(value)).toBe(true)
      })
    }),
  )
})

test('two places, or a line there and back, enclose nothing', () => {
  expect(
    lassoThrough(
      [
        { x: 1, y: 1 },
        { x: 9, y: 9 },
      ],
      photo,
    ),
  ).toBeNull()
  expect(
    lassoThrough(
      [
        { x: 1, y: 1 },
        { x: 9, y: 9 },
        { x: 5, y: 5 },
      ],
      photo,
    ),
  ).toBeNull()
})

test('a shape goes along with its box, and comes back with it', () => {
  const lasso = lassoThrough(
    [
      { x: 10, y: 10 },
      { x: 30, y: 12 },
      { x: 20, y: 40 },
    ],
    photo,
  )!
  expect(shapeIn(lasso, { ...lasso, x: 15, y: 11 })).toEqual({ kind: 'lasso', points: [15, 11, 35, 13, 25, 41] })
  const wide = { x: 10, y: 10, w: 40, h: 60 }
  const grown = shapeIn(lasso, wide)
  expect(shapeIn({ ...wide, shape: grown }, lasso)).toEqual(lasso.shape)
  const round = outlineBetween({ x: 3, y: 4 }, { x: 13, y: 24 }, photo, true)
  expect(shapeIn(round, wide)).toEqual({ kind: 'ellipse' })
  expect(outlinePath({ ...round, shape: undefined })).toBe('M3 4h10v20h-10z')
  expect(outlinePath(lasso)).toBe('M10 10L30 12L20 40z')
})

const patch: PatchItem = {
  x: 10,
  y: 10,
  w: 20,
  h: 10,
  letter: 0,
  role: 'add',
  on: true,
  shape: { kind: 'lasso', points: [10, 10, 30, 10, 20, 20] },
}
beforeEach(() => {
  info.value = { document: 'd1', ...photo } as DocumentInfo
  resetPatches([patch])
})

test('a patch is moved, duplicated, turned and renamed with its shape, and each is a step', () => {
  changePatch('Move Patch', 0, { x: 12 })
  expect(segmentation.value.patches[0]?.shape).toEqual({ kind: 'lasso', points: [12, 10, 32, 10, 22, 20] })
  duplicatePatch()
  expect(segmentation.value.patches.map(({ letter, x }) => [letter, x])).toEqual([
    [0, 12],
    [1, 15],
  ])
  turnPatch()
  expect([segmentation.value.patches[1]?.role, history.undoName.value]).toEqual(['subtract', 'Subtract Instead'])
  renamePatch(1, '  sky ')
  expect([segmentation.value.patches[1]?.name, history.undoName.value]).toEqual(['sky', 'Rename Patch'])
  // The engine is not told of names.
  expect(request.value?.patches[1]).toEqual({
    x: 15,
    y: 13,
    w: 20,
    h: 10,
    role: 'subtract',
    shape: { kind: 'lasso', points: [15, 13, 35, 13, 25, 23] },
  })
  history.undo()
  history.undo()
  history.undo()
  expect(segmentation.value.patches).toHaveLength(1)
})
