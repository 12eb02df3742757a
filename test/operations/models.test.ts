import { describe, expect, it } from 'vitest'
import { gaussianDensity } from '../../core/kernels/definition'
import { score } from '../../core/scorers/ellipses/definition'
import type { PatchStatistics } from '../../core/kernels/statistics'
import { DEVIATION_FLOOR, isFloored, patchWarnings } from '../../core/models/shared/patch-health'
import { fitModel, scaleOf } from '../fitted'
import { photo, PHOTOS } from '../kernels/photos'
import { patchStatistics } from '../../core/kernels/statistics'

const sound: PatchStatistics = {
  x: 0,
  y: 0,
  w: 10,
  h: 10,
  role: 'add',
  pixels: 100,
  meanR: 0.5,
  meanG: 0.25,
  stdR: 0.1,
  stdG: 0.05,
  covariance: [
    [0.01, 0.001],
    [0.001, 0.0025],
  ],
  meanColour: [100, 50, 50],
  clipped: 0,
  dark: 0,
  black: 0,
  leftOut: 0,
}

describe('fitting', () => {
  it('makes a likelihood of 1 at the mean and the published density', () => {
    const [likelihood] = fitModel('gaussian', {}, [sound])
    const [density] = fitModel('density', {}, [sound])
    expect(score(likelihood!, 0.5, 0.25)).toBe(1)
    expect(score(likelihood!, 0.6, 0.25)).toBeCloseTo(Math.exp(-0.5), 14)
    expect(score(density!, 0.58, 0.3)).toBeCloseTo(gaussianDensity(0.58, 0.5, 0.1) * gaussianDensity(0.3, 0.25, 0.05), 12)
    expect(scaleOf([density!])).toEqual({ kind: 'distance', peak: 1 / (2 * Math.PI * 0.1 * 0.05) })
  })

  it('floors a deviation of nothing, be it 0 or 5.6e-17', () => {
    for (const std of [0, 5.6e-17]) {
      const [model] = fitModel('gaussian', {}, [{ ...sound, stdR: std }])
      expect(model!.a).toBeCloseTo(765 * 765, 6)
      expect(model!.c).toBeCloseTo(400, 9)
    }
  })

  it('keeps each patch’s role, and scales to the greatest added peak', () => {
    const narrow = { ...sound, stdR: 0.01, role: 'subtract' as const }
    const fitted = fitModel('density', {}, [sound, narrow, { ...sound, stdR: 0.05 }])
    expect(fitted.map((m) => m.role)).toEqual(['add', 'subtract', 'add'])
    expect(scaleOf(fitted)).toEqual({ kind: 'distance', peak: fitted[2]!.peak })
  })

  it.each(PHOTOS)('draws the published curves of %s', async (name) => {
    const { rgb, width, height, golden } = await photo(name)
    const s = patchStatistics(rgb, width, height, { ...golden.patch, role: 'add' })
    for (const [curve, mean, std] of [
      [golden.space_64.r_curve, s.meanR, s.stdR],
      [golden.space_64.g_curve, s.meanG, s.stdG],
    ] as const) {
      curve.forEach((value, i) => {
        const at = i === 63 ? 1 : i * (1 / 63)
        // exp() carries the rounding of its argument, which the tails make large.
        const slack = 1e-12 * (1 + ((at - mean) / std) ** 2)
        expect(Math.abs(gaussianDensity(at, mean, std) - value)).toBeLessThanOrEqual(slack * value + 1e-300)
      })
    }
  })
})

describe('warnings', () => {
  const of = (change: Partial<PatchStatistics>) => patchWarnings({ ...sound, ...change }, 'Patch 2')

  it('are none for a sound patch', () => {
    expect(of({})).toEqual([])
    expect(of({ clipped: 5, dark: 5 })).toEqual([])
  })

  it('name the patch and what is wrong with it', () => {
    expect(of({ pixels: 49 })[0]).toMatch(/^Patch 2 has only 49 usable pixels/)
    expect(of({ pixels: 1 })[0]).toMatch(/only 1 usable pixel;/)
    expect(of({ clipped: 6 })).toEqual([expect.stringMatching(/^6\.0 % of Patch 2 is clipped/)])
    expect(patchWarnings({ ...sound, clipped: 6 }, 'the patch')).toEqual([expect.stringMatching(/^6\.0 % of the patch is clipped/)])
    expect(patchWarnings({ ...sound, leftOut: 2 }, 'the patch')).toEqual([expect.stringMatching(/^The patch has 2 pixels/)])
    expect(of({ dark: 50 })).toEqual([expect.stringMatching(/^50\.0 % of Patch 2 is dark/)])
    expect(of({ black: 3 })).toEqual([expect.stringMatching(/3 black pixels, which have no chromaticity/)])
    expect(of({ leftOut: 1 })).toEqual([expect.stringMatching(/1 pixel that the model/)])
    expect(of({ stdG: 0.0023 })).toEqual([expect.stringMatching(/JPEG/)])
    expect(of({ stdG: 0 })).toEqual([expect.stringMatching(/below 1\/765/)])
  })

  it('name the model’s own floor', () => {
    const concerns = { deviation: true, black: false, floor: { value: '0.11', reason: 'what rounding leaves' } }
    expect(patchWarnings(sound, 'Patch 2', true, concerns)).toEqual([
      'Patch 2 is so even that its deviation was below 0.11, what rounding leaves; 0.11 was used instead.',
    ])
  })

  it('speak of the floor only under it', () => {
    expect(isFloored({ stdR: DEVIATION_FLOOR, stdG: 1 })).toBe(false)
    expect(isFloored({ stdR: DEVIATION_FLOOR * 0.999, stdG: 1 })).toBe(true)
  })
})
