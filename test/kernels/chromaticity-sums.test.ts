/** Statistics from whole-number sums, and hues that are written once: both kinds of kernels, and the definitions. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../core/wasm'
import { hueOf, HUES } from '../../core/scorers/table/definition'
import { statisticsOfSums, SUM_CELLS } from '../../core/kernels/chromaticity-sums'
import { EVERY_PIXEL, type PixelRule } from '../../core/kernels/pixel-rule'
import { createPlainKernels } from '../../core/wasm/plain'
import { patchStatistics, type PatchRegion } from '../../core/kernels/statistics'
import type { Kernels } from '../../core/wasm/kernels'
import { pixels } from './arbitrary'
import { load, photo, PHOTOS } from './photos'

const rules = fc.constantFrom<PixelRule>(
  EVERY_PIXEL,
  { ...EVERY_PIXEL, minimumSum: 200 },
  { ...EVERY_PIXEL, minimumSpread: 30, excludeClipped: true },
)
const close = (actual: number, expected: number, least = 0) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected) + least)

/** Sums of a patch of a photo `width` wide, cut into bands of rows. */
function sumsOf(kernels: Kernels, rgb: number, width: number, { x, y, w, h }: PatchRegion, rule: PixelRule, rowsPerBand = h): Float64Array {
  const sums = new Float64Array(SUM_CELLS)
  for (let row = 0; row < h; row += rowsPerBand) {
    const first = rgb + ((y + row) * width + x) * 3
    kernels.chromaticitySums({ rgb: first, stride: width, w, h: Math.min(rowsPerBand, h - row) }, rule, sums)
  }
  return sums
}

describe('statistics from sums', () => {
  it('of a literal: 1/2, 1/4 and 1/3, one black, one clipped', () => {
    const { memory, rgb } = load(Uint8Array.from([50, 25, 25, 100, 100, 200, 0, 0, 0, 255, 255, 255]))
    const patch: PatchRegion = { x: 0, y: 0, w: 4, h: 1, role: 'add' }
    const s = statisticsOfSums(sumsOf(createPlainKernels(memory), rgb, 4, patch, EVERY_PIXEL), patch, 4)
    expect(s).toMatchObject({ pixels: 3, black: 1, clipped: 1, dark: 0, leftOut: 0, meanColour: [405 / 3, 380 / 3, 480 / 3] })
    close(s.meanR, 13 / 36)
    close(s.stdG ** 2, (1 + 1 + 4) / (36 * 36 * 3))
    close(s.covariance[0][1], (5 * -1 + -4 * -1 + -1 * 2) / (36 * 36 * 3))
  })

  it('are the definition’s for any photo, window and rule; and the same bits by either kernels, however the rows are cut', () => {
    const shape = fc.record({ width: fc.integer({ min: 60, max: 90 }), x: fc.nat(20), w: fc.integer({ min: 1, max: 40 }), y: fc.nat(20) })
    fc.assert(
      fc.property(pixels(), shape, fc.integer({ min: 1, max: 110 }), rules, (tile, { width, x, w, y }, h, rule) => {
        const height = y + h
        const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => tile[i % tile.length] as number)
        const { memory, rgb: at } = load(rgb, 3)
        const patch: PatchRegion = { x, y, w, h, role: 'add' }
        const plain = sumsOf(createPlainKernels(memory), at, width, patch, rule)
        expect(sumsOf(createKernels(memory), at, width, patch, rule)).toEqual(plain)
        expect(sumsOf(createKernels(memory), at, width, patch, rule, 7)).toEqual(plain)
        const s = statisticsOfSums(plain, patch, w * h, 'zeros')
        const d = patchStatistics(rgb, width, height, patch, rule, 'zeros')
        for (const key of ['pixels', 'black', 'clipped', 'dark', 'leftOut'] as const) expect(s[key]).toBe(d[key])
        close(s.meanR, d.meanR)
        close(s.meanG, d.meanG)
        // The definition’s own rounding of a mean of 1 is felt where nothing varies.
        for (const i of [0, 1] as const) for (const j of [0, 1] as const) close(s.covariance[i][j], d.covariance[i][j], 1e-17)
        d.meanColour.forEach((value, i) => close(s.meanColour[i]!, value))
      }),
    )
  })

  it('of a flat patch vary by nothing but the rounding of its mean', () => {
    const flat = Uint8Array.from({ length: 20_000 * 3 }, (_, i) => [200, 31, 77][i % 3]!)
    const { memory, rgb } = load(flat)
    const patch: PatchRegion = { x: 0, y: 0, w: 20_000, h: 1, role: 'add' }
    const s = statisticsOfSums(sumsOf(createKernels(memory), rgb, 20_000, patch, EVERY_PIXEL), patch, 20_000)
    expect(s.stdR).toBeLessThan(1e-15)
    expect(s.meanR).toBe(200 / 308)
  })

  it('do not overflow where a million pixels are alike and white', () => {
    const count = 1_000_000
    const { memory, rgb } = load(new Uint8Array(count * 3).fill(255))
    const patch: PatchRegion = { x: 0, y: 0, w: count, h: 1, role: 'add' }
    const sums = sumsOf(createKernels(memory), rgb, count, patch, EVERY_PIXEL)
    expect(sums.subarray(765 * 6, 765 * 6 + 6)).toEqual(Float64Array.from([1, 255, 255, 65025, 65025, 65025], (v) => v * count))
    expect(sums.at(-1)).toBe(count)
  })

  it('refuse a patch without a usable pixel', () => {
    const patch: PatchRegion = { x: 0, y: 0, w: 2, h: 1, role: 'add' }
    const { memory, rgb } = load(new Uint8Array(6))
    const sums = sumsOf(createKernels(memory), rgb, 2, patch, EVERY_PIXEL)
    expect(() => statisticsOfSums(sums, patch, 2)).toThrow(expect.objectContaining({ code: 'PATCH_UNUSABLE' }))
  })

  it.each(PHOTOS)('agree with numpy to 1e-12 on %s', async (name) => {
    const { rgb, width, golden } = await photo(name)
    const { memory, rgb: at } = load(rgb)
    const patch: PatchRegion = { ...golden.patch, role: 'add' }
    const s = statisticsOfSums(sumsOf(createKernels(memory), at, width, patch, EVERY_PIXEL), patch, patch.w * patch.h)
    expect(s.pixels).toBe(golden.patch.pixels)
    const { mean_r, mean_g, std_r, std_g, covariance } = golden.statistics
    const all = [
      [s.meanR, mean_r],
      [s.meanG, mean_g],
      [s.stdR, std_r],
      [s.stdG, std_g],
      [s.covariance[0][1], covariance[0][1]],
    ] as const
    for (const [actual, expected] of all) close(actual, expected)
  })
})

describe('a plane of hues', () => {
  it('holds every pixel’s hue and counts it, and masks as the pixels themselves do', () => {
    fc.assert(
      fc.property(pixels(), fc.nat(17), fc.integer({ min: 0, max: 180 }), rules, (rgb, skew, T, rule) => {
        const count = rgb.length / 3
        const hues = Array.from({ length: count }, (_, i) => hueOf(rgb[i * 3]!, rgb[i * 3 + 1]!, rgb[i * 3 + 2]!))
        for (const create of [createPlainKernels, createKernels]) {
          const { memory, rgb: at, out, plane } = load(rgb, skew)
          const kernels = create(memory)
          const counts = new Uint32Array(HUES)
          kernels.hues(at, count, out, counts)
          expect([...plane()]).toEqual(hues)
          expect(counts.reduce((sum, n, hue) => sum + n * hue, 0)).toBe(hues.reduce((sum, hue) => sum + hue, 0))
          expect(counts.reduce((sum, n) => sum + n, 0)).toBe(count)
          kernels.prepareTable({ binning: { kind: 'hue' }, scores: Float32Array.from({ length: HUES }, (_, hue) => hue) }, rule)
          const known = kernels.tableMask(at, count, T, -1, out)
          expect(known).toBe(kernels.tableMask(at, count, T, -1))
        }
      }),
      { numRuns: 200 },
    )
  })
})
