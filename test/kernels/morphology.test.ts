import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countRows, fillRun, invertRows } from '../../core/mask/bit-mask'
import { filterRows, keepLargest } from '../../core/mask/components'
import { majorityRows } from '../../core/mask/majority'
import { dilateRows, discWidths, type BitMask } from '../../core/mask/morphology'
import { anyMask, drawn, empty, fromBits, regionsOf, rowsOf, toBits, type Drawn } from './masks'

const disc = (mask: BitMask, radius: number, erode: boolean, bands = 1): BitMask => {
  const out = empty(mask)
  for (let i = 0; i < bands; i++) {
    dilateRows(mask, radius, erode, out.bits, Math.floor((i * mask.height) / bands), Math.floor(((i + 1) * mask.height) / bands))
  }
  return out
}
const dilate = (mask: BitMask, radius: number) => disc(mask, radius, false)
const erode = (mask: BitMask, radius: number) => disc(mask, radius, true)
const open = (mask: BitMask, radius: number) => dilate(erode(mask, radius), radius)
const close = (mask: BitMask, radius: number) => erode(dilate(mask, radius), radius)
const invert = (mask: BitMask): BitMask => {
  const out = empty(mask)
  invertRows(mask.bits, mask.width, out.bits, 0, mask.height)
  return out
}
const radius = fc.integer({ min: 1, max: 12 })

/** The definition, pixel by pixel. */
function dilateByDefinition({ width, height, bytes }: Drawn, r: number): Drawn {
  const out = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let j = Math.max(0, y - r); j <= Math.min(height - 1, y + r); j++) {
        for (let i = Math.max(0, x - r); i <= Math.min(width - 1, x + r); i++) {
          if (bytes[j * width + i] !== 0 && (i - x) ** 2 + (j - y) ** 2 <= r * r) out[y * width + x] = 255
        }
      }
    }
  }
  return { width, height, bytes: out }
}

describe('a disc', () => {
  it('is skimage.morphology.disk', () => {
    expect(discWidths(1)).toEqual([1, 0])
    expect(discWidths(3)).toEqual([3, 2, 2, 0])
    const dot = drawn('.......', '.......', '.......', '...#...', '.......', '.......', '.......')
    expect(rowsOf(fromBits(dilate(toBits(dot), 3)))).toEqual(['...#...', '.#####.', '.#####.', '#######', '.#####.', '.#####.', '...#...'])
  })

  it('opening takes a speck and a hair, closing a hole and a crack, and the border wears nothing away', () => {
    const mask = toBits(drawn('###..', '###.#', '###..', '.....', '#####'))
    expect(rowsOf(fromBits(open(mask, 1)))).toEqual(['###..', '###..', '##...', '.....', '.....'])
    const holed = toBits(drawn('#####', '##.##', '#####', '.....', '#####'))
    expect(rowsOf(fromBits(close(holed, 1)))).toEqual(['#####', '#####', '#####', '#####', '#####'])
    const full = toBits(drawn('#####', '#####', '#####', '#####', '#####'))
    expect(fromBits(erode(full, 2))).toEqual(fromBits(full))
  })

  it('dilates as the definition says, for any mask, radius and cut into bands', () => {
    fc.assert(
      fc.property(anyMask, radius, fc.integer({ min: 1, max: 5 }), (mask, r, bands) => {
        expect(fromBits(disc(toBits(mask), r, false, bands))).toEqual(dilateByDefinition(mask, r))
      }),
      { numRuns: 60 },
    )
  })

  it('erosion is the dilation of the opposite; opening and closing repeated change nothing', () => {
    fc.assert(
      fc.property(anyMask, radius, (drawnMask, r) => {
        const mask = toBits(drawnMask)
        expect(erode(mask, r)).toEqual(invert(dilate(invert(mask), r)))
        const [opened, closed] = [open(mask, r), close(mask, r)]
        expect(open(opened, r)).toEqual(opened)
        expect(close(closed, r)).toEqual(closed)
        expect(closed).toEqual(invert(open(invert(mask), r)))
      }),
      { numRuns: 60 },
    )
  })
})

/** Regions by flood fill: each region's pixels, in the order of its first pixel. */
function flood({ width, height, bytes }: Drawn, inverted: boolean): number[][] {
  const seen = new Uint8Array(width * height)
  const isIn = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && (bytes[y * width + x] !== 0) !== inverted
  const found: number[][] = []
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] || !isIn(start % width, Math.floor(start / width))) continue
    const region = [start]
    seen[start] = 1
    for (const at of region) {
      const [x, y] = [at % width, Math.floor(at / width)]
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (inverted && dx !== 0 && dy !== 0) continue
          const next = (y + dy) * width + x + dx
          if (!isIn(x + dx, y + dy) || seen[next]) continue
          seen[next] = 1
          region.push(next)
        }
      }
    }
    found.push(region)
  }
  return found
}

describe('regions', () => {
  it('objects hang together by corners, holes only by edges', () => {
    const mask = toBits(drawn('#....', '.##..', '.#.#.', '.###.', '....#'))
    const objects = regionsOf(mask, false)
    expect(objects.areas[0]).toBe(9)
    expect(objects.parents.every((root) => root === 0)).toBe(true)
    const filled = empty(mask)
    filterRows(regionsOf(mask, true), 2, filled.bits, 0, 5)
    expect(rowsOf(fromBits(filled))).toEqual(['#....', '.##..', '.###.', '.###.', '....#'])
  })

  it('a threshold drops what has fewer pixels, net of holes, and keeps what has as many', () => {
    const mask = toBits(drawn('###..', '#.#..', '###.#', '....#', '#....'))
    const drop = (below: number) => {
      const out = empty(mask)
      filterRows(regionsOf(mask, false), below, out.bits, 0, 5)
      return rowsOf(fromBits(out))
    }
    expect(drop(2)).toEqual(['###..', '#.#..', '###.#', '....#', '.....'])
    expect(drop(8)).toEqual(['###..', '#.#..', '###..', '.....', '.....'])
    expect(drop(9)).toEqual(['.....', '.....', '.....', '.....', '.....'])
    const table = regionsOf(mask, false)
    keepLargest(table, 2)
    const out = empty(mask)
    filterRows(table, 1, out.bits, 0, 5)
    expect(rowsOf(fromBits(out))).toEqual(drop(2))
  })

  it('union-find agrees with flood fill, for objects and for holes', () => {
    fc.assert(
      fc.property(anyMask, fc.boolean(), fc.integer({ min: 1, max: 40 }), (mask, inverted, below) => {
        const bits = toBits(mask)
        const table = regionsOf(bits, inverted)
        const known = flood(mask, inverted)
        const roots = Array.from(table.parents.keys()).filter((run) => table.parents[run] === run)
        expect(roots.map((root) => table.areas[root])).toEqual(known.map((region) => region.length))
        const out = empty(bits)
        filterRows(table, below, out.bits, 0, mask.height)
        const expected = mask.bytes.slice()
        for (const region of known) if (region.length < below) for (const at of region) expected[at] = inverted ? 255 : 0
        expect(fromBits(out).bytes).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })
})

describe('rows of bits', () => {
  it('go back to the bytes that they came from; runs are set and cleared whole', () => {
    fc.assert(
      fc.property(anyMask, fc.nat(), fc.nat(), fc.boolean(), (mask, a, b, on) => {
        const bits = toBits(mask)
        expect(fromBits(bits)).toEqual(mask)
        expect(countRows(bits.bits, mask.width, 0, mask.height)).toBe(mask.bytes.filter((byte) => byte !== 0).length)
        const from = a % mask.width
        const to = from + 1 + (b % (mask.width - from))
        fillRun(bits.bits, 0, from, to, on)
        expect(fromBits(bits).bytes).toEqual(mask.bytes.slice().fill(on ? 255 : 0, from, to))
      }),
    )
  })

  it('the median is the majority of the disc, the border going on', () => {
    fc.assert(
      fc.property(anyMask, fc.integer({ min: 1, max: 5 }), (mask, r) => {
        const bits = toBits(mask)
        const out = empty(bits)
        const middle = Math.floor(mask.height / 2)
        majorityRows(bits, r, out.bits, middle, mask.height)
        majorityRows(bits, r, out.bits, 0, middle)
        const at = (x: number, y: number) =>
          mask.bytes[Math.max(0, Math.min(mask.height - 1, y)) * mask.width + Math.max(0, Math.min(mask.width - 1, x))]!
        const expected = mask.bytes.map((_, i) => {
          let [inside, all] = [0, 0]
          for (let dy = -r; dy <= r; dy++) {
            for (let dx = -r; dx <= r; dx++) {
              if (dx * dx + dy * dy > r * r) continue
              all++
              if (at((i % mask.width) + dx, Math.floor(i / mask.width) + dy) !== 0) inside++
            }
          }
          return inside * 2 > all ? 255 : 0
        })
        expect(fromBits(out).bytes).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })
})
