import { expect, test } from 'vitest'
import { covers, detailView, levelFor, levelSize, previewView, wholeView } from '../../../renderer/pane/pyramid'

test('levels halve and round up', () => {
  expect(levelSize({ width: 5, height: 9 }, 1)).toEqual({ width: 3, height: 5 })
  expect(levelSize({ width: 5, height: 9 }, 3)).toEqual({ width: 1, height: 2 })
  expect(wholeView({ width: 5, height: 9 }, 2)).toEqual({ level: 2, region: { x: 0, y: 0, w: 2, h: 3 } })
})

test('a level has at least a pixel for every device pixel', () => {
  for (const zoom of [0.03, 0.1, 0.24, 0.25, 0.26, 0.5, 0.51, 0.99, 1, 8]) {
    const level = levelFor(zoom, 12)
    expect(2 ** -level).toBeGreaterThanOrEqual(Math.min(1, zoom) - 1e-9)
    if (level < 11) expect(2 ** -(level + 1)).toBeLessThan(zoom)
  }
  expect(levelFor(0.001, 3)).toBe(2)
})

test('a detail view covers what it was made for, and a little more', () => {
  const photo = { width: 5312, height: 2988 }
  const visible = { x: 1111, y: 777, w: 1501, h: 903 }
  for (const level of [0, 1, 2]) {
    const view = detailView(photo, level, visible)
    const size = levelSize(photo, level)
    expect(covers(view, photo, visible)).toBe(true)
    expect(covers(view, photo, { ...visible, x: visible.x + 50 })).toBe(true)
    expect(covers(view, photo, { ...visible, x: visible.x + 1500 })).toBe(false)
    expect(view.region.x + view.region.w).toBeLessThanOrEqual(size.width)
    expect(view.region.y + view.region.h).toBeLessThanOrEqual(size.height)
  }
})

test('at the lower right corner the odd last column of a level counts as covering', () => {
  const photo = { width: 1001, height: 501 }
  const visible = { x: 900, y: 400, w: 101, h: 101 }
  expect(covers(detailView(photo, 2, visible), photo, visible)).toBe(true)
})

test('a preview covers what is visible with few pixels, at the finest level that has so few', () => {
  const photo = { width: 6000, height: 4000 }
  const levels = 13
  const whole = { x: 0, y: 0, w: 6000, h: 4000 }
  expect(previewView(photo, levels, 0.146, whole)).toEqual({ level: 3, region: { x: 0, y: 0, w: 750, h: 500 } })
  const part = { x: 1111, y: 777, w: 301, h: 203 }
  expect(previewView(photo, levels, 2, part)).toEqual({ level: 0, region: part })
  for (const zoom of [0.1, 0.3, 0.7, 1, 4]) {
    const visible = { x: 903, y: 1201, w: Math.min(5000, Math.ceil(1100 / zoom)), h: Math.min(2700, Math.ceil(600 / zoom)) }
    const view = previewView(photo, levels, zoom, visible)
    expect(covers(view, photo, visible)).toBe(true)
    expect(view.level).toBeGreaterThanOrEqual(levelFor(zoom, levels))
    expect(view.region.w * view.region.h).toBeLessThanOrEqual(400_000)
  }
})
