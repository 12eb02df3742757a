/** Every implementation of the kernels against the definition, the golden counts and the properties that hold for any photo. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels, createSharedMemory } from '../../core/wasm'
import { belongs, distanceOfPatches, greatestPeak } from '../../core/scorers/ellipses/definition'
import { binEdges, binOf, chromaticity } from '../../core/kernels/definition'
import { RESERVED_BYTES } from '../../core/memory'
import { createPlainKernels } from '../../core/wasm/plain'
import { patchStatistics } from '../../core/kernels/statistics'
import type { EllipseModel } from '../../core/scorers/ellipses/model'
import { fitModel, scaleOf } from '../fitted'
import { byteOfSquaredDistance, CUT_NOTHING, cutOf } from '../../core/kernels/score-map'
import { models, pixels, threshold } from './arbitrary'
import { load, photo, PHOTOS } from './photos'

const implementations = [
  ['plain', createPlainKernels],
  ['simd', createKernels],
] as const

const triples = (rgb: Uint8Array) =>
  Array.from({ length: rgb.length / 3 }, (_, i) => [...rgb.subarray(i * 3, i * 3 + 3)] as [number, number, number])
const skews = fc.integer({ min: 0, max: 17 })

describe.each(implementations)('%s kernels', (name, create) => {
  it('are what they are called', () => {
    expect(create(createSharedMemory(0)).name).toBe(name)
  })

  function run(rgb: Uint8Array, list: readonly EllipseModel[], T: number, skew = 0) {
    const { memory, rgb: at, out, plane } = load(rgb, skew)
    const kernels = create(memory)
    kernels.prepareEllipses(list)
    const count = rgb.length / 3
    const inside = kernels.ellipseMask(at, count, T, out)
    const mask = plane().slice()
    const alone = kernels.ellipseMask(at, count, T, -1)
    kernels.ellipseScore(at, count, T, out)
    return { inside, alone, mask, score: plane().slice() }
  }

  it('mask a 5 × 5 literal', () => {
    // Red, orange, grey, blue, black in columns, darker row by row: chromaticity does not change with brightness.
    const rows = [5, 4, 3, 2, 1].flatMap((k) => [
      [40 * k, 0, 0],
      [30 * k, 10 * k, 0],
      [10 * k, 10 * k, 10 * k],
      [0, 0, 40 * k],
      [0, 0, 0],
    ])
    const orange: EllipseModel = { meanR: 0.75, meanG: 0.25, a: 25, b: 0, c: 25, peak: 1, role: 'add' }
    const { mask, inside, alone } = run(Uint8Array.from(rows.flat()), [orange], 0.5)
    expect([...mask]).toEqual(Array.from({ length: 5 }, () => [0, 255, 0, 0, 0]).flat())
    expect([inside, alone]).toEqual([5, 5])
    // Red lies at d² = 25 · (1/16 + 1/16) = 3.125, likelihood 0.2096.
    expect([...run(Uint8Array.from(rows.flat()), [orange], 0.2).mask.subarray(0, 5)]).toEqual([255, 255, 0, 0, 0])
  })

  it('mask exactly as the definition, whatever the models, the threshold and the alignment', () => {
    fc.assert(
      fc.property(pixels(), models(), threshold, skews, (rgb, list, T, skew) => {
        const expected = triples(rgb).map(([R, G, B]) => (belongs(list, T, R, G, B) ? 255 : 0))
        const { mask, inside, alone } = run(rgb, list, T, skew)
        expect([...mask]).toEqual(expected)
        expect(inside).toBe(expected.filter(Boolean).length)
        expect(alone).toBe(inside)
      }),
      { numRuns: 300 },
    )
  })

  it('score so that the byte is exact at the threshold and within one step of the distance elsewhere', () => {
    fc.assert(
      fc.property(pixels(), models(), threshold, skews, (rgb, list, T, skew) => {
        const { mask, score } = run(rgb, list, T, skew)
        const cut = cutOf(T, { kind: 'distance', peak: greatestPeak(list) })
        triples(rgb).forEach(([R, G, B], i) => {
          const byte = score[i] as number
          expect(byte >= cut).toBe(mask[i] === 255)
          const at = chromaticity(R, G, B)
          const squared = at === null ? Infinity : distanceOfPatches(list, at.r, at.g)
          if (squared === Infinity) expect(byte).toBe(0)
          else if (Math.abs(byte - cut) > 1) expect(Math.abs(byte - byteOfSquaredDistance(squared))).toBeLessThanOrEqual(1)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('keep every pixel of a higher threshold at a lower one', () => {
    fc.assert(
      fc.property(pixels(), models(), threshold, threshold, (rgb, list, S, T) => {
        const low = run(rgb, list, Math.min(S, T)).mask
        const high = run(rgb, list, Math.max(S, T)).mask
        high.forEach((value, i) => expect(value === 255 && low[i] === 0).toBe(false))
      }),
    )
  })

  it('do not depend on where the rows are cut, nor on the order of the patches', () => {
    fc.assert(
      fc.property(pixels(), models(), threshold, fc.array(fc.nat(100)), (rgb, list, T, cuts) => {
        const { memory, rgb: at, out, plane } = load(rgb)
        const count = rgb.length / 3
        const kernels = create(memory)
        kernels.prepareEllipses([...list].reverse())
        const borders = [0, ...cuts.filter((c) => c < count).sort((a, b) => a - b), count]
        let inside = 0
        for (let i = 1; i < borders.length; i++) {
          const [from, to] = [borders[i - 1] as number, borders[i] as number]
          inside += kernels.ellipseMask(at + from * 3, to - from, T, out + from)
        }
        const together = run(rgb, list, T)
        expect([...plane()]).toEqual([...together.mask])
        expect(inside).toBe(together.inside)
      }),
    )
  })

  it('write nothing beyond their output', () => {
    const rgb = new Uint8Array(3 * 37).fill(90)
    const { memory, rgb: at, out } = load(rgb)
    const all = new Uint8Array(memory.buffer)
    all.fill(7, out)
    const kernels = create(memory)
    kernels.prepareEllipses([{ meanR: 0.3, meanG: 0.3, a: 25, b: 0, c: 25, peak: 1, role: 'add' }])
    kernels.ellipseMask(at, 21, 0.05, out)
    expect(all[out + 20]).toBe(255)
    expect(all[out + 21]).toBe(7)
    kernels.ellipseScore(at, 21, 0.05, out)
    expect(all[out + 21]).toBe(7)
    expect([...all.subarray(at, at + rgb.length)]).toEqual([...rgb])
  })

  it('give an empty mask for no added patch and for a threshold at the peak', () => {
    const rgb = new Uint8Array(75).fill(100)
    const grey: EllipseModel = { meanR: 1 / 3, meanG: 1 / 3, a: 25, b: 0, c: 25, peak: 1, role: 'add' }
    expect(run(rgb, [], 0).inside).toBe(0)
    expect(run(rgb, [{ ...grey, role: 'subtract' }], 0).inside).toBe(0)
    expect(run(rgb, [grey], 1).inside).toBe(0)
    expect(run(rgb, [grey], 0.999).inside).toBe(25)
    expect(cutOf(1, scaleOf([grey]))).toBe(CUT_NOTHING)
  })

  it('refuse a model that is not an ellipse, and offsets outside of the memory', () => {
    const kernels = create(createSharedMemory(RESERVED_BYTES + 100))
    const flat: EllipseModel = { meanR: 0, meanG: 0, a: 1, b: 1, c: 1, peak: 1, role: 'add' }
    expect(() => kernels.prepareEllipses([flat])).toThrow(RangeError)
    expect(() => kernels.prepareEllipses([{ ...flat, b: 0, a: Number.NaN }])).toThrow(RangeError)
    expect(() => kernels.ellipseMask(RESERVED_BYTES, 1e9, 0.5, -1)).toThrow(RangeError)
  })

  it('see a memory that has grown since', () => {
    const memory = createSharedMemory(RESERVED_BYTES)
    const kernels = create(memory)
    const at = memory.grow(1) * 65_536
    new Uint8Array(memory.buffer).set([100, 100, 100, 0, 0, 0, 255, 0, 0], at)
    const counts = new Uint32Array(2)
    kernels.census(at, 3, counts)
    expect([...counts]).toEqual([1, 1])
  })

  it('count and bin as numpy does', () => {
    fc.assert(
      fc.property(pixels(), fc.integer({ min: 1, max: 400 }), skews, (rgb, bins, skew) => {
        const { memory, rgb: at } = load(rgb, skew)
        const kernels = create(memory)
        const [r, g, counts] = [new Uint32Array(bins), new Uint32Array(bins), new Uint32Array(2)]
        kernels.chromaticityHistograms(at, rgb.length / 3, bins, r, g)
        kernels.census(at, rgb.length / 3, counts)
        const [er, eg, ec] = [new Uint32Array(bins), new Uint32Array(bins), new Uint32Array(2)]
        const edges = binEdges(0, 1, bins)
        for (const [R, G, B] of triples(rgb)) {
          const c = chromaticity(R, G, B)
          if (c === null) ec[0]!++
          else {
            er[binOf(c.r, edges)]!++
            eg[binOf(c.g, edges)]!++
          }
          if (R === 255 || G === 255 || B === 255) ec[1]!++
        }
        expect([[...r], [...g], [...counts]]).toEqual([[...er], [...eg], [...ec]])
      }),
    )
  })

  it('halve a picture, odd sides included, in any bands', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(1 as const, 3 as const),
        fc.nat(),
        skews,
        (w, h, channels, seed, skew) => {
          const source = Uint8Array.from({ length: w * h * channels }, (_, i) => ((i + 1) * (seed + 40503) * 2654435761) >>> 13)
          const [hw, hh] = [(w + 1) >> 1, (h + 1) >> 1]
          const at = RESERVED_BYTES + skew
          const out = at + source.length
          const memory = createSharedMemory(out + hw * hh * channels + 1)
          const all = new Uint8Array(memory.buffer)
          all.set(source, at)
          all[out + hw * hh * channels] = 99
          const kernels = create(memory)
          const middle = hh >> 1
          kernels.halve(at, w, h, channels, out, middle, hh)
          kernels.halve(at, w, h, channels, out, 0, middle)
          const expected: number[] = []
          for (let y = 0; y < hh; y++)
            for (let x = 0; x < hw; x++)
              for (let c = 0; c < channels; c++) {
                const block = [0, 1]
                  .flatMap((dy) => [0, 1].map((dx) => [2 * x + dx, 2 * y + dy] as const))
                  .filter(([px, py]) => px < w && py < h)
                const sum = block.reduce((s, [px, py]) => s + (source[(py * w + px) * channels + c] as number), 0)
                expected.push(Math.floor(sum / block.length + 0.5))
              }
          expect([...all.subarray(out, out + expected.length)]).toEqual(expected)
          expect(all[out + expected.length]).toBe(99)
        },
      ),
    )
  })

  it.each(PHOTOS)('count the pixels that numpy counts on %s', async (name) => {
    const { rgb, width, height, count, golden } = await photo(name)
    const loaded = load(rgb)
    const kernels = create(loaded.memory)
    const statistics = patchStatistics(rgb, width, height, { ...golden.patch, role: 'add' })
    for (const [id, counts] of [
      ['gaussian', golden.likelihood_independent.counts],
      ['density', golden.density.counts],
    ] as const) {
      kernels.prepareEllipses(fitModel(id, {}, [statistics]))
      for (const { threshold: T, above } of counts) expect([id, T, kernels.ellipseMask(loaded.rgb, count, T, -1)]).toEqual([id, T, above])
    }
    const census = new Uint32Array(2)
    kernels.census(loaded.rgb, count, census)
    expect(census[0]).toBe(golden.image.black_pixels)
    // The published 2-D histogram, summed over either axis.
    const [r, g] = [new Uint32Array(100), new Uint32Array(100)]
    kernels.chromaticityHistograms(loaded.rgb, count, 100, r, g)
    const [er, eg] = [new Uint32Array(100), new Uint32Array(100)]
    for (const [i, j, n] of golden.chromaticity_histogram_100.image) {
      er[i]! += n
      eg[j]! += n
    }
    expect([...r]).toEqual([...er])
    expect([...g]).toEqual([...eg])
  })
})
