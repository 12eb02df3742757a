import { expect, test } from 'vitest'
import { axisRange, fittedGaussians, gaussianCurve, scaledBars, STD_FLOOR } from '../../../renderer/charts/figures/histogram-shape'

test('bars stand at the centres of their bins, the highest at 1; an empty series has none', () => {
  expect(scaledBars([0, 2, 4, 1])).toEqual([
    { x: 0.125, y: 0, count: 0 },
    { x: 0.375, y: 0.5, count: 2 },
    { x: 0.625, y: 1, count: 4 },
    { x: 0.875, y: 0.25, count: 1 },
  ])
  expect(scaledBars([0, 0])).toEqual([])
  expect(scaledBars([])).toEqual([])
})

test('the Gaussian has its peak at the mean, and e^-0.5 a deviation beside it', () => {
  const curve = gaussianCurve({ mean: 0.4, std: 0.02 }, { min: 0, max: 1 })
  const peak = curve.reduce((a, b) => (b.y > a.y ? b : a))
  expect(peak.x).toBeCloseTo(0.4)
  expect(peak.y).toBeCloseTo(1)
  expect(curve.find(({ x }) => Math.abs(x - 0.42) < 1e-9)?.y).toBeCloseTo(Math.exp(-0.5))
  const ends = (points: typeof curve) => [points[0], points.at(-1)].map((point) => [point!.x, point!.y])
  expect(ends(curve)).toEqual([
    [0, expect.closeTo(0, 12)],
    [1, expect.closeTo(0, 12)],
  ])
  // Where the axis ends within the hill, the curve leaves it at its own height.
  expect(ends(gaussianCurve({ mean: 0.99, std: 0.02 }, { min: 0.95, max: 1 }))).toEqual([
    [0.95, expect.closeTo(Math.exp(-2), 12)],
    [1, expect.closeTo(Math.exp(-0.125), 12)],
  ])
})

test('the axis covers what there is and the fitted Gaussian, in steps of 0.05', () => {
  const counts = Array.from({ length: 100 }, (_, bin) => (bin >= 33 && bin < 60 ? 1_000 : 0))
  expect(axisRange(counts, null)).toEqual({ min: 0.3, max: 0.6 })
  expect(axisRange(counts, { mean: 0.8, std: 0.01 })).toEqual({ min: 0.3, max: 0.85 })
  expect(
    axisRange(
      counts,
      null,
      Array.from({ length: 100 }, (_, bin) => (bin === 91 ? 7 : 0)),
    ),
  ).toEqual({ min: 0.3, max: 0.95 })
  expect(axisRange([], null)).toEqual({ min: 0, max: 1 })
})

test('a few stray pixels do not widen the axis', () => {
  const counts = Array.from({ length: 100 }, (_, bin) => (bin >= 33 && bin < 60 ? 1_000 : bin === 99 ? 2 : 0))
  expect(axisRange(counts, null)).toEqual({ min: 0.3, max: 0.6 })
})

const patch = (rr: number, rg: number, gg: number) => ({
  ...{ x: 0, y: 0, w: 9, h: 9, role: 'add' as const, pixels: 81, floored: false, meanR: 0.4, meanG: 0.3 },
  ...{ stdR: Math.sqrt(rr), stdG: Math.sqrt(gg) },
  covariance: [
    [rr, rg],
    [rg, gg],
  ] as [[number, number], [number, number]],
  ...{ clipped: 0, dark: 0, black: 0, leftOut: 0 },
  meanColour: [1, 2, 3] as [number, number, number],
})

test('a tilted Gaussian looks along each axis as wide as the patch does; a line of colours is no thinner than the floor', () => {
  const tilted = fittedGaussians('covariance', patch(4e-4, 3e-4, 9e-4))
  expect(tilted?.r.std).toBeCloseTo(0.02, 12)
  expect(tilted?.g.std).toBeCloseTo(0.03, 12)
  const upright = fittedGaussians('covariance', patch(4e-4, 0, 0))
  expect(upright?.r.std).toBeCloseTo(0.02, 12)
  expect(upright?.g.std).toBeCloseTo(STD_FLOOR, 12)
  // All on the diagonal: half of the floor's square is added to either.
  const line = fittedGaussians('covariance', patch(4e-4, 4e-4, 4e-4))
  expect(line?.r.std).toBeCloseTo(Math.sqrt(4e-4 + STD_FLOOR ** 2 / 2), 12)
})

test('models that fit no Gaussian have no curve', () => {
  expect(fittedGaussians('hue', patch(1e-4, 0, 1e-4))).toBeNull()
  expect(fittedGaussians('rg', patch(1e-4, 0, 1e-4))).toBeNull()
  expect(fittedGaussians('density', patch(1e-4, 0, 0))).toEqual({ r: { mean: 0.4, std: 0.01 }, g: { mean: 0.3, std: STD_FLOOR } })
})
