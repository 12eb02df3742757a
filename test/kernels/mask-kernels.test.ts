/** The compiled kernels of masks against the plain ones: the same bytes, whatever the bands, and none beside them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSharedMemory, RESERVED_BYTES, type Kernels } from '../../main/kernels'
import { bitBytes, packRows } from '../../main/kernels/bit-mask'
import { createPlainKernels } from '../../main/kernels/plain'
import { createSimdKernels } from '../../main/kernels/simd'
import { madeUp, type Drawn } from './masks'

/** Masks as wide as several words, whose blobs leave whole words of mask and of ground, or are specks. */
const wideMask: fc.Arbitrary<Drawn> = fc
  .record({
    width: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom(31, 32, 33, 127, 128, 129)),
    height: fc.integer({ min: 1, max: 60 }),
    seed: fc.nat(),
    cell: fc.constantFrom(1, 8, 40),
  })
  .map(({ width, height, seed, cell }) => {
    if (cell === 8) return madeUp(width, height, seed)
    const bytes = new Uint8Array(width * height)
    for (let i = 0; i < bytes.length; i++) {
      const at = Math.floor((i % width) / cell) + 31 * Math.floor(i / width / cell)
      bytes[i] = ((Math.imul(at + seed, 0x9e3779b1) >>> 7) & 1) * 255
    }
    return { width, height, bytes }
  })

/** What `work` leaves of `length` bytes in a memory that starts with the mask as bits; what it has not written is 99. */
function after({ width, height, bytes }: Drawn, length: number, work: (kernels: Kernels, mask: number, out: number) => void) {
  const mask = RESERVED_BYTES
  const out = mask + bitBytes(width, height)
  return [createSimdKernels, createPlainKernels].map((create) => {
    const memory = createSharedMemory(out + length + 16)
    packRows(bytes, width, new Int32Array(memory.buffer, mask, bitBytes(width, height) / 4), 0, height)
    const found = new Uint8Array(memory.buffer, out, length + 16).fill(99)
    work(create(memory)!, mask, out)
    return Buffer.from(found)
  }) as [Buffer, Buffer]
}

const bands = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 2 })

/** Calls `run` for the bands of rows between the cuts, the last of which it leaves out. */
function inBands(height: number, cuts: readonly number[], run: (y0: number, y1: number) => void): void {
  const at = [0, ...cuts.map((cut) => Math.floor(cut * height)).sort((a, b) => a - b), height]
  for (let i = Math.max(1, at.length - 2); i > 0; i--) run(at[i - 1]!, at[i]!)
}

describe('the compiled kernels of masks', () => {
  it('dilate and erode as the plain ones', () => {
    fc.assert(
      fc.property(wideMask, fc.integer({ min: 1, max: 45 }), fc.boolean(), bands, (mask, radius, erode, cuts) => {
        const { width, height } = mask
        const [fast, plain] = after(mask, bitBytes(width, height), (kernels, offset, out) =>
          inBands(height, cuts, (y0, y1) => kernels.dilateMask({ offset, width, height }, radius, erode, out, y0, y1)),
        )
        expect(fast).toEqual(plain)
      }),
      { numRuns: 200 },
    )
  })

  it('smooth as the plain ones', () => {
    fc.assert(
      fc.property(wideMask, fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constantFrom(100, 101)), bands, (mask, radius, cuts) => {
        const { width, height } = mask
        const [fast, plain] = after(mask, bitBytes(width, height), (kernels, offset, out) =>
          inBands(height, cuts, (y0, y1) => kernels.smoothMask({ offset, width, height }, radius, out, y0, y1)),
        )
        expect(fast).toEqual(plain)
      }),
      { numRuns: 150 },
    )
  })

  it('feather as the plain ones, to the last bit of 16', () => {
    fc.assert(
      fc.property(wideMask, fc.double({ min: 0.3, max: 12, noNaN: true }), bands, (mask, sigma, cuts) => {
        const { width, height } = mask
        const [fast, plain] = after(mask, width * height * 2, (kernels, offset, out) =>
          inBands(height, cuts, (y0, y1) => kernels.featherMask({ offset, width, height }, sigma, out, y0, y1)),
        )
        expect(fast).toEqual(plain)
      }),
      { numRuns: 200 },
    )
  })

  it('do a row that is too wide for a scratch slot in strips', () => {
    const mask = madeUp(50_003, 12, 7)
    const { width, height } = mask
    for (const run of [
      (kernels: Kernels, offset: number, out: number) => kernels.featherMask({ offset, width, height }, 12, out, 0, height),
      (kernels: Kernels, offset: number, out: number) => kernels.smoothMask({ offset, width, height }, 40, out, 0, height),
    ]) {
      const [fast, plain] = after(mask, width * height * 2, run)
      expect(fast.equals(plain)).toBe(true)
    }
  })

  it('pack bytes to bits', () => {
    fc.assert(
      fc.property(wideMask, ({ width, height, bytes }) => {
        const from = RESERVED_BYTES + bitBytes(width, height) + 1
        const found = [createSimdKernels, createPlainKernels].map((create) => {
          const memory = createSharedMemory(from + bytes.length)
          new Uint8Array(memory.buffer).set(bytes, from)
          create(memory)!.packMask(from, { offset: RESERVED_BYTES, width, height }, height >> 2, height)
          return Buffer.from(new Uint8Array(memory.buffer, RESERVED_BYTES, bitBytes(width, height)))
        })
        expect(found[0]).toEqual(found[1])
      }),
    )
  })

  it('count and add soft values', () => {
    const values = fc.array(fc.oneof(fc.constantFrom(0, 32_767, 32_768, 65_535), fc.nat(65_535)), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 7 }), (given, level) => {
        const at = RESERVED_BYTES + 2
        const found = [createSimdKernels, createPlainKernels].map((create) => {
          const memory = createSharedMemory(at + given.length * 2)
          new Uint16Array(memory.buffer, at, given.length).set(given)
          const kernels = create(memory)!
          const sums = new Float64Array(Math.ceil(given.length / 2 ** level)).fill(3)
          kernels.addSoft(at, given.length, 2 ** level, sums)
          return [kernels.countSoft(at, given.length), ...sums]
        })
        expect(found[0]).toEqual(found[1])
      }),
    )
  })
})
