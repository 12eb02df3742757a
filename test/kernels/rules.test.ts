/** The options beside the published method: linear light, minimum brightness, clipped pixels; and windows of the (r, g) plane. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../core/wasm'
import { belongs, greatestPeak } from '../../core/scorers/ellipses/definition'
import { binEdges, binOf, chromaticity } from '../../core/kernels/definition'
import { EVERY_PIXEL, keeps, lightOf, linearOf, type PixelRule } from '../../core/kernels/pixel-rule'
import { createPlainKernels } from '../../core/wasm/plain'
import { patchStatistics } from '../../core/kernels/statistics'
import { ruleOf } from '../../core/models/shared/rule'
import { cutOf } from '../../core/kernels/score-map'
import { models, pixels, threshold } from './arbitrary'
import { load } from './photos'

const implementations = [
  ['plain', createPlainKernels],
  ['simd', createKernels],
] as const

const rule: fc.Arbitrary<PixelRule> = fc.record({
  light: fc.constantFrom('encoded' as const, 'linear' as const),
  minimumSum: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 765 })),
  minimumSpread: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 })),
  excludeClipped: fc.boolean(),
})
const triples = (rgb: Uint8Array) =>
  Array.from({ length: rgb.length / 3 }, (_, i) => [...rgb.subarray(i * 3, i * 3 + 3)] as [number, number, number])

describe('the rule', () => {
  it('is the published method unless parameters say otherwise', () => {
    expect(ruleOf({})).toEqual(EVERY_PIXEL)
    expect(ruleOf({ light: 'linear', minimumBrightness: 48, excludeClipped: true, minimumSpread: 5 })).toEqual({
      light: 'linear',
      minimumSum: 48,
      minimumSpread: 5,
      excludeClipped: true,
    })
  })

  it('undoes the sRGB curve', () => {
    expect([linearOf(0), linearOf(255)]).toEqual([0, 1])
    expect(linearOf(10)).toBeCloseTo(10 / 255 / 12.92, 15)
    expect(linearOf(188)).toBeCloseTo(0.5029, 4)
  })

  it('keeps a colour’s chromaticity the same in the shade when light is linear', () => {
    // The water colour of a tenth of the light, re-encoded: encoded r drifts, linear r stays.
    const encode = (light: number) => Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055))
    const bright = [60, 110, 135] as const
    const shaded = bright.map((v) => encode(linearOf(v) / 10)) as [number, number, number]
    const light = lightOf({ ...EVERY_PIXEL, light: 'linear' })
    const linear = ([R, G, B]: readonly [number, number, number]) => chromaticity(light[R]!, light[G]!, light[B]!)!.r
    expect(Math.abs(chromaticity(...bright)!.r - chromaticity(...shaded)!.r)).toBeGreaterThan(0.02)
    expect(Math.abs(linear(bright) - linear(shaded))).toBeLessThan(0.01)
  })

  it('leaves pixels out of the statistics, and says how many', () => {
    const rgb = Uint8Array.from([10, 10, 10, 100, 50, 50, 255, 0, 0, 0, 0, 0])
    const patch = { x: 0, y: 0, w: 4, h: 1, role: 'add' as const }
    const s = patchStatistics(rgb, 4, 1, patch, { ...EVERY_PIXEL, minimumSum: 48, excludeClipped: true })
    expect(s).toMatchObject({ pixels: 1, black: 1, leftOut: 2, meanR: 0.5, meanG: 0.25, meanColour: [100, 50, 50] })
    expect(() => patchStatistics(rgb, 4, 1, patch, { ...EVERY_PIXEL, minimumSum: 700 })).toThrow(
      expect.objectContaining({ code: 'PATCH_UNUSABLE', message: expect.stringContaining('options') }),
    )
  })
})

describe.each(implementations)('the %s kernels', (_, create) => {
  it('mask by any rule as the definition does', () => {
    fc.assert(
      fc.property(pixels(), models(), threshold, rule, fc.integer({ min: 0, max: 17 }), (rgb, list, T, kept, skew) => {
        const { memory, rgb: at, out, plane } = load(rgb, skew)
        const light = lightOf(kept)
        const expected = triples(rgb).map(([R, G, B]) =>
          keeps(kept, R, G, B) && belongs(list, T, light[R] as number, light[G] as number, light[B] as number) ? 255 : 0,
        )
        const kernels = create(memory)
        kernels.prepareEllipses(list, kept)
        const inside = kernels.ellipseMask(at, expected.length, T, out)
        expect([...plane()]).toEqual(expected)
        expect(inside).toBe(expected.filter(Boolean).length)
        expect(kernels.ellipseMask(at, expected.length, T, -1)).toBe(inside)
        kernels.ellipseScore(at, expected.length, T, out)
        const cut = cutOf(T, { kind: 'distance', peak: greatestPeak(list) })
        expect([...plane()].map((byte) => (byte >= cut ? 255 : 0))).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  it('count any window of the plane as numpy does', () => {
    const range = fc
      .tuple(fc.double({ min: 0, max: 0.9, noNaN: true }), fc.double({ min: 0.01, max: 0.5, noNaN: true }))
      .map(([low, size]): [number, number] => [low, low + size])
    const ranges = fc.oneof(fc.constant<[number, number]>([0, 1]), range)
    fc.assert(
      fc.property(pixels(), fc.integer({ min: 1, max: 300 }), ranges, ranges, (rgb, bins, r, g) => {
        const { memory, rgb: at } = load(rgb)
        const counts = new Uint32Array(bins * bins)
        create(memory).chromaticityPlane(at, rgb.length / 3, { bins, r, g }, counts)
        const found = new Map([...counts].flatMap((n, i) => (n === 0 ? [] : [[i, n]])) as [number, number][])
        const expected = new Map<number, number>()
        const [rEdges, gEdges] = [binEdges(...r, bins), binEdges(...g, bins)]
        for (const [R, G, B] of triples(rgb)) {
          const c = chromaticity(R, G, B)
          if (c === null) continue
          const [i, j] = [binOf(c.r, rEdges), binOf(c.g, gEdges)]
          if (i >= 0 && j >= 0) expected.set(i * bins + j, (expected.get(i * bins + j) ?? 0) + 1)
        }
        expect([...found].sort()).toEqual([...expected].sort())
      }),
    )
  })
})
