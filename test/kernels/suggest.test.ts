import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggestPatches } from '../../core/kernels/suggest'

const width = 90
const height = 60

/** Three fields of colour with a little noise: 50 %, 30 % and 20 % of the width, and a speck that is none. */
function fields(order: readonly (readonly number[])[]): Uint8Array {
  let state = 5
  const chance = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 29
  const rgb = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) {
    const x = i % width
    const colour = i === 2045 ? [10, 10, 230] : order[x < 45 ? 0 : x < 72 ? 1 : 2]!
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = colour[c]! + chance()
  }
  return rgb
}
const red = [180, 40, 40]
const green = [50, 150, 60]
const grey = [120, 120, 120]

test('the main colours come in the order of their shares, each with a square of nothing else', () => {
  const found = suggestPatches({ rgb: fields([red, grey, green]), width, height }, 5)
  expect(found).toHaveLength(3)
  found.forEach(({ x, y, side, share, colour }, i) => {
    const [left, right] = [
      [0, 45],
      [45, 72],
      [72, 90],
    ][i]!
    expect(x >= left! && x + side <= right! && y >= 0 && y + side <= height).toBe(true)
    expect(share).toBeCloseTo([0.5, 0.3, 0.2][i]!, 2)
    colour.forEach((value, c) => expect(Math.abs(value - [red, grey, green][i]![c]! - 3.5)).toBeLessThan(2))
  })
  expect(suggestPatches({ rgb: fields([red, grey, green]), width, height }, 1)).toEqual(found.slice(0, 1))
})

test('black and clipped pixels are no colour, and a picture of nothing else has none', () => {
  expect(suggestPatches({ rgb: new Uint8Array(width * height * 3), width, height }, 5)).toEqual([])
  expect(suggestPatches({ rgb: new Uint8Array(width * height * 3).fill(255), width, height }, 5)).toEqual([])
})

test('whatever the picture: squares in it, shares that add up to no more than all, and the same the second time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(), (w, h, seed) => {
      let state = seed
      const blocks = Array.from({ length: 16 }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0))
      const rgb = Uint8Array.from({ length: w * h * 3 }, (_, i) => {
        const [x, y] = [Math.floor(i / 3) % w, Math.floor(i / 3 / w)]
        return blocks[((x >> 3) % 4) | (((y >> 3) % 4) << 2)]! >>> (8 * (i % 3))
      })
      const found = suggestPatches({ rgb, width: w, height: h }, 6)
      expect(suggestPatches({ rgb, width: w, height: h }, 6)).toEqual(found)
      // A rounding above 1 at most: six quotients are added.
      expect(found.reduce((sum, { share }) => sum + share, 0)).toBeLessThan(1 + 1e-12)
      for (const { x, y, side } of found) expect(x >= 0 && y >= 0 && x + side <= w && y + side <= h).toBe(true)
    }),
  )
})
