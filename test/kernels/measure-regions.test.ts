import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as m from '../../core/mask/measure-regions'
import { drawn, madeUp, regionsOf, toBits, type Drawn } from './masks'

function measure(mask: Drawn, rgb = new Uint8Array(mask.width * mask.height * 3)): Float64Array[] {
  const bits = toBits(mask)
  const objects = regionsOf(bits, false)
  const count = objects.parents.filter((root, run) => root === run).length
  const records = new Float64Array(count * m.RECORD)
  m.measureRegions(objects, regionsOf(bits, true), rgb, records)
  return Array.from({ length: count }, (_, i) => records.subarray(i * m.RECORD, (i + 1) * m.RECORD))
}

describe('objects', () => {
  it('a ring with a dot in its hole: net, with holes, box, centre, perimeter, colour', () => {
    const ring = drawn('#####', '#...#', '#.#.#', '#...#', '#####')
    const rgb = new Uint8Array(75).fill(10)
    rgb.set([200, 100, 50], (2 * 5 + 2) * 3)
    const [outer, dot] = measure(ring, rgb)
    expect([outer![m.NET], outer![m.GROSS]]).toEqual([16, 25])
    expect([m.LEFT, m.TOP, m.RIGHT, m.BOTTOM].map((cell) => outer![cell])).toEqual([0, 0, 5, 5])
    expect([outer![m.SUM_X]! / 16, outer![m.SUM_Y]! / 16]).toEqual([2, 2])
    expect(m.perimeterOf(outer!)).toBe(16)
    expect([dot![m.NET], dot![m.GROSS], dot![m.RED], dot![m.GREEN], dot![m.BLUE]]).toEqual([1, 1, 200, 100, 50])
  })

  it('a bay that is open to the border of the picture is no hole, one closed by corners is', () => {
    const [bay] = measure(drawn('##.##', '#...#', '#####'))
    expect([bay![m.NET], bay![m.GROSS]]).toEqual([11, 11])
    const [diamond] = measure(drawn('.....', '..#..', '.#.#.', '..#..', '.....'))
    expect([diamond![m.NET], diamond![m.GROSS]]).toEqual([4, 5])
  })

  const golden = join(import.meta.dirname, '..', 'fixtures', 'golden', 'clean-random.json')
  interface Known {
    width: number
    height: number
    seed: number
    measured: {
      objects: number
      perimeter_sum: number
      largest: { area: number; bbox: number[]; centroid: number[]; perimeter: number; filled_area: number }[]
    }
  }
  it.each((JSON.parse(readFileSync(golden, 'utf8')) as Known[]).map((known) => [`${known.width} × ${known.height}`, known] as const))(
    'of a made-up mask of %s agree with regionprops',
    (_, { width, height, seed, measured }) => {
      const found = measure(madeUp(width, height, seed)).sort((a, b) => b[m.NET]! - a[m.NET]!)
      expect(found).toHaveLength(measured.objects)
      expect(found.reduce((sum, each) => sum + m.perimeterOf(each), 0)).toBeCloseTo(measured.perimeter_sum, 6)
      measured.largest.forEach((known, i) => {
        const record = found[i]!
        expect([record[m.NET], record[m.GROSS]]).toEqual([known.area, known.filled_area])
        const [left, top] = [record[m.LEFT]!, record[m.TOP]!]
        expect([left, top, record[m.RIGHT]! - left, record[m.BOTTOM]! - top]).toEqual(known.bbox)
        expect(Math.abs(record[m.SUM_X]! / known.area - known.centroid[0]!)).toBeLessThanOrEqual(1e-9)
        expect(Math.abs(record[m.SUM_Y]! / known.area - known.centroid[1]!)).toBeLessThanOrEqual(1e-9)
        expect(Math.abs(m.perimeterOf(record) - known.perimeter)).toBeLessThanOrEqual(1e-9 * known.perimeter)
      })
    },
  )
})
