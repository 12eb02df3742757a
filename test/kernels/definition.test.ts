import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { belongs, distanceOfPatches, greatestPeak, score, scoreOfPatches, squaredDistance } from '../../core/scorers/ellipses/definition'
import { binEdges, binOf, chromaticity, gaussianDensity } from '../../core/kernels/definition'
import { likelihood, limitOf } from '../../core/scorers/shared/likelihood'
import type { EllipseModel } from '../../core/scorers/ellipses/model'
import { byte, models, threshold } from './arbitrary'

const round: EllipseModel = { meanR: 0.5, meanG: 0.25, a: 100, b: 0, c: 400, peak: 1, role: 'add' }

describe('the definition', () => {
  it('gives the chromaticity that one checks by hand, and none for black', () => {
    expect(chromaticity(2, 1, 1)).toEqual({ r: 0.5, g: 0.25 })
    expect(chromaticity(0, 0, 0)).toBeNull()
  })

  it('gives the density and likelihood that one checks by hand', () => {
    expect(gaussianDensity(0.3, 0.3, 0.1)).toBeCloseTo(3.989422804014327, 14)
    expect(gaussianDensity(0.4, 0.3, 0.1)).toBeCloseTo(2.4197072451914337, 13)
    expect(squaredDistance(round, 0.6, 0.25)).toBeCloseTo(1, 12)
    expect(squaredDistance(round, 0.5, 0.35)).toBeCloseTo(4, 12)
    expect(score(round, 0.5, 0.25)).toBe(1)
    expect(likelihood(4)).toBeCloseTo(0.1353352832366127, 15)
  })

  it('lets a subtracted patch win a tie, and the greatest added one count', () => {
    const other = { ...round, meanR: 0.6 }
    expect(scoreOfPatches([round, other], 0.6, 0.25)).toBe(1)
    expect(scoreOfPatches([round, { ...round, role: 'subtract' }], 0.55, 0.25)).toBe(0)
    expect(scoreOfPatches([round, { ...other, role: 'subtract' }], 0.5, 0.25)).toBe(1)
    expect(belongs([round, { ...round, role: 'subtract' }], 0, 2, 1, 1)).toBe(false)
    expect(belongs([round], 0, 0, 0, 0)).toBe(false)
  })

  it('says the same by distances as by scores, wherever rounding does not decide', () => {
    fc.assert(
      fc.property(models(), threshold, byte, byte, byte, (list, T, R, G, B) => {
        const at = chromaticity(R, G, B)
        if (at === null || T <= 1e-300) return
        const scored = scoreOfPatches(list, at.r, at.g)
        const squared = distanceOfPatches(list, at.r, at.g)
        expect(squared).not.toBeNaN()
        if (Math.abs(scored - T) > 1e-9 * T) expect(squared < limitOf(T, greatestPeak(list)) && squared < Infinity).toBe(scored > T)
      }),
    )
  })

  it('counts into bins as numpy does: lower edge in, upper edge out, the last bin closed', () => {
    const edges = binEdges(0, 1, 10)
    // numpy.linspace(0, 1, 11)[3] is 0.30000000000000004, so 0.3 belongs to the bin below it.
    expect([0, 0.1, 0.3, 0.30000000000000004, 0.999, 1, 1.001, -0.001].map((v) => binOf(v, edges))).toEqual([0, 1, 2, 3, 9, 9, -1, -1])
  })
})
