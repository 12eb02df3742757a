/** Gates of the (r, g) plane: what the definition says, and that both kernels say the same of every pixel. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../core/wasm'
import { edgesOf, gateTest, type ChromaticityGate } from '../../core/scorers/gate/definition'
import { GATE_CELLS, gateCells, INSIDE, MIXED, quickGateTest } from '../../core/scorers/gate/cells'
import { EVERY_PIXEL, keeps, lightOf, type PixelRule } from '../../core/kernels/pixel-rule'
import { createPlainKernels } from '../../core/wasm/plain'
import { pixels } from './arbitrary'
import { load } from './photos'

const implementations = [
  ['plain', createPlainKernels],
  ['simd', createKernels],
] as const

/** Chromaticities that pixels have and edges of cells, where outlines are decided, far more often than chance gives them. */
const place = fc.oneof(
  fc.double({ min: -0.2, max: 1.2, noNaN: true }),
  fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 765 })).map(([v, s]) => Math.min(1, v / s)),
  fc.nat(GATE_CELLS).map((cell) => cell / GATE_CELLS),
)
const point = fc.tuple(place, place)
const radius = fc.oneof(fc.double({ min: 1e-6, max: 1, noNaN: true }), fc.double({ min: 1e-6, max: 0.01, noNaN: true }))
const gate: fc.Arbitrary<ChromaticityGate> = fc.oneof(
  fc.tuple(point, point).map(([[r0, g0], [r1, g1]]): ChromaticityGate => {
    return { kind: 'rectangle', r: [Math.min(r0, r1), Math.max(r0, r1)], g: [Math.min(g0, g1), Math.max(g0, g1)] }
  }),
  fc.record({
    kind: fc.constant('ellipse' as const),
    centre: point,
    radii: fc.tuple(radius, radius),
    angle: fc.double({ min: -360, max: 360, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('polygon' as const), points: fc.array(point, { minLength: 3, maxLength: 20 }) }),
)
const rule: fc.Arbitrary<PixelRule> = fc.record({
  light: fc.constantFrom('encoded' as const, 'linear' as const),
  minimumSum: fc.constantFrom(0, 0, 300),
  minimumSpread: fc.constant(0),
  excludeClipped: fc.boolean(),
})

describe('by hand', () => {
  const has = (shape: ChromaticityGate, points: readonly (readonly [number, number])[]) => points.map(([r, g]) => gateTest(shape)(r, g))

  it('a rectangle has both of its ends', () => {
    expect(has({ kind: 'rectangle', r: [0.25, 0.5], g: [0, 0.5] }, [[0.25, 0], [0.5, 0.5], [0.51, 0.2], [0.3, 0.6]])).toEqual([true, true, false, false]) // prettier-ignore
  })

  it('an ellipse has its outline, and turns towards g', () => {
    const flat: ChromaticityGate = { kind: 'ellipse', centre: [0.5, 0.5], radii: [0.25, 0.125], angle: 0 }
    expect(has(flat, [[0.75, 0.5], [0.5, 0.625], [0.5, 0.75]])).toEqual([true, true, false]) // prettier-ignore
    const tilted = { ...flat, angle: 45 }
    const along = 0.2 / Math.SQRT2
    expect(has(tilted, [[0.5 + along, 0.5 + along], [0.5 + along, 0.5 - along]])).toEqual([true, false]) // prettier-ignore
  })

  it('a polygon is even-odd, and polygons side by side share no point', () => {
    const square = (r: number): ChromaticityGate => ({ kind: 'polygon', points: [[r, 0], [r + 0.25, 0], [r + 0.25, 0.5], [r, 0.5]] }) // prettier-ignore
    expect(has(square(0.25), [[0.3, 0.2], [0.2, 0.2], [0.6, 0.2]])).toEqual([true, false, false]) // prettier-ignore
    for (const [r, g] of [
      [0.5, 0.2],
      [0.5, 0],
    ] as const)
      // prettier-ignore
      expect([square(0.25), square(0.5)].filter((shape) => gateTest(shape)(r, g))).toHaveLength(1)
    // A bow tie: its two wings, not what lies above and below the knot.
    const tie: ChromaticityGate = { kind: 'polygon', points: [[0, 0], [1, 1], [1, 0], [0, 1]] } // prettier-ignore
    expect(has(tie, [[0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]])).toEqual([true, true, false, false]) // prettier-ignore
  })

  it('most cells of a gate are settled without a look at their pixels', () => {
    const cells = gateCells({ kind: 'ellipse', centre: [0.4, 0.3], radii: [0.1, 0.2], angle: 20 })
    const share = (value: number) => cells.filter((cell) => cell === value).length / cells.length
    expect(share(INSIDE)).toBeGreaterThan(0.05)
    expect(share(MIXED)).toBeLessThan(0.02)
  })
})

/** Colours beside the edges of a polygon, where its cells are decided: chance seldom gives them. */
function alongOutline(shape: ChromaticityGate): [number, number, number][] {
  if (shape.kind !== 'polygon') return []
  return edgesOf(shape.points).flatMap(([r0, g0, r1, g1]) =>
    Array.from({ length: 40 }, (_, i) => {
      const [r, g] = [r0 + ((r1 - r0) * i) / 39, g0 + ((g1 - g0) * i) / 39]
      return [Math.round(r * 255), Math.round(g * 255), Math.round((1 - r - g) * 255)] as [number, number, number]
    }).filter((colour) => colour.every((value) => value >= 0 && value <= 255) && colour.some((value) => value > 0)),
  )
}

it('cells say what the definition says, and so does the quick test', () => {
  fc.assert(
    fc.property(
      gate,
      fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 255 })), { maxLength: 60 }),
      (shape, colours) => {
        const cells = gateCells(shape)
        const [inside, quick] = [gateTest(shape), quickGateTest(shape)]
        for (const [R, G, B] of [...colours, ...alongOutline(shape)]) {
          const [r, g] = [R / (R + G + B), G / (R + G + B)]
          const cell =
            cells[Math.min(GATE_CELLS - 1, Math.floor(r * GATE_CELLS)) * GATE_CELLS + Math.min(GATE_CELLS - 1, Math.floor(g * GATE_CELLS))]!
          if (cell !== MIXED) expect(cell === INSIDE).toBe(inside(r, g))
          expect(quick(r, g)).toBe(inside(r, g))
        }
      },
    ),
    { numRuns: 600 },
  )
})

describe.each(implementations)('the %s kernels', (_, create) => {
  it('mask by any gate and any rule as the definition does, written or counted', () => {
    fc.assert(
      fc.property(pixels(), gate, rule, fc.nat(17), (rgb, shape, kept, skew) => {
        const { memory, rgb: at, out, plane } = load(rgb, skew)
        const light = lightOf(kept)
        const inside = gateTest(shape)
        const count = rgb.length / 3
        const expected = Array.from({ length: count }, (__, i) => {
          const [R, G, B] = rgb.subarray(i * 3, i * 3 + 3) as unknown as [number, number, number]
          const sum = light[R]! + light[G]! + light[B]!
          return sum > 0 && keeps(kept, R, G, B) && inside(light[R]! / sum, light[G]! / sum) ? 255 : 0
        })
        const kernels = create(memory)
        kernels.prepareGate(shape, kept)
        const found = kernels.gateMask(at, count, out)
        expect([...plane()]).toEqual(expected)
        expect(found).toBe(expected.filter(Boolean).length)
        expect(kernels.gateMask(at, count, -1)).toBe(found)
      }),
      { numRuns: 400 },
    )
  })

  it('counts a run longer than its scratch', () => {
    const rgb = new Uint8Array(300_000 * 3).map((__, i) => (i % 3 === 0 ? 200 : (i * 7) % 251))
    const { memory, rgb: at, out } = load(rgb)
    const kernels = create(memory)
    kernels.prepareGate({ kind: 'polygon', points: [[0.3, 0.1], [0.8, 0.15], [0.5, 0.4]] }, EVERY_PIXEL) // prettier-ignore
    const counted = kernels.gateMask(at, 300_000, -1)
    expect(counted).toBeGreaterThan(1000)
    expect(kernels.gateMask(at, 300_000, out)).toBe(counted)
  })

  it('refuses what is no shape', () => {
    const { memory } = load(new Uint8Array(3))
    expect(() => create(memory).prepareGate({ kind: 'polygon', points: [[0, 0], [1, 1]] })).toThrow(RangeError) // prettier-ignore
    expect(() => create(memory).prepareGate({ kind: 'rectangle', r: [0, Number.NaN], g: [0, 1] })).toThrow(RangeError)
  })
})
