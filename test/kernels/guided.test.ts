import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { guidedStrip, stripsOf } from '../../core/mask/guided'
import { guidedFilter } from '../../core/mask/guided-definition'
import { createSharedMemory, RESERVED_BYTES } from '../../core/wasm'
import { bitBytes, packRows } from '../../core/mask/bit-mask'
import { createSimdKernels } from '../../core/wasm/simd'
import { FULL } from '../../core/mask/feather'
import { golden } from '../engine/harness'
import { anyMask, drawn, madeUp, toBits, type Drawn } from './masks'

interface Refined {
  readonly radius: number
  readonly epsilon: number
  readonly sum: number
  readonly every: number
  readonly sample: readonly number[]
}
const known = JSON.parse(readFileSync(golden('refine-random.json'), 'utf8')) as {
  width: number
  height: number
  seed: number
  refined: Refined[]
}[]

/** The same photo as made_up_photo in test/fixtures/oracle/guided.py. */
function madeUpPhoto(width: number, height: number, seed: number): Uint8Array {
  const rgb = new Uint8Array(width * height * 3)
  for (let channel = 0; channel < 3; channel++) {
    const plane = madeUp(width, height, seed + channel + 1).bytes.map((byte) => (byte > 0 ? 255 : 40))
    for (let i = 0; i < width * height; i++) {
      const right = i % width === width - 1 ? i - width + 1 : i + 1
      rgb[3 * i + channel] = Math.floor((plane[i]! + plane[right]!) / 2)
    }
  }
  return rgb
}

function fast(mask: Drawn, rgb: Uint8Array, radius: number, epsilon: number, soft = false): Uint16Array {
  const out = new Uint16Array(mask.width * mask.height)
  const values = Uint16Array.from(mask.bytes, (byte) => byte * 257)
  const given = soft ? { values, width: mask.width, height: mask.height } : toBits(mask)
  for (let strip = stripsOf(mask.width) - 1; strip >= 0; strip--) guidedStrip(given, rgb, radius, epsilon, out, strip)
  return out
}

/** The same by the compiled kernels, over a memory that ends with the photo's last byte. */
function compiled(mask: Drawn, rgb: Uint8Array, radius: number, epsilon: number): Uint16Array {
  const { width, height, bytes } = mask
  const out = RESERVED_BYTES + bitBytes(width, height)
  const memory = createSharedMemory(out + bytes.length * 5)
  const photo = memory.buffer.byteLength - rgb.length
  packRows(bytes, width, new Int32Array(memory.buffer, RESERVED_BYTES, bitBytes(width, height) / 4), 0, height)
  new Uint8Array(memory.buffer).set(rgb, photo)
  const kernels = createSimdKernels(memory)!
  const given = { kind: 'hard', offset: RESERVED_BYTES, width, height } as const
  for (let strip = stripsOf(width) - 1; strip >= 0; strip--) kernels.refineMask(given, photo, radius, epsilon, out, strip)
  return new Uint16Array(memory.buffer, out, bytes.length)
}

describe('agrees with numpy and SciPy', () => {
  it.each(known.map((one) => [`${one.width} × ${one.height}`, one] as const))(
    'a made-up mask of %s',
    (_, { width, height, seed, refined }) => {
      const mask = madeUp(width, height, seed)
      const rgb = madeUpPhoto(width, height, seed)
      for (const { radius, epsilon, sum, every, sample } of refined) {
        const found = fast(mask, rgb, radius, epsilon)
        sample.forEach((value, i) => expect(Math.abs(found[i * every]! - value)).toBeLessThanOrEqual(1))
        expect(Math.abs(found.reduce((all, value) => all + value, 0) - sum)).toBeLessThanOrEqual(width * height * 0.01)
      }
    },
  )
})

test('the fast one is the definition, for a hard mask and for the same as a soft one', () => {
  fc.assert(
    fc.property(anyMask, fc.integer({ min: 1, max: 9 }), fc.constantFrom(1e-6, 1e-4, 1e-2), (mask, radius, epsilon) => {
      const rgb = madeUpPhoto(mask.width, mask.height, 3)
      const wanted = guidedFilter(
        Float64Array.from(mask.bytes, (byte) => byte / 255),
        rgb,
        mask.width,
        mask.height,
        radius,
        epsilon,
      )
      const found = fast(mask, rgb, radius, epsilon)
      found.forEach((value, i) => expect(Math.abs(value - FULL * wanted[i]!)).toBeLessThanOrEqual(0.51))
      expect(fast(mask, rgb, radius, epsilon, true)).toEqual(found)
      compiled(mask, rgb, radius, epsilon).forEach((value, i) => expect(Math.abs(value - FULL * wanted[i]!)).toBeLessThanOrEqual(0.5001))
    }),
    { numRuns: 40 },
  )
})

test('the compiled one is the plain one but for what float64 rounds, over several strips and any radius', () => {
  const wide = fc.record({
    width: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constantFrom(255, 256, 257, 288, 512)),
    height: fc.integer({ min: 1, max: 90 }),
    seed: fc.nat(),
    cell: fc.constantFrom(1, 20, 90),
  })
  fc.assert(
    fc.property(wide, fc.integer({ min: 1, max: 22 }), ({ width, height, seed, cell }, radius) => {
      const small = madeUp(Math.ceil(width / cell), Math.ceil(height / cell), seed)
      const bytes = new Uint8Array(width * height).map((_, i) => {
        return small.bytes[Math.floor(Math.floor(i / width) / cell) * small.width + Math.floor((i % width) / cell)]!
      })
      const rgb = madeUpPhoto(width, height, seed + 1)
      const plain = fast({ width, height, bytes }, rgb, radius, 1e-4)
      const found = compiled({ width, height, bytes }, rgb, radius, 1e-4)
      // At halves, the last bit of 16.
      const apart = found.reduce((sum, value, i) => sum + Math.abs(value - plain[i]!), 0)
      expect(apart).toBeLessThanOrEqual(1 + bytes.length / 1000)
    }),
    { numRuns: 60 },
  )
})

test('over an even photo it is a box blur done twice; an edge of the photo keeps the mask’s edge', () => {
  const mask = drawn('...###', '...###', '...###', '...###', '...###')
  const even = new Uint8Array(6 * 5 * 3).fill(90)
  // Means of 3: 0 0 1/3 2/3 1 1, and of those again.
  const means = [0, 1 / 9, 1 / 3, 2 / 3, 8 / 9, 1]
  fast(mask, even, 1, 1e-4).forEach((value, i) => expect(Math.abs(value / FULL - means[i % 6]!)).toBeLessThan(1e-4))
  const edge = Uint8Array.from({ length: 6 * 5 * 3 }, (_, i) => (Math.floor(i / 3) % 6 < 3 ? 20 : 200))
  fast(mask, edge, 1, 1e-6).forEach((value, i) => expect(Math.abs(value / FULL - (i % 6 < 3 ? 0 : 1))).toBeLessThan(1e-4))
})

test('what sees mask alone or ground alone is so, to the last bit', () => {
  const mask = drawn(...Array.from({ length: 200 }, () => `${'.'.repeat(300)}${'#'.repeat(300)}`))
  const found = fast(mask, madeUpPhoto(600, 200, 5), 4, 1e-4)
  for (let y = 0; y < 200; y++) {
    expect(found.subarray(y * 600, y * 600 + 290).every((value) => value === 0)).toBe(true)
    expect(found.subarray(y * 600 + 310, (y + 1) * 600).every((value) => value === FULL)).toBe(true)
  }
})
