/** The compiled kernel of L*a*b* against the definition: every pixel of masks, score maps, soft masks and areas. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteOfSquaredDistance, anchoredByte, cutOf } from '../../core/kernels/score-map'
import { EVERY_PIXEL, keeps, type PixelRule } from '../../core/kernels/pixel-rule'
import { inverseOf } from '../../core/models/lab/fit'
import type { Symmetric } from '../../core/models/lab/eigen'
import { labScorer } from '../../core/scorers/lab'
import { belongs, distanceOfPixel, scoreOfPixel } from '../../core/scorers/lab/definition'
import { boundsOf } from '../../core/scorers/lab/bounds'
import { compiledDistances } from '../../core/scorers/lab/compiled'
import type { LabModel, LabScorer } from '../../core/scorers/lab/model'
import type { ScoreThread } from '../../core/scorers/shared/kind'
import { rampAround, rampValue } from '../../core/scorers/shared/ramp'
import { limitOf } from '../../core/scorers/shared/likelihood'
import { areasOf } from '../../core/scorers/shared/areas'
import { createSharedMemory, RESERVED_BYTES } from '../../core/wasm'
import { instantiate } from '../../core/wasm/instantiate'
import { createPlainKernels } from '../../core/wasm/plain'
import { byte, pixels } from './arbitrary'
import { photo, sha256 } from './photos'

/** Covariances from a deviation of nothing up to 40, in any direction. */
const covariance = fc
  .array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 9, maxLength: 9 })
  .chain((m) => fc.constantFrom(1, 0.1, 0.01, 0).map((scale) => m.map((value) => value * scale)))
  .map((m): Symmetric => {
    const of = (i: number, k: number) => m[i]! * m[k]! + m[3 + i]! * m[3 + k]! + m[6 + i]! * m[6 + k]!
    return [of(0, 0), of(0, 1), of(0, 2), of(1, 1), of(1, 2), of(2, 2)]
  })
const model: fc.Arbitrary<LabModel> = fc
  .record({
    L: fc.double({ min: 0, max: 100, noNaN: true }),
    a: fc.double({ min: -86, max: 98, noNaN: true }),
    b: fc.double({ min: -107, max: 94, noNaN: true }),
    covariance,
    role: fc.constantFrom('add' as const, 'add' as const, 'subtract' as const),
  })
  .map(({ L, a, b, covariance: spread, role }) => ({ mean: [L, a, b], inverse: inverseOf(spread).inverse, role }))
const models = fc.array(model, { minLength: 1, maxLength: 5 })
const threshold = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1e-300, 1e-12, 0.02, 0.5, 1))
const rule: fc.Arbitrary<PixelRule> = fc.constantFrom(EVERY_PIXEL, {
  ...EVERY_PIXEL,
  minimumSum: 90,
  excludeClipped: true,
})

/** A photo in memory, five bytes off any alignment, with room for 16 bits a pixel. */
function threads(rgb: Uint8Array) {
  const count = rgb.length / 3
  const at = RESERVED_BYTES + 5
  const out = (at + rgb.length + 15) & ~7
  const memory = createSharedMemory(out + count * 2)
  new Uint8Array(memory.buffer).set(rgb, at)
  const kernels = createPlainKernels(memory)
  const plain: ScoreThread = { memory, kernels, module: null }
  return { plain, compiled: { ...plain, module: instantiate(memory)! }, at, out, count, memory }
}

const colourAt = (rgb: Uint8Array, p: number) => [rgb[p * 3]!, rgb[p * 3 + 1]!, rgb[p * 3 + 2]!] as const

/** What the definition says of a photo. */
function defined(rgb: Uint8Array, scorer: LabScorer, T: number, thresholds: readonly number[]) {
  const each = <X>(of: (R: number, G: number, B: number) => X) => Array.from({ length: rgb.length / 3 }, (_, p) => of(...colourAt(rgb, p)))
  const cut = cutOf(T, { kind: 'distance', peak: 1 })
  const ramp = rampAround(T, 0.3, 1)
  return {
    mask: each((R, G, B) => (belongs(scorer, T, R, G, B) ? 255 : 0)),
    score: each((R, G, B) => {
      const d = distanceOfPixel(scorer, R, G, B)
      return d === Infinity ? 0 : anchoredByte(byteOfSquaredDistance(d), d < limitOf(T, 1), cut)
    }),
    ramp: each((R, G, B) => rampValue(scoreOfPixel(scorer, R, G, B), ramp)),
    areas: thresholds.map((t) => each((R, G, B) => (belongs(scorer, t, R, G, B) ? 1 : 0)).reduce<number>((sum, one) => sum + one, 0)),
  }
}

function found(rgb: Uint8Array, scorer: LabScorer, T: number, thresholds: readonly number[], kind: 'plain' | 'compiled') {
  const { at, out, count, memory, ...both } = threads(rgb)
  const thread = both[kind]
  const run = labScorer.start(thread, scorer)
  const bytes = new Uint8Array(memory.buffer, out, count)
  const inside = run.mask(at, count, T, out)
  const mask = [...bytes]
  expect([run.mask(at, count, T, -1), mask.filter((value) => value === 255).length]).toEqual([inside, inside])
  run.score(at, count, T, out)
  const score = [...bytes]
  run.ramp(at, count, rampAround(T, 0.3, 1), out)
  const slots = new Float64Array(thresholds.length + 1)
  labScorer.slots(scorer, thresholds, thread)(new Uint8Array(memory.buffer), at, count, slots)
  return { mask, score, ramp: [...new Uint16Array(memory.buffer, out, count)], areas: areasOf(slots) }
}

const rising = [0, 1e-200, 0.001, 0.02, 0.3, 0.31, 0.9, 1]

describe.each(['plain', 'compiled'] as const)('the %s kernel', (kind) => {
  it('is the definition for any models, rule and threshold', () => {
    fc.assert(
      fc.property(pixels(60), models, rule, threshold, (rgb, list, kept, T) => {
        const scorer: LabScorer = { kind: 'lab', models: list, rule: kept }
        expect(found(rgb, scorer, T, rising, kind)).toEqual(defined(rgb, scorer, T, rising))
      }),
      { numRuns: 300 },
    )
  })

  it('is the definition where the threshold is a pixel’s very score, or one bit beside it', () => {
    fc.assert(
      fc.property(pixels(20), models, fc.nat(19), fc.constantFrom(-1, 0, 1), (rgb, list, which, bits) => {
        const scorer: LabScorer = { kind: 'lab', models: list, rule: EVERY_PIXEL }
        const score = scoreOfPixel(scorer, ...colourAt(rgb, which % (rgb.length / 3)))
        const T = Math.min(1, score * (1 + bits * Number.EPSILON))
        const thresholds = [...new Set([T / 2, T, Math.min(1, T * 1.1)])].sort((a, b) => a - b)
        expect(found(rgb, scorer, T, thresholds, kind)).toEqual(defined(rgb, scorer, T, thresholds))
      }),
      { numRuns: 300 },
    )
  })

  it('is the definition where a pixel’s distance is a whole step of the score map, or one bit beside it', () => {
    fc.assert(
      fc.property(pixels(20), fc.nat(19), fc.integer({ min: 1, max: 255 }), fc.constantFrom(-1, 0, 1), (rgb, which, steps, bits) => {
        const of = (share: number): LabScorer => ({
          kind: 'lab',
          models: [{ mean: [40, 20, -10], inverse: [share, 0, 0, share, 0, share], role: 'add' }],
          rule: EVERY_PIXEL,
        })
        const d = distanceOfPixel(of(1), ...colourAt(rgb, which % (rgb.length / 3)))
        const scorer = of(((steps / 42.5) ** 2 / d) * (1 + bits * Number.EPSILON))
        expect(found(rgb, scorer, 0.1, [0.1], kind)).toEqual(defined(rgb, scorer, 0.1, [0.1]))
      }),
      { numRuns: 300 },
    )
  })

  it('is the definition of two models that are as near, and of one that takes itself away', () => {
    fc.assert(
      fc.property(pixels(20), model, byte, (rgb, one, other) => {
        const add: LabModel = { ...one, role: 'add' }
        const twin: LabModel = { ...one, mean: [one.mean[0], one.mean[1] + other / 1e12, one.mean[2]], role: 'subtract' }
        for (const list of [
          [add, twin],
          [add, { ...add, role: 'subtract' as const }],
        ]) {
          const scorer: LabScorer = { kind: 'lab', models: list, rule: EVERY_PIXEL }
          expect(found(rgb, scorer, 0.1, rising, kind)).toEqual(defined(rgb, scorer, 0.1, rising))
        }
      }),
      { numRuns: 100 },
    )
  })
})

it('gives the definition’s masks and maps of whole photos', async () => {
  for (const name of ['bowl', 'brushes'] as const) {
    const { rgb } = await photo(name)
    const scorer: LabScorer = {
      kind: 'lab',
      models: [
        { mean: [38.5, 60.4, 52], inverse: inverseOf([8.4, 7.9, 8.3, 7.7, 8, 8.6]).inverse, role: 'add' },
        { mean: [54.6, 74.2, 10.9], inverse: inverseOf([52, -24, -127, 54, 38, 525]).inverse, role: 'add' },
        { mean: [40, 50, 40], inverse: inverseOf([9, 0, 0, 9, 0, 9]).inverse, role: 'subtract' },
      ],
      rule: EVERY_PIXEL,
    }
    const { at, out, count, memory, plain, compiled } = threads(rgb)
    const of = (thread: ScoreThread) => {
      const run = labScorer.start(thread, scorer)
      const bytes = new Uint8Array(memory.buffer, out, count * 2)
      const inside = run.mask(at, count, 0.02, out)
      const mask = sha256(bytes.subarray(0, count))
      run.score(at, count, 0.02, out)
      const score = sha256(bytes.subarray(0, count))
      run.ramp(at, count, rampAround(0.3, 0.8, 1), out)
      return [inside, mask, score, sha256(bytes)]
    }
    const expected = of(plain)
    expect(expected[0]).toBeGreaterThan(1000)
    expect(of(compiled)).toEqual(expected)
  }
})

it('keeps to its bounds for every colour of a lattice, and for all dark ones', () => {
  const steps = (from: number, to: number, by: number) => Array.from({ length: Math.ceil((to - from) / by) }, (_, i) => from + i * by)
  const cube = (values: readonly number[]) => values.flatMap((R) => values.flatMap((G) => values.flatMap((B) => [R, G, B])))
  const rgb = Uint8Array.from([...cube(steps(0, 256, 5)), ...cube(steps(0, 32, 1))])
  const { at, count, compiled } = threads(rgb)
  const list: LabModel[] = [{ mean: [30, 5, -20], inverse: inverseOf([0, 0, 0, 0, 0, 0]).inverse, role: 'add' }]
  const bounds = boundsOf(list)
  // Far less than any step of a score map.
  expect(bounds.near).toBeLessThan(1e-6)
  let worst = 0
  compiledDistances(compiled.module, list, bounds)(at, count, (distances, first) => {
    for (let i = 0; i < distances.length; i++) {
      const exact = distanceOfPixel({ models: list, rule: EVERY_PIXEL }, ...colourAt(rgb, first + i))
      worst = Math.max(worst, Math.abs(distances[i]! - exact) / (bounds.near + bounds.share * exact))
    }
  })
  expect(worst).toBeGreaterThan(0)
  expect(worst).toBeLessThan(1)
})

it('leaves out what the rule leaves out', () => {
  const scorer: LabScorer = {
    kind: 'lab',
    models: [{ mean: [50, 0, 0], inverse: inverseOf([900, 0, 0, 900, 0, 900]).inverse, role: 'add' }],
    rule: { ...EVERY_PIXEL, minimumSum: 300, excludeClipped: true },
  }
  const rgb = Uint8Array.from([120, 120, 120, 90, 90, 90, 255, 100, 100])
  expect(keeps(scorer.rule, 90, 90, 90)).toBe(false)
  for (const kind of ['plain', 'compiled'] as const)
    expect(found(rgb, scorer, 0.01, [0, 0.5], kind)).toMatchObject({ mask: [255, 0, 0], areas: [1, 1] })
})
