/** The kernels of comparing two photos: the warp against bicubic interpolation in float64, the compiled ones against the plain ones. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSharedMemory, RESERVED_BYTES } from '../../core/wasm'
import { ROW_LENGTH } from '../../core/pair/difference-figures'
import { createPairKernels, PLAIN_PAIRS, type PairKernels } from '../../core/wasm/simd-pairs'
import { bicubic } from '../../core/pair/warp'

const noise = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + 1, 2_654_435_761 + seed * 2) >>> 11) & 255)

type Size = readonly [width: number, height: number]

function warped(
  kernels: (memory: WebAssembly.Memory) => PairKernels,
  photo: Uint8Array,
  [w, h]: Size,
  move: readonly number[],
  [ow, oh]: Size,
) {
  const [source, out] = [RESERVED_BYTES, RESERVED_BYTES + photo.length]
  const covered = out + ow * oh * 3
  const memory = createSharedMemory(covered + ow * oh)
  const bytes = new Uint8Array(memory.buffer)
  bytes.set(photo, source)
  const job = { source, sourceWidth: w, sourceHeight: h, move, out, covered, width: ow }
  // In bands, as threads do it.
  for (let y = 0; y < oh; y += 3) kernels(memory).warpRows(bytes, job, y, Math.min(oh, y + 3))
  return { rgb: bytes.slice(out, covered), covered: bytes.slice(covered, covered + ow * oh) }
}

const compiled = createPairKernels
const plain = () => PLAIN_PAIRS

it('the compiled kernels run here', () => {
  expect(createPairKernels(createSharedMemory(RESERVED_BYTES + 64)).name).toBe('simd')
})

describe.each([
  ['plain', plain],
  ['simd', compiled],
] as const)('warp, %s', (_, kernels) => {
  const photo = noise(20 * 12 * 3, 1)

  it('by whole pixels is a copy, and says what lies beyond', () => {
    const { rgb, covered } = warped(kernels, photo, [20, 12], [1, 0, 3, 0, 1, -2, 0, 0, 1], [20, 12])
    for (let y = 0; y < 12; y++) {
      for (let x = 0; x < 20; x++) {
        const inside = x + 3 < 20 && y - 2 >= 0
        expect(covered[y * 20 + x]).toBe(inside ? 255 : 0)
        const from = (Math.max(0, y - 2) * 20 + Math.min(19, x + 3)) * 3
        expect([...rgb.subarray((y * 20 + x) * 3, (y * 20 + x) * 3 + 3)]).toEqual([...photo.subarray(from, from + 3)])
      }
    }
  })

  it('between pixels is bicubic in float64, to the rounding', () => {
    const { rgb } = warped(kernels, photo, [20, 12], [1, 0, 0.25, 0, 1, 0.625, 0, 0, 1], [20, 12])
    const [across, down] = [bicubic(0.25), bicubic(0.625)]
    for (let y = 1; y < 9; y++) {
      for (let x = 1; x < 17; x++) {
        for (let c = 0; c < 3; c++) {
          let sum = 0
          for (let k = 0; k < 16; k++) sum += down[k >> 2]! * across[k & 3]! * photo[((y + (k >> 2) - 1) * 20 + x + (k & 3) - 1) * 3 + c]!
          expect(Math.abs(rgb[(y * 20 + x) * 3 + c]! - Math.max(0, Math.min(255, sum)))).toBeLessThan(0.52)
        }
      }
    }
  })
})

it('warp: the same bytes compiled and plain, for any move', () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30 }))
  const near = (value: number, by: number) => fc.double({ min: value - by, max: value + by, noNaN: true })
  const move = fc.tuple(
    near(1, 0.5),
    near(0, 0.5),
    near(0, 20),
    near(0, 0.5),
    near(1, 0.5),
    near(0, 20),
    near(0, 0.02),
    near(0, 0.02),
    fc.constant(1),
  )
  fc.assert(
    fc.property(size, size, move, fc.nat(99), (from, to, m, seed) => {
      const photo = noise(from[0] * from[1] * 3, seed)
      expect(warped(compiled, photo, from, m, to)).toEqual(warped(plain, photo, from, m, to))
    }),
  )
})

describe('figures of a row', () => {
  function rows(kernels: (memory: WebAssembly.Memory) => PairKernels, before: Uint8Array, after: Uint8Array, covered: Uint8Array | null) {
    const count = before.length / 3
    const at = RESERVED_BYTES
    const memory = createSharedMemory(at + count * 7)
    const bytes = new Uint8Array(memory.buffer)
    bytes.set(before, at)
    bytes.set(after, at + count * 3)
    if (covered !== null) bytes.set(covered, at + count * 6)
    const record = new Float64Array(ROW_LENGTH).fill(7)
    kernels(memory).differenceRow(bytes, at, at + count * 3, covered === null ? -1 : at + count * 6, count, record)
    return [...record]
  }
  /** Few values, so that differences fall on edges of bins and on thresholds. */
  const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 51, 102, 153, 204, 255, 100))
  const pixel = fc.tuple(fc.oneof(fc.tuple(byte, byte, byte), byte.map((g) => [g, g, g] as [number, number, number])), fc.tuple(byte, byte, byte), fc.boolean(), fc.constantFrom(0, 254, 255, 255, 255)) // prettier-ignore

  it('are the same numbers compiled and plain', () => {
    fc.assert(
      fc.property(fc.array(pixel, { minLength: 1, maxLength: 60 }), fc.boolean(), (pixels, everywhere) => {
        const before = Uint8Array.from(pixels.flatMap(([a]) => a))
        const after = Uint8Array.from(pixels.flatMap(([a, b, equal]) => (equal ? a : b)))
        const covered = everywhere ? null : Uint8Array.from(pixels, ([, , , cover]) => cover)
        expect(rows(compiled, before, after, covered)).toEqual(rows(plain, before, after, covered))
      }),
      { numRuns: 400 },
    )
  })

  it('on an edge counts as the published code rounds', () => {
    // Greys a fifth apart lie on the threshold of 0.2, equal ones on the edge in the middle.
    const [before, after] = [Uint8Array.from({ length: 255 * 3 }, (_, i) => Math.floor(i / 3)), new Uint8Array(255 * 3)]
    for (let i = 0; i < after.length; i++) after[i] = before[i]! >= 51 ? before[i]! - 51 : before[i]!
    expect(rows(compiled, before, after, null)).toEqual(rows(plain, before, after, null))
  })
})
