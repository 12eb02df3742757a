/** The soft threshold: what masks say is certain is what the score says, for any models, rule and width. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRamp } from '../../main/engine/mask/clean/ramp'
import { createKernels, createSharedMemory, RESERVED_BYTES } from '../../core/wasm'
import { greatestPeak } from '../../core/scorers/ellipses/definition'
import { EVERY_PIXEL } from '../../core/kernels/pixel-rule'
import { rampAround } from '../../core/scorers/shared/ramp'
import { rampAt } from '../../core/scorers/ellipses/ramp'
import type { EllipseModel } from '../../core/scorers/ellipses/model'

const model = fc.record({
  meanR: fc.double({ min: 0.1, max: 0.6, noNaN: true }),
  meanG: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
  a: fc.double({ min: 5, max: 5000, noNaN: true }),
  c: fc.double({ min: 5, max: 5000, noNaN: true }),
  b: fc.constantFrom(0, 2),
  peak: fc.constantFrom(1, 40),
})
const models = fc
  .tuple(fc.array(model, { minLength: 1, maxLength: 3 }), fc.array(model, { maxLength: 1 }))
  .map(([added, taken]): EllipseModel[] => [
    ...added.map((one) => ({ ...one, role: 'add' as const })),
    ...taken.map((one) => ({ ...one, role: 'subtract' as const })),
  ])
const rule = fc.constantFrom(
  EVERY_PIXEL,
  { ...EVERY_PIXEL, minimumSum: 200, excludeClipped: true },
  { ...EVERY_PIXEL, light: 'linear' as const },
)

/** A photo of any colours, `beside` pixels of each row of which are not asked for. */
const photo = fc.record({
  w: fc.integer({ min: 1, max: 70 }),
  h: fc.constant<number>(5),
  beside: fc.constant<number>(0),
  models,
  rule,
  threshold: fc.constantFrom(0, 1e-300, 0.05, 0.5, 0.999, 1, 7),
  share: fc.constantFrom(0.01, 0.5, 1),
  seed: fc.nat(),
})
type Photo = typeof photo extends fc.Arbitrary<infer T> ? T : never

/** The soft threshold of all rows but the first, as it is made and pixel by pixel as it is defined. */
function ramps({ w, h, beside, models, rule, threshold, share, seed }: Photo): readonly [made: Uint16Array, defined: Uint16Array] {
  const stride = w + beside
  const out = { kind: 'soft', offset: RESERVED_BYTES, width: w, height: h } as const
  const rgb = RESERVED_BYTES + w * h * 2
  const memory = createSharedMemory(rgb + stride * h * 3)
  const bytes = new Uint8Array(memory.buffer)
  for (let i = 0, state = seed; i < stride * h * 3; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[rgb + i] = state >>> 30 === 0 ? 255 * (state & 1) : state >>> 24
  }
  const ramp = rampAround(threshold, share, greatestPeak(models))
  const scorer = { kind: 'ellipses', models, rule } as const
  createRamp({ memory, kernels: createKernels(memory), module: null })(
    { name: 'ramp', source: { rgb, stride, w, h }, scorer, ramp, out },
    1,
    h,
  )
  const defined = new Uint16Array(w * h)
  const valueAt = rampAt({ models, rule, ramp }, bytes)
  for (let i = w; i < w * h; i++) defined[i] = valueAt(rgb + (Math.floor(i / w) * stride + (i % w)) * 3)
  return [new Uint16Array(memory.buffer, out.offset, w * h), defined]
}

it('a soft threshold is the score’s, where masks decide and where they do not', () => {
  fc.assert(
    fc.property(photo, (some) => {
      const [made, defined] = ramps(some)
      expect(made).toEqual(defined)
    }),
    { numRuns: 1000 },
  )
})

it.each([
  [2_049, 18, 0],
  [8_191, 6, 0],
  [20_000, 4, 0],
  [20_000, 3, 7],
  [40_001, 2, 5],
])('a soft threshold of wide rows and of several runs is the score’s: %i × %i pixels, and %i beside each row', (w, h, beside) => {
  fc.assert(
    fc.property(photo, (some) => {
      const [made, defined] = ramps({ ...some, w, h, beside })
      expect(Buffer.from(made.buffer, made.byteOffset, made.byteLength).equals(Buffer.from(defined.buffer))).toBe(true)
    }),
    { numRuns: 8 },
  )
})
