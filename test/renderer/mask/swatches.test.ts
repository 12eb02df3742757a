import { expect, test } from 'vitest'
import { bestSwatch, SWATCHES } from '../../../renderer/mask/stores/swatches'

const [blue, pink] = SWATCHES.map(({ hex }) => hex)

test('the overlay shows on what it lies on: pink on the moon of the sample, blue on the red bowl', () => {
  expect(bestSwatch([196, 189, 92], blue!)).toBe(pink)
  expect(bestSwatch([182, 16, 1], pink!)).not.toBe(pink)
  expect(bestSwatch([182, 16, 1], blue!)).toBe(blue)
})

test('never the colour of the patch itself', () => {
  for (const { hex } of SWATCHES) {
    const value = Number.parseInt(hex.slice(1), 16)
    expect(bestSwatch([value >> 16, (value >> 8) & 255, value & 255], hex)).not.toBe(hex)
  }
})

test('the present one stays while it serves', () => {
  const chosen = bestSwatch([98, 79, 33], blue!)
  for (const { hex } of SWATCHES) {
    const next = bestSwatch([100, 80, 32], hex)
    expect([hex, chosen]).toContain(next)
  }
})
