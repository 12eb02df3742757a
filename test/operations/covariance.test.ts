import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { squaredDistance } from '../../core/scorers/ellipses/definition'
import { prepareEllipses } from '../../core/scorers/ellipses/prepared'
import { patchStatistics } from '../../core/kernels/statistics'
import { fit, isCovarianceFloored } from '../../core/models/covariance/fit'
import { DEVIATION_FLOOR } from '../../core/models/shared/patch-health'
import { pixels } from '../kernels/arbitrary'

const of = (rr: number, rg: number, gg: number) =>
  ({
    meanR: 0.4,
    meanG: 0.3,
    covariance: [
      [rr, rg],
      [rg, gg],
    ],
    role: 'add',
  }) as unknown as Parameters<typeof fit>[0]

describe('the Gaussian with covariance', () => {
  it('inverts the matrix that one checks by hand', () => {
    // Determinant 0.04 · 0.01 - 0.01² = 0.0003.
    const { a, b, c, peak } = fit(of(0.04, 0.01, 0.01))
    expect([a, b, c].map((v) => Number(v.toFixed(9)))).toEqual([33.333333333, -33.333333333, 133.333333333])
    expect(peak).toBe(1)
  })

  it('is the independent Gaussian where r and g do not vary together', () => {
    const { a, b, c } = fit(of(0.01, 0, 0.0025))
    expect(a).toBeCloseTo(100, 10)
    expect(Math.abs(b)).toBe(0)
    expect(c).toBeCloseTo(400, 10)
  })

  it('floors the eigenvalues of a flat patch, and of one where g follows r exactly', () => {
    const floor = 1 / DEVIATION_FLOOR ** 2
    const flat = fit(of(0, 0, 0))
    expect([flat.a, flat.b, flat.c]).toEqual([floor, 0, floor])
    // All spread along (1, -1)/√2, of variance 0.02: 1/765 across it.
    const line = fit(of(0.01, -0.01, 0.01))
    const s = Math.SQRT1_2
    const at = (along: number, across: number) => squaredDistance(line, 0.4 + along * s + across * s, 0.3 - along * s + across * s)
    expect(at(Math.sqrt(0.02), 0)).toBeCloseTo(1, 6)
    expect(at(0, DEVIATION_FLOOR)).toBeCloseTo(1, 6)
    expect([isCovarianceFloored(of(0.01, -0.01, 0.01)), isCovarianceFloored(of(0.01, 0, 0.01))]).toEqual([true, false])
  })

  it('is an ellipse for any patch', () => {
    fc.assert(
      fc.property(pixels(30), (rgb) => {
        fc.pre(rgb.some((v) => v > 0))
        const model = fit(patchStatistics(rgb, rgb.length / 3, 1, { x: 0, y: 0, w: rgb.length / 3, h: 1, role: 'add' }))
        expect(() => prepareEllipses([model])).not.toThrow()
      }),
    )
  })
})
