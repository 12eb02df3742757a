/** Grey and its differences against scikit-image and OpenCV on two real pairs, and the two kinds of kernels against the formulas. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels, createSharedMemory, RESERVED_BYTES } from '../../core/wasm'
import { binEdges } from '../../core/kernels/definition'
import { GREY_UNIT, greyByteOf, greyOf } from '../../core/kernels/grey'
import { createPlainKernels } from '../../core/wasm/plain'
import { pixels } from './arbitrary'
import { decode, golden, sha256 } from './photos'

/** The shape of test/fixtures/golden/difference-*.json. */
interface DifferenceGolden {
  size: [number, number]
  sha256: [string, string]
  signed_gray: {
    min: number
    max: number
    mean: number
    mean_abs: number
    rms: number
    histogram_16: number[]
    counts_abs: { threshold: number; above: number; 'within_1e-4': number }[]
  }
  opencv_absdiff_gray: { sha256: string; sum: number }
}

const implementations = [
  ['plain', createPlainKernels],
  ['simd', createKernels],
] as const

/** Two photos in one memory, and room for an Int32 per pixel. */
function pair(before: Uint8Array, after: Uint8Array, skew = 0) {
  const count = before.length / 3
  const at = RESERVED_BYTES + skew
  const second = at + before.length
  const out = (second + after.length + 3) & ~3
  const memory = createSharedMemory(out + count * 4 + 4)
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(before, at)
  bytes.set(after, second)
  return { memory, count, at, second, out, bytes }
}

describe('grey', () => {
  it('is what one checks by hand', () => {
    expect(greyOf(255, 255, 255)).toBe(GREY_UNIT)
    expect(greyOf(255, 0, 0) / GREY_UNIT).toBe(0.2125)
    expect([greyByteOf(255, 255, 255), greyByteOf(255, 0, 0), greyByteOf(0, 255, 0), greyByteOf(0, 0, 255), greyByteOf(0, 0, 0)]).toEqual([
      255, 76, 150, 29, 0,
    ])
  })

  it('is scikit-image’s float64 to 4e-15', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (R, G, B) => {
        const float = 0.2125 * (R / 255) + 0.7154 * (G / 255) + 0.0721 * (B / 255)
        expect(Math.abs(greyOf(R, G, B) / GREY_UNIT - float)).toBeLessThan(4e-15)
      }),
    )
  })
})

describe.each(implementations)('the %s kernels', (_, create) => {
  it('difference any two photos exactly, and write nothing beside', () => {
    fc.assert(
      fc.property(pixels(), fc.nat(), fc.integer({ min: 0, max: 17 }), (before, seed, skew) => {
        const after = before.map((v, i) => ((i * 7919 + seed) % 5 === 0 ? v : (v + Math.imul(i + 1, seed)) & 255))
        const { memory, count, at, second, out, bytes } = pair(before, after, skew)
        const kernels = create(memory)
        const grey = (of: Uint8Array, i: number, how: typeof greyOf) => how(of[i * 3]!, of[i * 3 + 1]!, of[i * 3 + 2]!)
        bytes.fill(7, out)
        kernels.greyDifference(at, second, count, out)
        const expected = Array.from({ length: count }, (_, i) => grey(before, i, greyOf) - grey(after, i, greyOf))
        expect([...new Int32Array(memory.buffer, out, count)]).toEqual(expected)
        expect(bytes[out + count * 4]).toBe(7)
        bytes.fill(7, out)
        kernels.greyDistance(at, second, count, out)
        expect([...bytes.subarray(out, out + count)]).toEqual(
          Array.from({ length: count }, (_, i) => Math.abs(grey(before, i, greyByteOf) - grey(after, i, greyByteOf))),
        )
        expect(bytes[out + count]).toBe(7)
      }),
    )
  })

  it('refuse an output that is not aligned', () => {
    const { memory, at, second, out } = pair(new Uint8Array(3), new Uint8Array(3))
    expect(() => create(memory).greyDifference(at, second, 1, out + 2)).toThrow(RangeError)
  })

  it.each([
    ['spot', 'png'],
    ['handheld', 'jpg'],
  ])('agree with scikit-image and OpenCV on the pair %s', async (name, format) => {
    const expected = golden<DifferenceGolden>(`difference-${name}`)
    const before = await decode(`pairs/${name}/before.${format}`)
    const after = await decode(`pairs/${name}/after.${format}`)
    expect([sha256(before.rgb), sha256(after.rgb)]).toEqual(expected.sha256)
    expect([before.width, before.height]).toEqual(expected.size)
    const { memory, count, at, second, out } = pair(before.rgb, after.rgb)
    const kernels = create(memory)
    kernels.greyDistance(at, second, count, out)
    expect(sha256(new Uint8Array(memory.buffer, out, count))).toBe(expected.opencv_absdiff_gray.sha256)
    kernels.greyDifference(at, second, count, out)
    const differences = Float64Array.from(new Int32Array(memory.buffer, out, count), (units) => units / GREY_UNIT)
    const mean = (of: (d: number) => number) => differences.reduce((sum, d) => sum + of(d), 0) / count
    const { signed_gray } = expected
    expect(Math.abs(differences.reduce((a, b) => Math.min(a, b)) - signed_gray.min)).toBeLessThan(4e-15)
    expect(Math.abs(differences.reduce((a, b) => Math.max(a, b)) - signed_gray.max)).toBeLessThan(4e-15)
    expect(mean((d) => d)).toBeCloseTo(signed_gray.mean, 14)
    expect(mean(Math.abs)).toBeCloseTo(signed_gray.mean_abs, 14)
    expect(Math.sqrt(mean((d) => d * d))).toBeCloseTo(signed_gray.rms, 13)
    // A difference that is exactly an edge (0.125, say) lies a rounding below it in numpy's sums: at each
    // edge, as many pixels may have changed sides as lie on it.
    const edges = binEdges(-1, 1, 16)
    edges.forEach((edge, bin) => {
      const below = differences.filter((d) => d < edge).length
      const on = differences.filter((d) => d === edge).length
      const theirs = signed_gray.histogram_16.slice(0, bin).reduce((sum, n) => sum + n, 0)
      expect(theirs).toBeGreaterThanOrEqual(below)
      expect(theirs).toBeLessThanOrEqual(edge === 0 ? below : below + on)
    })
    // Likewise at a threshold: the oracle says how many pixels are so near that rounding decides.
    for (const { threshold, above, 'within_1e-4': near } of signed_gray.counts_abs) {
      const ours = differences.filter((d) => Math.abs(d) > threshold).length
      expect(Math.abs(ours - above)).toBeLessThanOrEqual(near)
    }
  })
})
