/** The figures of the published difference, on numbers that can be checked by hand and on properties. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binEdges, binOf } from '../../core/kernels/definition'
import { deltaE2000, deltaERow, DELTA_LENGTH, labOf } from '../../core/pair/delta-e'
import { differenceRow, histogramBin, ROW_LENGTH } from '../../core/pair/difference-figures'
import { GREY_UNIT, greyOf } from '../../core/kernels/grey'
import { publishedGrey } from '../../core/kernels/published-grey'
import { addSsimRow, SSIM_LENGTH, ssimRows } from '../../core/pair/ssim'
import { deltaEByte, deltaEOfByte, signedByte, signedOf } from '../../core/pair/difference/maps'
import { deltaEFigures, greyFigures, ssimFigure } from '../../core/pair/difference/figures'
import { rdbu, rdbuEntry } from '../../core/pair/difference/rdbu'

/** Figures of two pictures of `width` columns, row by row as the engine does. */
function figures(before: readonly number[], after: readonly number[], width: number, covered?: readonly number[]) {
  const bytes = Uint8Array.from([...before, ...after, ...(covered ?? [])])
  const rows = before.length / 3 / width
  const records = new Float64Array(rows * ROW_LENGTH)
  for (let y = 0; y < rows; y++) {
    const at = covered === undefined ? -1 : before.length * 2 + y * width
    differenceRow(bytes, y * width * 3, before.length + y * width * 3, at, width, records.subarray(y * ROW_LENGTH, (y + 1) * ROW_LENGTH))
  }
  return greyFigures(records)
}

/** 5 × 5 greys. */
const grey = (values: readonly number[]) => values.flatMap((value) => [value, value, value])
const flat = new Array<number>(25).fill(100)
const pair = (change: Readonly<Record<number, number>>) => flat.map((value, i) => change[i] ?? value)

describe('five by five', () => {
  it('one pixel brighter, one darker', () => {
    const { signedGray, mse, psnr, pixels } = figures(grey(flat), grey(pair({ 6: 151, 18: 49 })), 5)
    expect(pixels).toBe(25)
    // 51 / 255 is a fifth.
    expect([signedGray.min, signedGray.max, signedGray.mean]).toEqual([-0.2, 0.2, 0])
    expect(signedGray.meanAbs).toBeCloseTo(0.4 / 25, 15)
    expect(signedGray.rms).toBeCloseTo(Math.sqrt(0.08 / 25), 15)
    expect(mse).toBeCloseTo((2 * 51 ** 2) / 25, 12)
    expect(psnr).toBeCloseTo(10 * Math.log10(255 ** 2 / ((2 * 51 ** 2) / 25)), 12)
    const histogram = new Array<number>(16).fill(0)
    ;[histogram[6], histogram[8], histogram[9]] = [1, 23, 1]
    expect(signedGray.histogram16).toEqual(histogram)
    // The fourth threshold is 0.2 itself, where the published code's rounding decides.
    expect(signedGray.countsAbs.slice(0, 3).map(({ above }) => above)).toEqual([2, 2, 2])
  })

  it('equal photos: every figure 0, no PSNR', () => {
    const { signedGray, mse, psnr } = figures(grey(flat), grey(flat), 5)
    expect(signedGray).toMatchObject({ min: 0, max: 0, mean: 0, meanAbs: 0, rms: 0 })
    expect([mse, psnr]).toEqual([0, null])
  })

  it('only where both photos are', () => {
    const covered = flat.map((_, i) => (i === 6 ? 0 : 255))
    const { signedGray, pixels } = figures(grey(flat), grey(pair({ 6: 151, 18: 49 })), 5, covered)
    expect([pixels, signedGray.min, signedGray.max]).toEqual([24, 0, 0.2])
    expect(
      figures(
        grey(flat),
        grey(flat),
        5,
        flat.map(() => 0),
      ),
    ).toMatchObject({ pixels: 0, mse: 0, signedGray: { min: 0, max: 0 } })
  })
})

const bytes = (length: number) => fc.array(fc.nat(255), { minLength: length, maxLength: length })

describe('any two photos', () => {
  it('swapped: the same with the sign turned', () => {
    fc.assert(
      fc.property(bytes(36), bytes(36), (a, b) => {
        const [one, two] = [figures(a, b, 4), figures(b, a, 4)]
        expect(two.signedGray.min).toBeCloseTo(-one.signedGray.max, 15)
        expect(two.signedGray.mean).toBeCloseTo(-one.signedGray.mean, 15)
        expect([two.signedGray.meanAbs, two.signedGray.rms, two.mse]).toEqual([one.signedGray.meanAbs, one.signedGray.rms, one.mse])
      }),
    )
  })

  it('the bin is numpy’s, and grey the published one', () => {
    const edges = binEdges(-1, 1, 16)
    fc.assert(
      fc.property(
        fc.integer({ min: -GREY_UNIT, max: GREY_UNIT }),
        (units) => void expect(histogramBin(units / GREY_UNIT)).toBe(binOf(units / GREY_UNIT, edges)),
      ),
    )
    expect([-1, -0.375, 0, 0.125, 1].map(histogramBin)).toEqual([0, 5, 8, 9, 15])
    fc.assert(
      fc.property(
        fc.nat(255),
        fc.nat(255),
        fc.nat(255),
        (R, G, B) => void expect(Math.abs(publishedGrey(R, G, B) - greyOf(R, G, B) / GREY_UNIT)).toBeLessThan(4e-16),
      ),
    )
  })
})

describe('ΔE2000', () => {
  // Sharma, Wu and Dalal's table of test data, which is published to four places.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0],
    [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[50, 2.5, 0], [56, -27, -3], 31.903],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
    [[90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ])('%j to %j', ([L1, a1, b1], [L2, a2, b2], expected) => {
    expect(deltaE2000(L1!, a1!, b1!, L2!, a2!, b2!)).toBeCloseTo(expected, 4)
    expect(deltaE2000(L2!, a2!, b2!, L1!, a1!, b1!)).toBeCloseTo(expected, 4)
  })

  it('white, black and equal colours', () => {
    const lab = new Float64Array(3)
    labOf(255, 255, 255, lab)
    expect(lab[0]).toBeCloseTo(100, 3)
    labOf(0, 0, 0, lab)
    expect([...lab].map((value) => Math.abs(value) < 1e-9)).toEqual([true, true, true])
    const record = new Float64Array(DELTA_LENGTH)
    deltaERow(Uint8Array.from([1, 2, 3, 0, 0, 0, 1, 2, 3, 255, 255, 255]), 0, 6, -1, 2, record)
    const { mean, max, above2_3 } = deltaEFigures(record)
    expect(mean).toBeCloseTo(50, 1)
    expect(max).toBeCloseTo(100, 1)
    expect(above2_3).toBe(0.5)
  })
})

describe('SSIM', () => {
  const ssim = (before: Uint8Array, after: Uint8Array, width: number, cuts: readonly number[] = []) => {
    const height = before.length / 3 / width
    const both = new Uint8Array(before.length * 2)
    both.set(before)
    both.set(after, before.length)
    const shape = { before: 0, after: before.length, width, height }
    const records = new Float64Array(height * SSIM_LENGTH)
    const edges = [0, ...cuts, height]
    for (let i = 1; i < edges.length; i++) {
      ssimRows(both, shape, edges[i - 1]!, edges[i]!, (y, row) =>
        addSsimRow(both, shape, -1, y, row, records.subarray(y * SSIM_LENGTH, (y + 1) * SSIM_LENGTH)),
      )
    }
    return ssimFigure(records)
  }
  const noise = (seed: number) => Uint8Array.from({ length: 20 * 16 * 3 }, (_, i) => (Math.imul(i + seed, 2_654_435_761) >>> 13) & 255)

  it('is 1 for equal photos, the same either way and however the rows are cut, and null for photos smaller than its window', () => {
    expect(ssim(noise(1), noise(1), 20)).toBe(1)
    const whole = ssim(noise(1), noise(9), 20)
    expect(whole).toBeLessThan(0.9)
    expect(ssim(noise(9), noise(1), 20)).toBeCloseTo(whole!, 14)
    expect(ssim(noise(1), noise(9), 20, [3, 4, 11])).toBe(whole)
    expect(ssim(Uint8Array.from(grey(flat)), Uint8Array.from(grey(flat)), 5)).toBeNull()
  })
})

describe('maps', () => {
  it('bytes mean what they say, nearest to 0 most finely', () => {
    for (let byte = 1; byte < 256; byte++) expect(signedByte(signedOf(byte))).toBe(byte)
    expect([signedOf(128), signedOf(255), signedOf(1)]).toEqual([0, 1, -1])
    expect(Math.abs(signedOf(129))).toBeLessThan(1e-4)
    for (let byte = 0; byte < 256; byte++) expect(deltaEByte(deltaEOfByte(byte))).toBe(byte)
  })

  it('RdBu runs from red over white to blue', () => {
    const table = rdbu()
    expect([...table.subarray(0, 3), ...table.subarray(765)]).toEqual([103, 0, 31, 5, 48, 97])
    expect([rdbuEntry(-1, 1), rdbuEntry(0, 1), rdbuEntry(1, 1), rdbuEntry(0, 0)]).toEqual([0, 128, 255, 128])
  })
})
