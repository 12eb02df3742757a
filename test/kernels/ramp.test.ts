/** The soft threshold: what masks say is certain is what the score says, for any models, rule and width. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRamp } from '../../main/engine/cleaning/ramp'
import { createKernels, createSharedMemory, RESERVED_BYTES } from '../../main/kernels'
import { greatestPeak } from '../../main/kernels/definition'
import { EVERY_PIXEL } from '../../main/kernels/pixel-rule'
import { rampAround, rampAt } from '../../main/kernels/ramp'
import type { EllipseModel } from '../../main/kernels/types'

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

it('a soft threshold is the score’s, where masks decide and where they do not', () => {
  const some = fc.record({
    w: fc.integer({ min: 1, max: 70 }),
    models,
    rule,
    threshold: fc.constantFrom(0, 1e-300, 0.05, 0.5, 0.999, 1, 7),
    share: fc.constantFrom(0.01, 0.5, 1),
    seed: fc.nat(),
  })
  fc.assert(
    fc.property(some, ({ w, models, rule, threshold, share, seed }) => {
      const h = 5
      const out = { kind: 'soft', offset: RESERVED_BYTES, width: w, height: h } as const
      const rgb = RESERVED_BYTES + w * h * 2
      const memory = createSharedMemory(rgb + w * h * 3)
      const bytes = new Uint8Array(memory.buffer)
      for (let i = 0, state = seed; i < w * h * 3; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        bytes[rgb + i] = state >>> 30 === 0 ? 255 * (state & 1) : state >>> 24
      }
      const ramp = rampAround(threshold, share, greatestPeak(models))
      const scorer = { kind: 'ellipses', models, rule } as const
      createRamp(memory, createKernels(memory))({ name: 'ramp', source: { rgb, stride: w, w, h }, scorer, ramp, out }, 1, h)
      const wanted = new Uint16Array(w * h)
      const valueAt = rampAt({ models, rule, ramp }, bytes)
      for (let i = w; i < w * h; i++) wanted[i] = valueAt(rgb + i * 3)
      expect(new Uint16Array(memory.buffer, out.offset, w * h)).toEqual(wanted)
    }),
    { numRuns: 1000 },
  )
})
