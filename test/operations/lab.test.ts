/** The Gaussian in L*a*b*: its fit by hand and against scikit-image's, and that nothing depends on threads. */
import { Buffer } from 'node:buffer'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EVERY_PIXEL } from '../../core/kernels/pixel-rule'
import { patchStatistics } from '../../core/kernels/statistics'
import { eigenOf, type Symmetric } from '../../core/models/lab/eigen'
import { fit, inverseOf, LAB_FLOOR } from '../../core/models/lab/fit'
import type { FitPatch, FitSource } from '../../core/models/shared/model'
import { labOf } from '../../core/pair/delta-e'
import { labScorer } from '../../core/scorers/lab'
import { distanceOfPixel, scoreOfPixel, squaredDistance } from '../../core/scorers/lab/definition'
import type { LabModel } from '../../core/scorers/lab/model'
import { addedRows } from '../../core/scorers/shared/rows'
import { createSharedMemory, RESERVED_BYTES } from '../../core/wasm'
import { instantiate } from '../../core/wasm/instantiate'
import { createPlainKernels } from '../../core/wasm/plain'
import { golden, photo, sha256 } from '../kernels/photos'

interface LabGolden {
  readonly patch: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly mean: [number, number, number]
  readonly covariance: [number, number, number][]
  readonly eigenvalues: [number, number, number]
  readonly mean_likelihood: number
  readonly masks: { readonly threshold: number; readonly pixels: number; readonly nearest: number; readonly sha256: string }[]
}

/** The fit of patches of a photo, with sums over the rows in any order. */
async function fitted(rgb: Uint8Array, width: number, height: number, patches: readonly FitPatch[], order = (rows: number[]) => rows) {
  const unused = () => Promise.reject(new RangeError('The model asks for no such thing.'))
  const source: FitSource = {
    patches,
    statistics: patches.map((patch) => patchStatistics(rgb, width, height, patch, EVERY_PIXEL, 'zeros')),
    ...{ rule: EVERY_PIXEL, gate: undefined, histograms: unused },
    photo: { colours: unused, countKeys: () => new Uint32Array() },
    sums: ({ passes }, pass, at, given) => {
      const { numbers, add } = passes![pass]!
      const { x, y, w, h } = patches[at]!
      const rows = new Float64Array(h * numbers)
      for (const row of order(Array.from({ length: h }, (_, i) => i)))
        add(rgb, [{ rgb: ((y + row) * width + x) * 3, count: w }], EVERY_PIXEL, given, rows, row * numbers)
      return Promise.resolve(addedRows(rows, numbers))
    },
  }
  return await fit(source)
}

const whole = (w: number, h: number): FitPatch => ({ ...{ x: 0, y: 0, w, h }, role: 'add' })

describe('the inverse covariance', () => {
  it('is what one checks by hand', () => {
    const { inverse, isFloored } = inverseOf([2, 1, 0, 2, 0, 4])
    // The inverse of [[2, 1], [1, 2]] is [[2, -1], [-1, 2]] / 3.
    const expected = [2 / 3, -1 / 3, 0, 2 / 3, 0, 1 / 4]
    expect(inverse.map((value) => Number(value.toFixed(12)))).toEqual(expected.map((value) => Number(value.toFixed(12))))
    expect(isFloored).toBe(false)
  })

  it('has a floor under each eigenvalue: of a flat patch, and across colours that lie in a line', () => {
    const least = 1 / LAB_FLOOR ** 2
    expect(inverseOf([0, 0, 0, 0, 0, 0])).toEqual({ inverse: [least, 0, 0, least, 0, least], isFloored: true })
    const { inverse, isFloored } = inverseOf([12, 12, 12, 12, 12, 12])
    const at = (along: number, across: number) =>
      squaredDistance({ mean: [0, 0, 0], inverse }, along / Math.sqrt(3) + across / Math.SQRT2, along / Math.sqrt(3) - across / Math.SQRT2, along / Math.sqrt(3)) // prettier-ignore
    expect([at(6, 0), at(0, LAB_FLOOR), isFloored]).toEqual([expect.closeTo(1, 9), expect.closeTo(1, 9), true])
  })

  it('comes from eigenvectors that make the matrix again', () => {
    const entry = fc.double({ min: -1e3, max: 1e3, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(entry, entry, entry, entry, entry, entry), fc.constantFrom(1, 1e-9, 0), (matrix, scale) => {
        const [xx, xy, xz, yy, yz, zz] = matrix.map((value, i) => ([1, 2, 4].includes(i) ? value * scale : value)) as unknown as Symmetric
        const { values, vectors } = eigenOf([xx, xy, xz, yy, yz, zz])
        const made = [0, 1, 2].map((i) => [0, 1, 2].map((k) => vectors.reduce((sum, v, n) => sum + values[n]! * v[i]! * v[k]!, 0)))
        const close = (value: number) => expect.closeTo(value, 8)
        expect(made).toEqual([[xx, xy, xz].map(close), [xy, yy, yz].map(close), [xz, yz, zz].map(close)])
        for (const [i, v] of vectors.entries())
          for (const [k, u] of vectors.entries()) expect(v[0] * u[0] + v[1] * u[1] + v[2] * u[2]).toBeCloseTo(i === k ? 1 : 0, 12)
      }),
    )
  })
})

describe('the fit', () => {
  it('of two greys has their mean, half their distance as deviation along L*, and the floor across', async () => {
    const rgb = Uint8Array.from([100, 100, 100, 140, 140, 140])
    const { scorer, floored } = await fitted(rgb, 2, 1, [whole(2, 1)])
    const ends = [new Float64Array(3), new Float64Array(3)] as const
    labOf(100, 100, 100, ends[0])
    labOf(140, 140, 140, ends[1])
    const { mean, inverse } = scorer.models[0]!
    expect(mean[0]).toBeCloseTo((ends[0][0]! + ends[1][0]!) / 2, 12)
    expect(1 / Math.sqrt(inverse[0])).toBeCloseTo((ends[1][0]! - ends[0][0]!) / 2, 3)
    expect([1 / Math.sqrt(inverse[3]), floored]).toEqual([expect.closeTo(LAB_FLOOR, 5), [true]])
    expect(distanceOfPixel(scorer, 100, 100, 100)).toBeCloseTo(1, 9)
    expect(scoreOfPixel(scorer, 140, 140, 140)).toBeCloseTo(Math.exp(-0.5), 9)
  })

  it('tells black from white and grey, which have one chromaticity or none', async () => {
    const rgb = Uint8Array.from([0, 0, 0, 0, 0, 0, 255, 255, 255, 128, 128, 128])
    const { scorer } = await fitted(rgb, 4, 1, [whole(2, 1)])
    expect([scoreOfPixel(scorer, 0, 0, 0), scoreOfPixel(scorer, 255, 255, 255)]).toEqual([1, 0])
    expect(scoreOfPixel(scorer, 10, 10, 10)).toBeLessThan(1e-9)
  })

  it('is the same to the last bit whoever adds the rows up, in whatever order', async () => {
    const { rgb, width, height } = await photo('painting')
    const patches: FitPatch[] = [{ x: 400, y: 120, w: 61, h: 53, role: 'add' }, { x: 30, y: 40, w: 20, h: 20, role: 'subtract' }] // prettier-ignore
    const once = await fitted(rgb, width, height, patches)
    const turned = await fitted(rgb, width, height, patches, (rows) => rows.reverse())
    expect(turned).toEqual(once)
    expect(once.scorer.models.map(({ role }) => role)).toEqual(['add', 'subtract'])
  })

  it('is refused of a patch that the rule leaves nothing of', async () => {
    const rgb = Uint8Array.from([200, 10, 10])
    const source = {
      patches: [whole(1, 1)],
      statistics: [patchStatistics(rgb, 1, 1, whole(1, 1), EVERY_PIXEL, 'zeros')],
      sums: () => Promise.resolve(new Float64Array(4)),
      rule: EVERY_PIXEL,
    } as unknown as FitSource
    await expect(fit(source)).rejects.toMatchObject({ code: 'PATCH_UNUSABLE' })
  })
})

describe.each(['painting', 'brushes', 'bowl', 'mountains'] as const)('%s, as scikit-image has it', async (name) => {
  const { rgb, width, height, count } = await photo(name)
  const expected = golden<LabGolden>(`lab-${name}`)
  const { scorer, floored } = await fitted(rgb, width, height, [{ ...expected.patch, role: 'add' }])

  it('mean and inverse covariance', () => {
    const { mean, inverse } = scorer.models[0] as LabModel
    const [LL, La, Lb, aa, ab, bb] = inverse
    const rows = [[LL, La, Lb], [La, aa, ab], [Lb, ab, bb]] as const // prettier-ignore
    const identity = rows.map((row) => [0, 1, 2].map((k) => row.reduce((sum, value, i) => sum + value * expected.covariance[i]![k]!, 0)))
    expect(mean).toEqual(expected.mean.map((value) => expect.closeTo(value, 9)))
    expect(identity).toEqual([0, 1, 2].map((i) => [0, 1, 2].map((k) => expect.closeTo(i === k ? 1 : 0, 7))))
    expect([floored, Math.min(...expected.eigenvalues) > LAB_FLOOR ** 2]).toEqual([[false], true])
  })

  it.each(['plain', 'compiled'] as const)('every pixel of its masks, by the %s kernel', (kind) => {
    const out = RESERVED_BYTES + rgb.length
    const memory = createSharedMemory(out + count)
    new Uint8Array(memory.buffer).set(rgb, RESERVED_BYTES)
    const module = kind === 'compiled' ? instantiate(memory) : null
    const run = labScorer.start({ memory, kernels: createPlainKernels(memory), module }, scorer)
    for (const { threshold, pixels, sha256: digest } of expected.masks) {
      expect(run.mask(RESERVED_BYTES, count, threshold, out)).toBe(pixels)
      expect(sha256(Buffer.from(memory.buffer, out, count))).toBe(digest)
    }
  })

  it('the mean of the likelihoods', () => {
    const values = new Uint16Array(count)
    labScorer.write16(scorer, rgb, values)
    expect(values.reduce((sum, value) => sum + value / 65_535, 0) / count).toBeCloseTo(expected.mean_likelihood, 5)
  })
})
