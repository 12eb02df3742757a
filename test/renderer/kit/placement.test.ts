/** Where floating panels go: one function for tips, popovers and menus; and the one for arrow keys within a group. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placePanel } from '../../../renderer/kit/use/placement'
import { roving } from '../../../renderer/kit/use/roving'

const room = { width: 1000, height: 800 }

test('below where it fits, else on the side with more room, and no higher than that', () => {
  const anchor = { left: 100, top: 100, width: 60, height: 20 }
  expect(placePanel(anchor, { width: 200, height: 300 }, room)).toEqual({ left: 100, top: 124, maxHeight: 670 })
  expect(placePanel({ ...anchor, top: 700 }, { width: 200, height: 300 }, room)).toEqual({ left: 100, top: 396, maxHeight: 690 })
  // Too high for either side: as much as there is.
  expect(placePanel({ ...anchor, top: 500 }, { width: 200, height: 900 }, room)).toEqual({ left: 100, top: 6, maxHeight: 490 })
})

test('centred, and left of a panel that it must not cover where there is room', () => {
  const anchor = { left: 700, top: 40, width: 100, height: 20 }
  expect(placePanel(anchor, { width: 200, height: 30 }, room, { align: 'centre', gap: 6 }).left).toBe(650)
  expect(placePanel(anchor, { width: 200, height: 30 }, room, { gap: 6, leftOf: 680 })).toMatchObject({ left: 474, top: 35 })
  // No room beside it: as without a panel.
  expect(placePanel(anchor, { width: 200, height: 30 }, room, { gap: 6, leftOf: 150 })).toMatchObject({ left: 700, top: 66 })
})

test('a panel that the window can hold lies in the window', () => {
  const size = fc.record({ width: fc.integer({ min: 1, max: 900 }), height: fc.integer({ min: 1, max: 380 }) })
  const at = fc.record({ left: fc.integer({ min: -50, max: 1050 }), top: fc.integer({ min: 0, max: 780 }) })
  fc.assert(
    fc.property(
      at,
      size,
      fc.constantFrom('start' as const, 'centre' as const),
      fc.option(fc.integer({ min: 0, max: 1000 })),
      (from, of, align, leftOf) => {
        const { left, top, maxHeight } = placePanel({ ...from, width: 30, height: 20 }, of, room, { align, leftOf })
        expect(left).toBeGreaterThanOrEqual(6)
        expect(left + of.width).toBeLessThanOrEqual(room.width - 6)
        expect(top).toBeGreaterThanOrEqual(6)
        expect(top + Math.min(of.height, maxHeight)).toBeLessThanOrEqual(room.height - 6)
      },
    ),
  )
})

test('arrow keys go round; without a member they begin at either end; other keys are no step', () => {
  expect(['ArrowDown', 'ArrowRight', 'ArrowUp', 'ArrowLeft'].map((key) => roving(key, 2, 3))).toEqual([0, 0, 1, 1])
  expect([roving('ArrowUp', 0, 3), roving('ArrowDown', -1, 3), roving('ArrowUp', -1, 3)]).toEqual([2, 0, 2])
  expect([roving('Home', 1, 3), roving('Home', 1, 3, { ends: true }), roving('End', 1, 3, { ends: true })]).toEqual([null, 0, 2])
  expect([roving('ArrowLeft', 1, 3, { axis: 'vertical' }), roving('a', 1, 3), roving('ArrowDown', 0, 0)]).toEqual([null, null, null])
})
