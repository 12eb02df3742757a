import { expect, test } from 'vitest'
import { boundViewpoint, fitZoom, nextZoom, originOf, panBy, toPhoto, visibleRegion, zoomAt } from '../../../renderer/pane/viewpoint'

const pane = { width: 800, height: 600 }
const photo = { width: 4000, height: 2000 }

test('fit leaves the margin and keeps the whole photo in view', () => {
  const zoom = fitZoom(photo, pane, 20)
  expect(zoom).toBeCloseTo(760 / 4000)
  expect(visibleRegion({ zoom, x: 2000, y: 1000 }, pane, photo)).toEqual({ x: 0, y: 0, w: 4000, h: 2000 })
})

test('zooming keeps the photo point under the pointer', () => {
  const at = { zoom: 0.25, x: 1800, y: 900 }
  const pointer = { x: 123, y: 456 }
  const before = toPhoto(at, pane, pointer)
  const after = toPhoto(zoomAt(at, pane, pointer, 3), pane, pointer)
  // The origin is rounded to whole device pixels: half of one at either zoom.
  expect(Math.abs(after.x - before.x)).toBeLessThanOrEqual(0.5 / 3 + 1e-9)
  expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(0.5 / 3 + 1e-9)
})

test('the origin falls on whole device pixels', () => {
  const origin = originOf({ zoom: 1 / 3, x: 1001, y: 333 }, pane)
  expect(Number.isInteger(origin.x) && Number.isInteger(origin.y)).toBe(true)
})

test('panning moves by device pixels, and the centre stays on the photo', () => {
  expect(panBy({ zoom: 2, x: 100, y: 100 }, 20, -10)).toEqual({ zoom: 2, x: 90, y: 105 })
  expect(boundViewpoint({ zoom: 2, x: -50, y: 9999 }, photo)).toEqual({ zoom: 2, x: 0, y: 2000 })
})

test('steps of zoom go up and down the same ladder', () => {
  expect(nextZoom(1, 1)).toBe(1.5)
  expect(nextZoom(1, -1)).toBeCloseTo(2 / 3)
  expect(nextZoom(0.97, 1)).toBe(1)
  expect(nextZoom(64, 1)).toBe(64)
})

test('nothing is visible when the photo lies beside the pane', () => {
  expect(visibleRegion({ zoom: 1, x: -5000, y: 0 }, pane, photo)).toBeNull()
})
