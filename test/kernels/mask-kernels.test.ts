/** The compiled kernels of masks against the plain ones: the same bytes, whatever the bands, and none beside them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSharedMemory, RESERVED_BYTES, type Kernels } from '../../core/wasm'
import { bitBytes, packRows } from '../../core/mask/bit-mask'
import { SLOT_BYTES } from '../../core/memory'
import { createPlainKernels } from '../../core/wasm/plain'
import { createSimdKernels } from '../../core/wasm/simd'
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

/** A soft mask of that shape: a third of its pixels are neither mask nor ground. */
const softened = ({ bytes }: Drawn): Uint16Array =>
  Uint16Array.from(bytes, (byte, i) => (i % 3 === 0 ? Math.imul(i + byte, 0x9e3779b1) >>> 16 : byte * 257))

type Places = { readonly hard: number; readonly soft: number; readonly out: number }

/** What `work` leaves of `length` bytes in a memory that has the mask as bits, and softened; what it has not written is 99. */
function after(mask: Drawn, length: number, work: (kernels: Kernels, places: Places) => void) {
  const { width, height, bytes } = mask
  const hard = RESERVED_BYTES
  const soft = hard + bitBytes(width, height)
  const out = soft + 4 * Math.ceil(bytes.length / 2)
  return [createSimdKernels, createPlainKernels].map((create) => {
    const memory = createSharedMemory(out + length + 16)
    packRows(bytes, width, new Int32Array(memory.buffer, hard, bitBytes(width, height) / 4), 0, height)
    new Uint16Array(memory.buffer, soft, bytes.length).set(softened(mask))
    const found = new Uint8Array(memory.buffer, out, length + 16).fill(99)
    work(create(memory)!, { hard, soft, out })
    // One call at a time has slot 1; the next one would be another thread's.
    expect(new Int32Array(memory.buffer, 2 * SLOT_BYTES, 1024).every((word) => word === 0)).toBe(true)
    return Buffer.from(found)
  }) as [Buffer, Buffer]
}

type Work = (kernels: Kernels, places: Places, y0: number, y1: number) => void

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
        const [fast, plain] = after(mask, bitBytes(width, height), (kernels, { hard: offset, out }) =>
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
        const [fast, plain] = after(mask, bitBytes(width, height), (kernels, { hard: offset, out }) =>
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
        const [fast, plain] = after(mask, width * height * 2, (kernels, { hard: offset, out }) =>
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
      (kernels: Kernels, { hard: offset, out }: Places) => kernels.featherMask({ offset, width, height }, 12, out, 0, height),
      (kernels: Kernels, { hard: offset, out }: Places) => kernels.smoothMask({ offset, width, height }, 40, out, 0, height),
    ]) {
      const [fast, plain] = after(mask, width * height * 2, run)
      expect(fast.equals(plain)).toBe(true)
    }
  })

  it.each([2_049, 8_191, 20_000])('do rows of %i pixels as the plain ones', (width) => {
    const height = 6
    const mask = madeUp(width, height, width)
    const [hardSize, softSize] = [bitBytes(width, height), width * height * 2]
    const works: readonly (readonly [name: string, length: number, work: Work])[] = [
      ['dilate', hardSize, (kernels, { hard, out }, y0, y1) => kernels.dilateMask({ offset: hard, width, height }, 9, false, out, y0, y1)],
      ['erode', hardSize, (kernels, { hard, out }, y0, y1) => kernels.dilateMask({ offset: hard, width, height }, 3, true, out, y0, y1)],
      ['smooth', hardSize, (kernels, { hard, out }, y0, y1) => kernels.smoothMask({ offset: hard, width, height }, 7, out, y0, y1)],
      ['feather', softSize, (kernels, { hard, out }, y0, y1) => kernels.featherMask({ offset: hard, width, height }, 2.3, out, y0, y1)],
      ['harden', hardSize, (kernels, { soft, out }, y0, y1) => kernels.hardenMask(soft, { offset: out, width, height }, y0, y1)],
    ]
    for (const [name, length, work] of works) {
      const [fast, plain] = after(mask, length, (kernels, places) => {
        work(kernels, places, 4, height)
        work(kernels, places, 0, 4)
      })
      expect([name, fast.equals(plain)]).toEqual([name, true])
    }
    for (const [i, kind] of (['hard', 'hard', 'soft', 'soft'] as const).entries()) {
      const level = i % 2
      const region = { x: 1, y: 1, w: (width >> level) - 2, h: 2 }
      const [fast, plain] = after(mask, region.w * region.h, (kernels, { [kind]: offset, out }) =>
        kernels.viewMask({ kind, offset, width, height }, { level, region }, out, 0, region.h),
      )
      expect([kind, level, fast.equals(plain)]).toEqual([kind, level, true])
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

  it('harden soft values', () => {
    fc.assert(
      fc.property(wideMask, bands, (mask, cuts) => {
        const { width, height } = mask
        const [fast, plain] = after(mask, bitBytes(width, height), (kernels, { soft, out }) =>
          inBands(height, cuts, (y0, y1) => kernels.hardenMask(soft, { offset: out, width, height }, y0, y1)),
        )
        expect(fast).toEqual(plain)
      }),
    )
  })

  it('count soft values', () => {
    const values = fc.array(fc.oneof(fc.constantFrom(0, 32_767, 32_768, 65_535), fc.nat(65_535)), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(values, (given) => {
        const at = RESERVED_BYTES + 2
        const found = [createSimdKernels, createPlainKernels].map((create) => {
          const memory = createSharedMemory(at + given.length * 2)
          new Uint16Array(memory.buffer, at, given.length).set(given)
          return create(memory)!.countSoft(at, given.length)
        })
        expect(found[0]).toEqual(found[1])
      }),
    )
  })

  it('show any region of any level as the plain ones, of hard masks and soft', () => {
    const share = fc.double({ min: 0, max: 0.999, noNaN: true })
    const shares = fc.oneof(fc.constant([0, 0, 0.999, 0.999] as const), fc.tuple(share, share, share, share))
    const level = fc.oneof(fc.constant(2), fc.nat(9))
    fc.assert(
      fc.property(wideMask, level, shares, bands, fc.boolean(), (mask, level, shares, cuts, isSoft) => {
        const { width, height } = mask
        const sides = [width, height].map((side) => Math.ceil(side / 2 ** level)) as [number, number]
        const [x, y] = sides.map((side, i) => Math.floor(shares[i]! * side)) as [number, number]
        const [w, h] = [1 + Math.floor(shares[2] * (sides[0] - x)), 1 + Math.floor(shares[3] * (sides[1] - y))]
        const kind = isSoft ? 'soft' : 'hard'
        const [fast, plain] = after(mask, w * h, (kernels, { [kind]: offset, out }) =>
          inBands(h, cuts, (y0, y1) => kernels.viewMask({ kind, offset, width, height }, { level, region: { x, y, w, h } }, out, y0, y1)),
        )
        expect(fast).toEqual(plain)
      }),
      { numRuns: 400 },
    )
  })
})
