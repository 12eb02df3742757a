import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { golden, photo } from '../engine/harness'
import { chromapatch } from './run'

interface Counted {
  readonly threshold: number
  readonly above: number
  readonly 'within_1e-4': number
}
interface Golden {
  readonly image: { width: number; height: number; black_pixels: number }
  readonly patch: { x: number; y: number; w: number; h: number; pixels: number }
  readonly statistics: { mean_r: number; mean_g: number; std_r: number; std_g: number; covariance: number[][] }
  readonly density: { counts: Counted[] }
  readonly likelihood_independent: { counts: Counted[] }
}

const PHOTOS = ['painting', 'bowl', 'brushes', 'mountains', 'dandelion-16mp']

function expectClose(actual: number, expected: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
}

describe.each(PHOTOS)('%s agrees with numpy and scikit-image', (name) => {
  const known = JSON.parse(readFileSync(golden(`segment-${name}.json`), 'utf8')) as Golden
  const { x, y, w, h } = known.patch
  const runs = [
    ...known.density.counts.map((count) => ['density', count] as const),
    ...known.likelihood_independent.counts.map((count) => ['gaussian', count] as const),
  ]

  it.each(runs)('%s at its thresholds', async (model, { threshold, above, 'within_1e-4': near }) => {
    const words = [
      'segment',
      photo(`${name}.jpg`),
      '--patch',
      `${x},${y},${w},${h}`,
      '--model',
      model,
      '--threshold',
      String(threshold),
      '--json',
    ]
    const { code, out, err } = await chromapatch(words)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const found = JSON.parse(out)
    expect(found.image).toEqual({ width: known.image.width, height: known.image.height, blackPixels: known.image.black_pixels })
    const patch = found.patches[0]
    expect(patch.pixels).toBe(known.patch.pixels)
    expectClose(patch.meanR, known.statistics.mean_r)
    expectClose(patch.meanG, known.statistics.mean_g)
    expectClose(patch.stdR, known.statistics.std_r)
    expectClose(patch.stdG, known.statistics.std_g)
    known.statistics.covariance.forEach((row, i) => row.forEach((value, j) => expectClose(patch.covariance[i][j], value)))
    expect(Math.abs(found.mask.pixels - above)).toBeLessThanOrEqual(near)
    expect(found.mask.fraction).toBe(found.mask.pixels / (known.image.width * known.image.height))
  })
})
