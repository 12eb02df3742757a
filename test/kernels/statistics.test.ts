import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patchStatistics, type PatchRegion } from '../../core/kernels/statistics'
import { pixels } from './arbitrary'
import { photo, PHOTOS, sha256 } from './photos'

const near = (actual: number, expected: number) => expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
const whole = (w: number, h: number): PatchRegion => ({ x: 0, y: 0, w, h, role: 'add' })

/** 5 × 5 of grey (r = g = 1/3) but for the 2 × 2 patch at (1, 2). */
function five(): Uint8Array {
  const rgb = new Uint8Array(75).fill(100)
  const put = (x: number, y: number, colour: number[]) => rgb.set(colour, (y * 5 + x) * 3)
  put(1, 2, [50, 25, 25])
  put(2, 2, [100, 100, 200])
  put(1, 3, [0, 0, 0])
  put(2, 3, [255, 255, 510 - 255])
  return rgb
}

describe('patch statistics', () => {
  it('match what one checks by hand on 5 × 5', () => {
    const s = patchStatistics(five(), 5, 5, { x: 1, y: 2, w: 2, h: 2, role: 'subtract' })
    // r: 1/2, 1/4, 1/3; g: 1/4, 1/4, 1/3. One pixel is black, one clipped.
    expect(s).toMatchObject({ pixels: 3, black: 1, clipped: 1, dark: 0, role: 'subtract', x: 1, y: 2, w: 2, h: 2 })
    near(s.meanR, 13 / 36)
    near(s.meanG, 10 / 36)
    near(s.stdR ** 2, (25 + 16 + 1) / (36 * 36 * 3))
    near(s.stdG ** 2, (1 + 1 + 4) / (36 * 36 * 3))
    near(s.covariance[0][1], (5 * -1 + -4 * -1 + -1 * 2) / (36 * 36 * 3))
    expect(s.covariance[1][0]).toBe(s.covariance[0][1])
    expect(s.meanColour).toEqual([405 / 3, 380 / 3, 480 / 3])
  })

  it('of a flat patch are next to nothing, not a failure', () => {
    const s = patchStatistics(new Uint8Array(75).fill(77), 5, 5, whole(5, 5))
    expect(s.stdR).toBeLessThan(1e-15)
    expect(s.meanR).toBeCloseTo(1 / 3, 15)
  })

  it('count dark pixels below a sum of 48', () => {
    const s = patchStatistics(Uint8Array.from([16, 16, 15, 16, 16, 16]), 2, 1, whole(2, 1))
    expect(s.dark).toBe(1)
  })

  it('refuse a patch outside of the photo, naming it and the photo', () => {
    const rgb = new Uint8Array(75)
    for (const bad of [
      { x: 4, y: 0, w: 2, h: 1 },
      { x: -1, y: 0, w: 2, h: 1 },
      { x: 0, y: 5, w: 1, h: 1 },
      { x: 0, y: 0, w: 0, h: 3 },
      { x: 0.5, y: 0, w: 1, h: 1 },
    ]) {
      expect(() => patchStatistics(rgb, 5, 5, { ...bad, role: 'add' })).toThrow(
        expect.objectContaining({
          code: 'PATCH_OUTSIDE',
          message: expect.stringMatching(new RegExp(`${bad.x},${bad.y},${bad.w},${bad.h}.*5 × 5`)),
        }),
      )
    }
  })

  it('refuse a patch of black alone, with a hint', () => {
    expect(() => patchStatistics(new Uint8Array(75), 5, 5, whole(5, 5))).toThrow(
      expect.objectContaining({ code: 'PATCH_UNUSABLE', hint: expect.stringContaining('light') }),
    )
  })

  it('do not depend on the order of the pixels', () => {
    fc.assert(
      fc.property(pixels(60), fc.infiniteStream(fc.nat()), (rgb, stream) => {
        fc.pre(rgb.some((v) => v > 0))
        const count = rgb.length / 3
        const order = Array.from({ length: count }, (_, i) => [stream.next().value as number, i] as const).sort((a, b) => a[0] - b[0])
        const shuffled = Uint8Array.from(order.flatMap(([, i]) => [...rgb.subarray(i * 3, i * 3 + 3)]))
        const a = patchStatistics(rgb, count, 1, whole(count, 1))
        const b = patchStatistics(shuffled, 1, count, whole(1, count))
        expect(b.pixels).toBe(a.pixels)
        expect(b.meanR).toBeCloseTo(a.meanR, 13)
        expect(b.stdR).toBeCloseTo(a.stdR, 13)
        expect(b.covariance[0][1]).toBeCloseTo(a.covariance[0][1], 13)
      }),
    )
  })

  it.each(PHOTOS)('agree with numpy to 1e-12 on %s', async (name) => {
    const { rgb, width, height, golden } = await photo(name)
    expect(sha256(rgb)).toBe(golden.image.sha256_rgb)
    expect([width, height]).toEqual([golden.image.width, golden.image.height])
    const s = patchStatistics(rgb, width, height, { ...golden.patch, role: 'add' })
    expect(s.pixels).toBe(golden.patch.pixels)
    near(s.meanR, golden.statistics.mean_r)
    near(s.meanG, golden.statistics.mean_g)
    near(s.stdR, golden.statistics.std_r)
    near(s.stdG, golden.statistics.std_g)
    for (const i of [0, 1] as const) for (const j of [0, 1] as const) near(s.covariance[i][j], golden.statistics.covariance[i][j])
  })
})
