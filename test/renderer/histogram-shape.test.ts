import { expect, test } from 'vitest'
import { axisRange, gaussianCurve, scaledBars } from '../../renderer/charts/histogram-shape'

test('bars stand at the centres of their bins, the highest at 1; an empty series has none', () => {
  expect(scaledBars([0, 2, 4, 1])).toEqual([
    { x: 0.125, y: 0 },
    { x: 0.375, y: 0.5 },
    { x: 0.625, y: 1 },
    { x: 0.875, y: 0.25 },
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
  expect([curve[0], curve.at(-1)]).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 0 },
  ])
})

test('the axis covers what there is and the fitted Gaussian, in steps of 0.05', () => {
  const counts = Array.from({ length: 100 }, (_, bin) => (bin >= 33 && bin < 60 ? 1_000 : 0))
  expect(axisRange(counts, null)).toEqual({ min: 0.3, max: 0.6 })
  expect(axisRange(counts, { mean: 0.8, std: 0.01 })).toEqual({ min: 0.3, max: 0.85 })
  expect(axisRange([], null)).toEqual({ min: 0, max: 1 })
})

test('a few stray pixels do not widen the axis', () => {
  const counts = Array.from({ length: 100 }, (_, bin) => (bin >= 33 && bin < 60 ? 1_000 : bin === 99 ? 2 : 0))
  expect(axisRange(counts, null)).toEqual({ min: 0.3, max: 0.6 })
})
