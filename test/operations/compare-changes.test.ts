/** Finding regions: morphology and thresholds on pictures that can be drawn in the source. */
import { describe, expect, it } from 'vitest'
import { close, dilate, erode, open } from '../../core/pair/changes/morphology'
import { findRegions, type RegionOptions } from '../../core/pair/changes/regions'
import { noiseOf, overallNoise, ResidualCounts, significance } from '../../core/pair/changes/noise'
import { OUTSIDE, STRUCTURE_BINS } from '../../core/pair/changes/residual'
import { leastArea } from '../../core/pair/changes'

const drawn = (rows: readonly string[]) => Uint8Array.from(rows.join(''), (letter) => (letter === '#' ? 1 : 0))
const shown = (mask: Uint8Array, width: number) =>
  Array.from({ length: mask.length / width }, (_, y) =>
    [...mask.subarray(y * width, (y + 1) * width)].map((bit) => (bit ? '#' : '.')).join(''),
  )
const after = (rows: readonly string[], act: typeof open) => {
  const mask = drawn(rows)
  act(mask, rows[0]!.length, rows.length, 1)
  return shown(mask, rows[0]!.length)
}

describe('morphology, five by five', () => {
  it('dilates and erodes by a square', () => {
    expect(after(['.....', '.....', '..#..', '.....', '....#'], dilate)).toEqual(['.....', '.###.', '.###.', '.####', '...##'])
    expect(after(['#####', '#####', '#####', '####.', '#####'], erode)).toEqual(['#####', '#####', '###..', '###..', '###..'])
    expect(after(['.....', '.###.', '.###.', '.###.', '.....'], erode)).toEqual(['.....', '.....', '..#..', '.....', '.....'])
    expect(after(['.....', '.....', '.....', '.....', '.....'], dilate)).toEqual(new Array(5).fill('.....'))
    expect(after(['#####', '#####', '#####', '#####', '#####'], erode)).toEqual(new Array(5).fill('#####'))
  })

  it('opens away what is thin, closes what is narrow', () => {
    expect(after(['###..', '###..', '###..', '....#', '....#'], open)).toEqual(['###..', '###..', '###..', '.....', '.....'])
    expect(after(['.....', '.#.#.', '.#.#.', '.#.#.', '.....'], close)).toEqual(['.....', '.###.', '.###.', '.###.', '.....'])
  })
})

const options = (more: Partial<RegionOptions> = {}): RegionOptions => ({ sensitivity: 5, minArea: 4, ignored: [], ...more })

/** A map of 40 × 30 with blocks of a significance in σ. */
function mapWith(blocks: readonly (readonly [x: number, y: number, w: number, h: number, sigmas: number])[]) {
  const map = new Uint8Array(40 * 30)
  for (const [x, y, w, h, sigmas] of blocks) for (let row = y; row < y + h; row++) map.fill(sigmas * 8, row * 40 + x, row * 40 + x + w)
  return map
}
const boxes = (blocks: Parameters<typeof mapWith>[0], more?: Partial<RegionOptions>) =>
  findRegions(mapWith(blocks), 40, 30, options(more), new Uint16Array(40 * 30)).map(({ x, y, w, h, area }) => [x, y, w, h, area])

describe('regions', () => {
  it('are what stands above the threshold, largest first, followed down to three fifths of it', () => {
    expect(
      boxes([
        [3, 4, 6, 5, 9],
        [20, 10, 8, 8, 9],
      ]),
    ).toEqual([
      [20, 10, 8, 8, 64],
      [3, 4, 6, 5, 30],
    ])
    expect(boxes([[3, 4, 6, 5, 4.5]])).toEqual([])
    expect(
      boxes([
        [3, 4, 6, 5, 9],
        [9, 4, 2, 5, 4],
      ]),
    ).toEqual([[3, 4, 8, 5, 40]])
  })

  it('smaller than the least area are left out, lines too', () => {
    expect(boxes([[3, 4, 5, 5, 9]], { minArea: 26 })).toEqual([])
    expect(boxes([[3, 4, 30, 1, 9]], { minArea: 8 })).toEqual([])
  })

  it('near each other are one', () => {
    expect(
      boxes([
        [3, 4, 5, 5, 9],
        [9, 4, 5, 5, 9],
      ]),
    ).toHaveLength(1)
    expect(
      boxes([
        [3, 4, 5, 5, 9],
        [20, 4, 5, 5, 9],
      ]),
    ).toHaveLength(2)
  })

  it('are not looked for where one said so', () => {
    expect(
      boxes(
        [
          [3, 4, 6, 5, 9],
          [20, 10, 8, 8, 9],
        ],
        { ignored: [{ x: 18, y: 8, w: 30, h: 30 }] },
      ),
    ).toEqual([[3, 4, 6, 5, 30]])
  })

  it('a least area of 0 follows the photo', () => {
    expect([leastArea(0, 12_000_000), leastArea(0, 1000), leastArea(77, 1000)]).toEqual([300, 12, 77])
  })
})

describe('noise', () => {
  const gaussian = (() => {
    let state = 7
    const draw = () => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) + 0.5) / 4_294_967_296
    return () => Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw())
  })()
  const residuals = (n: number, sigma: number) =>
    Float32Array.from({ length: n }, () => sigma * Math.sqrt((gaussian() ** 2 + gaussian() ** 2 + gaussian() ** 2) / 3))

  it('is the σ that made the residual, though a third of the pixels changed', () => {
    const counts = new ResidualCounts()
    counts.add(residuals(20_000, 2), new Uint8Array(20_000).fill(3))
    expect(overallNoise(counts)).toBeCloseTo(2, 1)
    counts.add(new Float32Array(10_000).fill(60), new Uint8Array(10_000).fill(3))
    expect(noiseOf(counts)[3]).toBeLessThan(3)
  })

  it('never falls as structure grows, and a bin of changes alone is held down by those above', () => {
    const counts = new ResidualCounts()
    counts.add(new Float32Array(1000).fill(40), new Uint8Array(1000).fill(1))
    counts.add(residuals(20_000, 1.5), new Uint8Array(20_000).fill(8))
    counts.add(residuals(20_000, 4), new Uint8Array(20_000).fill(12))
    const sigmas = noiseOf(counts)
    for (let bin = 1; bin < STRUCTURE_BINS; bin++) expect(sigmas[bin]!).toBeGreaterThanOrEqual(sigmas[bin - 1]!)
    expect(sigmas[1]).toBeCloseTo(1.5, 1)
    expect(sigmas[12]).toBeCloseTo(4, 0)
    expect(sigmas[19]).toBe(sigmas[12])
  })

  it('maps a residual to eighths of σ, and nothing where only one photo is', () => {
    const out = new Uint8Array(3)
    significance(Float32Array.of(4, 4, 400), Uint8Array.of(0, OUTSIDE, 0), new Float32Array(STRUCTURE_BINS).fill(2), out)
    expect([...out]).toEqual([16, 0, 255])
  })
})
