import { describe, expect, it } from 'vitest'
import type { Learned } from '../../contract/learned'
import { pooledColours, pooledNumbers } from '../../core/models/learned'
import { patchStatistics } from '../../core/kernels/statistics'
import { momentsOf } from '../../core/models/learned'
import { doubtsOf, withOutliers, type Tally } from '../../core/series/doubts'
import { pairsOf } from '../../core/series/pairs'
import { matcherOf } from '../../core/series/glob'
import type { Row } from '../../core/series/row'
import { shardOf } from '../../core/series/shard'
import { guarded } from '../../core/csv'
import { csvOf, jsonLinesOf } from '../../core/series/text'

const row = (over: Partial<Row> = {}): Row => ({
  ...{ photo: 'a.jpg', folder: '', taken: '', class: 'leaf', pixels: 10, percent: 1, mm2: null, objects: 1, low: 9, high: 11 },
  ...{ state: 'done', warnings: [] },
  ...over,
})

describe('a table as CSV', () => {
  it('is RFC 4180: CR LF, quotes doubled, empty cells for what is not known', () => {
    const text = csvOf([row({ photo: 'a "b", c.jpg', folder: 'x\ny', warnings: ['one', 'two'] })])
    const lines = [
      'photo,folder,taken,class,pixels,percent,mm2,objects,low,high,state,warnings',
      '"a ""b"", c.jpg","x\ny",,leaf,10,1,,1,9,11,done,one | two',
    ]
    expect(text).toBe(lines.map((line) => `${line}\r\n`).join(''))
  })

  it.each(['=HYPERLINK("x")', '+1', '-1', '@sum', '\tx'])('no cell is run as a formula: %j', (name) => {
    expect(guarded(name)).toBe(`'${name}`)
    expect(csvOf([row({ photo: name })]).split('\r\n')[1]).toMatch(/^"?'/)
  })

  it('JSON Lines hold the same columns in the same order, warnings as a list', () => {
    const [line] = jsonLinesOf([row({ warnings: ['one'] })]).split('\n')
    expect(Object.keys(JSON.parse(line!) as object)).toEqual(csvOf([]).trim().split(','))
    expect((JSON.parse(line!) as Row).warnings).toEqual(['one'])
  })
})

describe('doubts', () => {
  const tally: Tally = { pixels: 1000, fraction: 0.1, objects: 1, low: 9, high: 11, colour: [60, 120, 40], clipped: 0, taken: '' }
  const learned: Learned = {
    version: 1,
    classes: [
      { name: 'a', role: 'add', colour: [60, 120, 40], numbers: { kind: 'moments', pixels: 9, mean: [0.3, 0.5], covariance: [0, 0, 0] } },
    ],
    share: 0.1,
  }

  it('are none for what is like where it was learned', () => expect(doubtsOf(tally, learned)).toEqual([]))
  it('absent', () => expect(doubtsOf({ ...tally, pixels: 0, colour: null }, learned)).toEqual(['The colour is not in this photo.']))
  it('hardly any', () => expect(doubtsOf({ ...tally, fraction: 0.0009 }, learned)).toEqual([expect.stringContaining('Hardly any')]))
  it('clipped', () => expect(doubtsOf({ ...tally, clipped: 51 }, null)).toEqual([expect.stringContaining('5.1 % of the mask is clipped')]))
  it('another light', () => {
    expect(doubtsOf({ ...tally, colour: [120, 240, 80] }, learned)).toEqual([expect.stringContaining('2.00 times as bright')])
    expect(doubtsOf({ ...tally, colour: [75, 105, 40] }, learned)).toEqual([expect.stringContaining('off in (r, g)')])
  })

  it('an outlier of the series, told by the median, and only among enough', () => {
    const areas = [10, 10.4, 9.7, 10.1, 9.9, 10.2, 9.8, 10.3]
    const rows = areas.map((percent, i) => row({ photo: String(i), percent }))
    expect(withOutliers(rows)).toEqual(rows)
    const odd = withOutliers([...rows, row({ percent: 30 })]).at(-1)!
    expect(odd).toMatchObject({ state: 'doubtful', warnings: [expect.stringMatching(/outlier: 3\.0 times above/)] })
    expect(withOutliers([...rows.slice(2), row({ percent: 30 })]).at(-1)!.state).toBe('done')
    expect(withOutliers([...rows, row({ percent: 30, class: 'other' })]).at(-1)!.state).toBe('done')
  })
})

describe('numbers of several photos', () => {
  it('pooled are those of one patch that held all pixels', () => {
    const rgb = Uint8Array.from({ length: 3 * 90 }, (_, i) => 20 + ((i * 37) % 200))
    const patch = (x: number, w: number) => momentsOf(patchStatistics(rgb, 90, 1, { x, y: 0, w, h: 1, role: 'add' }))
    const [together, all] = [pooledNumbers(patch(0, 30), patch(30, 60))!, patch(0, 90)]
    if (together.kind !== 'moments') throw new Error('moments expected')
    expect(together.pixels).toBe(90)
    together.mean.forEach((value, i) => expect(value).toBeCloseTo(all.mean[i]!, 12))
    together.covariance.forEach((value, i) => expect(value).toBeCloseTo(all.covariance[i]!, 12))
  })

  it('counts add up; kinds and versions do not mix', () => {
    const counts = (at: number[], of: number[]) => ({ kind: 'counts' as const, binning: { kind: 'hue' as const }, at, counts: of })
    expect(pooledNumbers(counts([1, 5], [2, 3]), counts([5, 0], [4, 1]))).toEqual(counts([0, 1, 5], [1, 2, 7]))
    expect(pooledNumbers(counts([1], [2]), { kind: 'moments', pixels: 1, mean: [0, 0], covariance: [0, 0, 0] })).toBeNull()
    const colour = { version: 1, classes: [], share: null }
    expect(pooledColours(colour, { ...colour, version: 2 })).toBeNull()
  })
})

describe('patterns', () => {
  it.each([
    ['*.jpg', 'a/b.JPG', true],
    ['*.jpg', 'a/b.png', false],
    ['tray?_*.{jpg,png}', 'tray1_2.png', true],
    ['a/*.jpg', 'a/b/c.jpg', false],
    ['a/**/*.jpg', 'a/b/c/d.jpg', true],
    ['a/**/*.jpg', 'a/d.jpg', true],
    ['[!x]*.jpg', 'xa.jpg', false],
    ['a.b+c$.jpg', 'a.b+c$.jpg', true],
    ['a.b', 'axb', false],
  ])('%s against %s: %s', (pattern, path, expected) => expect(matcherOf(pattern)(path)).toBe(expected))
  it('that are not closed are refused', () => {
    expect(() => matcherOf('[a')).toThrow('[')
    expect(() => matcherOf('{a')).toThrow('{')
  })
  it('of many stars take no longer', () => expect(matcherOf(`${'*'.repeat(150)}x`)('a'.repeat(200))).toBe(false))
})

describe('two series', () => {
  it('are matched by name, whatever the ending and capitals, folder by folder', () => {
    const pairs = pairsOf(
      ['IMG_1.jpg', 'a/x.png', 'b.JPG', 'only.jpg', 't.jpg', 't.png'],
      ['img_1.PNG', 'a/X.jpg', 'x.png', 'b.JPG', 't.png', 't.webp'],
    )
    expect(pairs.map(({ before, after }) => [before, after])).toEqual([
      ['a/x.png', 'a/X.jpg'],
      ['b.JPG', 'b.JPG'],
      ['IMG_1.jpg', 'img_1.PNG'],
      ['only.jpg', null],
      ['t.png', 't.png'],
      ['t.jpg', 't.webp'],
      [null, 'x.png'],
    ])
  })
})

describe('shards', () => {
  it('take every path once, alike on every machine, and about as many each', () => {
    const paths = Array.from({ length: 4000 }, (_, i) => `tray${i % 7}/IMG_${i}.jpg`)
    const sizes = new Map<number, number>()
    for (const path of paths) sizes.set(shardOf(path, 8), (sizes.get(shardOf(path, 8)) ?? 0) + 1)
    expect([...sizes.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    for (const size of sizes.values()) expect(Math.abs(size - 500)).toBeLessThan(75)
    expect(['a/1.jpg', 'a/2.jpg', 'é.jpg', 'e\u0301.jpg'].map((path) => shardOf(path, 5))).toMatchInlineSnapshot(`
      [
        3,
        3,
        2,
        2,
      ]
    `)
  })
})
