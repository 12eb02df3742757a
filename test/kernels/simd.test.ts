/** The compiled kernels against the plain ones, byte for byte: they share no line of code that decides a pixel. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSharedMemory } from '../../core/wasm'
import { HUES } from '../../core/scorers/table/definition'
import { distanceOfPatches, greatestPeak } from '../../core/scorers/ellipses/definition'
import { SLOT_BYTES } from '../../core/memory'
import { EVERY_PIXEL } from '../../core/kernels/pixel-rule'
import { createPlainKernels } from '../../core/wasm/plain'
import { withScratch } from '../../core/wasm/scratch'
import { createSimdKernels } from '../../core/wasm/simd'
import { patchStatistics } from '../../core/kernels/statistics'
import type { EllipseModel } from '../../core/scorers/ellipses/model'
import type { Kernels } from '../../core/wasm/kernels'
import { fitModel } from '../fitted'
import { models, pixels, threshold } from './arbitrary'
import { load, photo, PHOTOS, sha256 } from './photos'

/** Mask and score map by both kinds of kernels over one photo. */
function both(rgb: Uint8Array, list: readonly EllipseModel[], T: number) {
  const { memory, rgb: at, out, plane } = load(rgb, 5)
  const count = rgb.length / 3
  const of = (kernels: Kernels) => {
    kernels.prepareEllipses(list)
    const inside = kernels.ellipseMask(at, count, T, out)
    const mask = plane().slice()
    kernels.ellipseScore(at, count, T, out)
    return { inside, mask, score: plane().slice() }
  }
  return { plain: of(createPlainKernels(memory)), simd: of(createSimdKernels(memory)!) }
}

describe('the compiled kernels', () => {
  it('give the plain kernels’ bytes for any models and threshold', () => {
    fc.assert(
      fc.property(pixels(), models(6), threshold, (rgb, list, T) => {
        const { plain, simd } = both(rgb, list, T)
        expect(simd).toEqual(plain)
      }),
      { numRuns: 500 },
    )
  })

  it('give them where the threshold is a pixel’s very score, or one bit beside it', () => {
    fc.assert(
      fc.property(pixels(40), models(3), fc.nat(39), fc.constantFrom(-1, 0, 1), (rgb, list, which, bits) => {
        const i = (which % (rgb.length / 3)) * 3
        const [R, G, B] = [rgb[i]!, rgb[i + 1]!, rgb[i + 2]!]
        const sum = R + G + B
        fc.pre(sum > 0)
        const distance = distanceOfPatches(list, R / sum, G / sum)
        fc.pre(Number.isFinite(distance))
        const T = greatestPeak(list) * Math.exp(-distance / 2) * (1 + bits * Number.EPSILON)
        const { plain, simd } = both(Uint8Array.from([...rgb, ...rgb]), list, T)
        expect(simd).toEqual(plain)
      }),
      { numRuns: 500 },
    )
  })

  it('give them for narrow ellipses whose limit runs through a pixel, where float32 knows least', () => {
    const near = fc.double({ min: -3, max: 3, noNaN: true })
    const narrow = fc.double({ min: 1 / 765, max: 0.01, noNaN: true })
    const colour = fc.tuple(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(
        colour,
        near,
        near,
        narrow,
        narrow,
        fc.double({ min: -0.95, max: 0.95, noNaN: true }),
        fc.boolean(),
        (pixel, u, v, stdR, stdG, rho, tilted) => {
          const [R, G, B] = pixel
          const [r, g] = [R / (R + G + B), G / (R + G + B)]
          const rest = tilted ? 1 - rho * rho : 1
          const b = tilted ? -rho / (stdR * stdG * rest) : 0
          const model: EllipseModel = {
            meanR: r + u * stdR,
            meanG: g + v * stdG,
            a: 1 / (stdR * stdR * rest),
            b,
            c: 1 / (stdG * stdG * rest),
            peak: 1,
            role: 'add',
          }
          const limit = distanceOfPatches([model], r, g)
          const rgb = Uint8Array.from({ length: 60 }, (_, i) => pixel[i % 3] as number)
          for (const bits of [-8, -1, 0, 1, 8]) {
            const { plain, simd } = both(rgb, [model], Math.exp(-limit / 2) * (1 + bits * Number.EPSILON))
            expect(simd).toEqual(plain)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each(PHOTOS)('give them for every pixel of %s', async (name) => {
    const { rgb, width, height, golden } = await photo(name)
    const patch = { ...golden.patch, role: 'add' as const }
    const other = { x: 10, y: 10, w: 60, h: 60, role: 'subtract' as const }
    const statistics = [patchStatistics(rgb, width, height, patch), patchStatistics(rgb, width, height, other)]
    const [first] = statistics as [(typeof statistics)[0]]
    const { stdR, stdG, covariance } = first
    const rho = covariance[0][1] / (stdR * stdG)
    const [likely] = fitModel('gaussian', {}, [first]) as [EllipseModel]
    const tilted = { ...likely, a: likely.a / (1 - rho * rho), b: -rho / (stdR * stdG * (1 - rho * rho)), c: likely.c / (1 - rho * rho) }
    const tasks: [readonly EllipseModel[], number][] = [
      [[likely], 0.05],
      [[tilted], 0.5],
      [fitModel('density', {}, [first]), 0.8],
      [fitModel('gaussian', {}, statistics), 0.05],
    ]
    for (const [list, T] of tasks) {
      const { plain, simd } = both(rgb, list, T)
      expect(simd.inside).toBe(plain.inside)
      expect(sha256(simd.mask)).toBe(sha256(plain.mask))
      expect(sha256(simd.score)).toBe(sha256(plain.score))
    }
  })

  it('count and difference any longer run as the plain ones do, and by any rule', () => {
    const rules = fc.constantFrom(
      EVERY_PIXEL,
      { ...EVERY_PIXEL, minimumSum: 200 },
      { ...EVERY_PIXEL, light: 'linear' as const, excludeClipped: true },
    )
    fc.assert(
      fc.property(pixels(), fc.integer({ min: 4096, max: 4130 }), fc.integer({ min: 1, max: 64 }), rules, (tile, count, bins, rule) => {
        const rgb = Uint8Array.from({ length: count * 3 }, (_, i) => tile[i % tile.length] as number)
        const { memory, rgb: at } = load(rgb, 5)
        const of = (kernels: Kernels) => {
          const [hues, cells, plane] = [new Uint32Array(HUES), new Uint32Array(bins ** 2), new Uint32Array(bins ** 2)]
          const [r, g] = [new Uint32Array(bins * 10), new Uint32Array(bins * 10)]
          kernels.countBins(at, count, { kind: 'hue' }, rule, hues)
          kernels.countBins(at, count, { kind: 'rg', bins }, rule, cells)
          kernels.chromaticityPlane(at, count, { bins, r: [0, 1], g: [0, 1] }, plane)
          kernels.chromaticityHistograms(at, count, bins * 10, r, g)
          return { hues, cells, plane, r, g }
        }
        expect(of(createSimdKernels(memory)!)).toEqual(of(createPlainKernels(memory)))
      }),
    )
  })

  it('put every quotient of a byte and a sum into the bins of numpy and of OpenCV', () => {
    // Every R under every sum, and likewise every G: all the r and g that there are.
    const colours: number[] = []
    for (let value = 0; value < 256; value++) {
      for (let rest = 0; rest <= 510; rest++) {
        const other = Math.min(255, rest)
        colours.push(value, other, rest - other, rest - other, value, other)
      }
    }
    const { memory, rgb: at } = load(Uint8Array.from(colours))
    const count = colours.length / 3
    const of = (kernels: Kernels, bins: number) => {
      const [cells, plane] = [new Uint32Array(bins ** 2), new Uint32Array(bins ** 2)]
      kernels.countBins(at, count, { kind: 'rg', bins }, EVERY_PIXEL, cells)
      kernels.chromaticityPlane(at, count, { bins, r: [0, 1], g: [0, 1] }, plane)
      return [sha256(new Uint8Array(cells.buffer)), sha256(new Uint8Array(plane.buffer))]
    }
    const [plain, simd] = [createPlainKernels(memory), createSimdKernels(memory)!]
    for (let bins = 1; bins <= 256; bins += bins < 20 ? 1 : 7) expect([bins, of(simd, bins)]).toEqual([bins, of(plain, bins)])
  })

  it('count by a rule what they would write, over more than a scratch plane', async () => {
    const { rgb, width, height, count, golden } = await photo('painting')
    const { memory, rgb: at, out } = load(rgb)
    const kernels = createSimdKernels(memory)!
    const rule = { ...EVERY_PIXEL, minimumSum: 150, excludeClipped: true }
    kernels.prepareEllipses(fitModel('gaussian', {}, [patchStatistics(rgb, width, height, { ...golden.patch, role: 'add' }, rule)]), rule)
    const alone = kernels.ellipseMask(at, count, 0.05, -1)
    expect(alone).toBeGreaterThan(1000)
    expect(alone).toBe(kernels.ellipseMask(at, count, 0.05, out))
  })

  it('are not made over a memory that threads cannot share', () => {
    expect(createSimdKernels(new WebAssembly.Memory({ initial: 100 }))).toBeNull()
  })
})

describe('scratch', () => {
  it('is another one for every call that is under way', () => {
    const memory = createSharedMemory(0)
    withScratch(memory, (a) => withScratch(memory, (b) => expect(b).not.toBe(a)))
    const nest = (depth: number): number => withScratch(memory, (slot) => (depth === 0 ? slot : nest(depth - 1)))
    expect(nest(62)).toBeGreaterThan(0)
    expect(() => nest(63)).toThrow(RangeError)
    expect(nest(62)).toBeGreaterThan(0)
  })

  it('comes back from a thread that was killed with it', () => {
    const memory = createSharedMemory(0)
    new Int32Array(memory.buffer, 0, 64).fill(Math.floor(Date.now() / 1000) - 3600)
    expect(withScratch(memory, (slot) => slot)).toBe(SLOT_BYTES)
  })
})
