/** Cut-outs: a literal, the definition for every pair of coverages, and the compiled kernel against the plain one. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels, createSharedMemory, RESERVED_BYTES } from '../../core/wasm'
import { createPlainKernels } from '../../core/wasm/plain'

type Matte = readonly [number, number, number] | null

/** The bytes of a cut-out of `count` pixels by either kernels; 7 bytes behind it are to stay as they are. */
function cutOutBy(create: typeof createKernels, rgb: Uint8Array, mask: Uint8Array, alpha: Uint8Array | null, matte: Matte): number[] {
  const count = mask.length
  const place = { rgb: RESERVED_BYTES + 1, mask: 0, alpha: -1, out: 0 }
  place.mask = place.rgb + rgb.length
  const afterMask = place.mask + count
  if (alpha !== null) place.alpha = afterMask
  place.out = afterMask + count
  const length = count * (matte === null ? 4 : 3)
  const memory = createSharedMemory(place.out + length + 7)
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(rgb, place.rgb)
  bytes.set(mask, place.mask)
  if (alpha !== null) bytes.set(alpha, place.alpha)
  bytes.fill(99, place.out, place.out + length + 7)
  create(memory).cutOut({ ...place, count, matte })
  return [...bytes.subarray(place.out, place.out + length + 7)]
}

const guard = [99, 99, 99, 99, 99, 99, 99]
const byte = fc.oneof(fc.constantFrom(0, 255), fc.integer({ min: 0, max: 255 }))
/** Runs of equal coverage, as masks have them. */
const coverage = (count: number) =>
  fc
    .array(byte, { minLength: 1, maxLength: 6 })
    .map((runs) => Uint8Array.from({ length: count }, (_, i) => runs[Math.floor((i * runs.length) / count)] as number))

describe('the cut-out', () => {
  it('keeps the photo in the mask, nothing outside, and multiplies its own opacity', () => {
    const rgb = Uint8Array.from([10, 20, 30, 40, 50, 60, 70, 80, 90])
    const mask = Uint8Array.from([255, 0, 128])
    for (const create of [createKernels, createPlainKernels]) {
      expect(cutOutBy(create, rgb, mask, null, null)).toEqual([10, 20, 30, 255, 0, 0, 0, 0, 70, 80, 90, 128, ...guard])
      expect(cutOutBy(create, rgb, mask, Uint8Array.from([51, 255, 255]), null)).toEqual([
        10,
        20,
        30,
        51,
        0,
        0,
        0,
        0,
        70,
        80,
        90,
        128,
        ...guard,
      ])
      expect(cutOutBy(create, rgb, mask, null, [200, 0, 100])).toEqual([10, 20, 30, 200, 0, 100, 135, 40, 95, ...guard])
    }
  })

  it('is the plain one’s for any mask, opacity and matte', () => {
    const run = fc.integer({ min: 1, max: 90 }).chain((count) =>
      fc.record({
        rgb: fc.uint8Array({ minLength: count * 3, maxLength: count * 3 }),
        mask: coverage(count),
        alpha: fc.option(coverage(count)),
        matte: fc.option(fc.tuple(byte, byte, byte)),
      }),
    )
    fc.assert(
      fc.property(run, ({ rgb, mask, alpha, matte }) => {
        expect(cutOutBy(createKernels, rgb, mask, alpha, matte)).toEqual(cutOutBy(createPlainKernels, rgb, mask, alpha, matte))
      }),
      { numRuns: 300 },
    )
  })

  it('rounds every product as the definition does', () => {
    const pairs = Array.from({ length: 65_536 }, (_, i) => i)
    const rgb = Uint8Array.from(pairs.flatMap((i) => [i & 255, 255 - (i & 255), 7]))
    const mask = Uint8Array.from(pairs, (i) => i >> 8)
    const alpha = Uint8Array.from(pairs, (i) => i & 255)
    for (const matte of [null, [0, 255, 128]] as const) {
      const [fast, plain] = [createKernels, createPlainKernels].map((create) => Buffer.from(cutOutBy(create, rgb, mask, alpha, matte)))
      expect(fast!.equals(plain!)).toBe(true)
    }
  })
})
