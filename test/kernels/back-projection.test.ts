/** Hue, histograms and back-projections against OpenCV's, and the two kinds of kernels against each other. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../core/wasm'
import { backProjected, floatBin, hueBin, hueHistogram, hueOf, HUES, normalizeMinMax } from '../../core/scorers/table/definition'
import { EVERY_PIXEL, keeps, type PixelRule } from '../../core/kernels/pixel-rule'
import { createPlainKernels } from '../../core/wasm/plain'
import type { Binning, ScoreTable } from '../../core/scorers/table/table'
import { cutOf } from '../../core/kernels/score-map'
import { pixels } from './arbitrary'
import { load, sha256 } from './photos'

const implementations = [
  ['plain', createPlainKernels],
  ['simd', createKernels],
] as const

/** A score of each hue that is the hue itself: the map is then the plane of hues. */
const HUE_ITSELF: ScoreTable = { binning: { kind: 'hue' }, scores: Float32Array.from({ length: HUES }, (_, hue) => hue) }

const rule: fc.Arbitrary<PixelRule> = fc.record({
  light: fc.constantFrom('encoded' as const, 'linear' as const),
  minimumSum: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 765 })),
  minimumSpread: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 })),
  excludeClipped: fc.boolean(),
})
const rules = fc.oneof(fc.constant(EVERY_PIXEL), rule)
const binning: fc.Arbitrary<Binning> = fc.oneof(
  fc.constant({ kind: 'hue' } as const),
  fc.record({ kind: fc.constant('rg' as const), bins: fc.integer({ min: 1, max: 256 }) }),
)
const entries = (of: Binning) => (of.kind === 'hue' ? HUES : of.bins * of.bins)
/** Scores that differ from entry to entry, with many zeros, from one random number. */
const scoresOf = (of: Binning, seed: number) =>
  Float32Array.from({ length: entries(of) }, (_, i) => ((Math.imul(i + 1, seed | 1) >>> 7) & ((seed & 3) === 0 ? 0 : 1023)) * 0.2492)

describe('hue', () => {
  it('is what one checks by hand: red, yellow, green, cyan, blue, magenta, grey, black', () => {
    const colours = [
      [255, 0, 0],
      [255, 255, 0],
      [0, 255, 0],
      [0, 255, 255],
      [0, 0, 255],
      [255, 0, 255],
      [9, 9, 9],
      [0, 0, 0],
    ] as const
    expect(colours.map(([R, G, B]) => hueOf(R, G, B))).toEqual([0, 30, 60, 90, 120, 150, 0, 0])
  })

  it('falls into calcHist’s bins, where the plain formula has other ones', () => {
    const differing = Array.from({ length: 179 }, (_, i) => i + 2).filter((bins) =>
      Array.from({ length: HUES }, (_, v) => v).some((v) => hueBin(v, bins) !== Math.min(bins - 1, Math.floor((v * bins) / 180))),
    )
    expect(differing).toEqual([26, 52, 66, 98, 104, 126, 132])
  })

  it.each(implementations)('of all 16,777,216 colours is OpenCV’s, by the %s kernels', (_, create) => {
    const rgb = new Uint8Array(3 << 24)
    for (let colour = 0, i = 0; colour < 1 << 24; colour++) {
      rgb[i++] = colour >> 16
      rgb[i++] = colour >> 8
      rgb[i++] = colour
    }
    const { memory, rgb: at, out, plane } = load(rgb)
    const kernels = create(memory)
    kernels.prepareTable(HUE_ITSELF)
    kernels.tableScore(at, 1 << 24, 1, out)
    // By test/fixtures/oracle/all_colours_hue.py, with OpenCV 4.6.0.
    expect(sha256(plane())).toBe('409d2c2be0a846cdf404e9d403c42ca0cde676bbf8ad3207fbc2366dc21cf472')
  })
})

describe('histograms', () => {
  it('are normalised to 0..255, and flat ones to nothing', () => {
    expect([...normalizeMinMax([1, 3, 2])]).toEqual([0, 255, 127.5])
    expect([...normalizeMinMax([7, 7, 7])]).toEqual([0, 0, 0])
    expect([
      ...hueHistogram(
        Array.from({ length: 180 }, () => 1),
        7,
      ),
    ]).toEqual([26, 26, 26, 25, 26, 26, 25])
  })

  it('are rounded half to even', () => {
    expect([127.5, 126.5, 0.5, 1.5, 254.5, 255.4, 300, -1].map(backProjected)).toEqual([128, 126, 0, 2, 254, 255, 255, 0])
  })

  it('leave r = 1 without a cell', () => {
    expect([floatBin(0, 32), floatBin(0.5, 32), floatBin(0.999, 32), floatBin(1, 32)]).toEqual([0, 16, 31, -1])
  })
})

describe.each(implementations)('back-projection by the %s kernels', (_, create) => {
  it('looks every pixel up by its hue or cell, and leaves out what the rule leaves out', () => {
    fc.assert(
      fc.property(
        pixels(),
        binning,
        fc.nat(),
        fc.oneof(fc.integer({ min: 0, max: 255 }), fc.double({ min: 0, max: 256, noNaN: true })),
        rules,
        fc.integer({ min: 0, max: 17 }),
        (rgb, of, seed, T, kept, skew) => {
          const count = rgb.length / 3
          const { memory, rgb: at, out, plane } = load(rgb, skew)
          const scores = scoresOf(of, seed)
          const entriesOfPixels = Array.from({ length: count }, (_, i) => {
            const [R, G, B] = [...rgb.subarray(i * 3, i * 3 + 3)] as [number, number, number]
            if (!keeps(kept, R, G, B)) return -1
            if (of.kind === 'hue') return hueOf(R, G, B)
            const light = kept.light === 'linear' ? linear : (v: number) => v
            const sum = light(R) + light(G) + light(B)
            const [r, g] = [floatBin(light(R) / sum, of.bins), floatBin(light(G) / sum, of.bins)]
            return sum === 0 || r < 0 || g < 0 ? -1 : r * of.bins + g
          })
          const expected = entriesOfPixels.map((entry) => (entry < 0 ? 0 : (scores[entry] as number)))
          const kernels = create(memory)
          kernels.prepareTable({ binning: of, scores }, kept)
          const inMask = (score: number) => score > 0 && score >= T
          kernels.tableScore(at, count, T, out)
          plane().forEach((byte, i) => {
            expect(byte >= cutOf(T, { kind: 'byte' })).toBe(inMask(expected[i] as number))
            expect(Math.abs(byte - Math.floor(expected[i] as number))).toBeLessThanOrEqual(1)
          })
          const inside = kernels.tableMask(at, count, T, out)
          expect([...plane()]).toEqual(expected.map((score) => (inMask(score) ? 255 : 0)))
          expect(inside).toBe(expected.filter(inMask).length)
          expect(kernels.tableMask(at, count, T, -1)).toBe(inside)
          const counts = new Uint32Array(scores.length)
          kernels.countBins(at, count, of, kept, counts)
          const counted = new Uint32Array(scores.length)
          for (const entry of entriesOfPixels) if (entry >= 0) counted[entry]! += 1
          expect(sha256(new Uint8Array(counts.buffer))).toBe(sha256(new Uint8Array(counted.buffer)))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('refuses tables and histograms of another size than the binning', () => {
    const { memory, rgb } = load(new Uint8Array(3))
    const kernels = create(memory)
    expect(() => kernels.prepareTable({ binning: { kind: 'hue' }, scores: new Float32Array(181) })).toThrow(RangeError)
    expect(() => kernels.prepareTable({ binning: { kind: 'rg', bins: 257 }, scores: new Float32Array(257 * 257) })).toThrow(RangeError)
    expect(() => kernels.countBins(rgb, 1, { kind: 'rg', bins: 4 }, EVERY_PIXEL, new Uint32Array(15))).toThrow(RangeError)
  })
})

/** IEC 61966-2-1, written again. */
function linear(byte: number): number {
  const v = byte / 255
  return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)
}
