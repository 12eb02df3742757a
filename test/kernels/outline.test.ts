import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runsOf } from '../../main/engine/threads/runs'
import { drawOutlines, pixelsInside, runsInside, type Outline } from '../../core/mask/outline'
import { andRows, andSoftRows, keepTouching, positiveRows } from '../../core/mask/within'
import { filterRows } from '../../core/mask/components'
import { anyMask, drawn, empty, fromBits, regionsOf, rowsOf, toBits } from './masks'

/** What the words say, pixel by pixel. */
function isInside({ x, y, w, h, shape }: Outline, px: number, py: number): boolean {
  if (px < x || py < y || px >= x + w || py >= y + h) return false
  if (shape === undefined) return true
  const [cx, cy] = [px + 0.5, py + 0.5]
  if (shape.kind === 'ellipse') return ((cx - x - w / 2) / (w / 2)) ** 2 + ((cy - y - h / 2) / (h / 2)) ** 2 <= 1
  let inside = false
  for (let i = 0, j = shape.points.length - 2; i < shape.points.length; j = i, i += 2) {
    const [x0, y0, x1, y1] = [shape.points[j]!, shape.points[j + 1]!, shape.points[i]!, shape.points[i + 1]!]
    if (y0 > cy !== y1 > cy && cx < ((x1 - x0) * (cy - y0)) / (y1 - y0) + x0) inside = !inside
  }
  return inside
}

const side = 24
const point = fc.integer({ min: 0, max: side })
const anyOutline: fc.Arbitrary<Outline> = fc.oneof(
  fc
    .record({ x: fc.nat(9), y: fc.nat(9), w: fc.integer({ min: 1, max: 14 }), h: fc.integer({ min: 1, max: 14 }), round: fc.boolean() })
    .map(({ round, ...box }) => ({ ...box, ...(round ? { shape: { kind: 'ellipse' } as const } : {}) })),
  fc.array(point, { minLength: 6, maxLength: 16 }).map((points) => {
    const flat = points.length % 2 === 0 ? points : points.slice(1)
    return { x: 0, y: 0, w: side, h: side, shape: { kind: 'lasso', points: flat } as const }
  }),
)

test('an ellipse of 5 by 5, and a lasso, as they can be drawn by hand', () => {
  const picture = (outline: Outline, width: number, height: number) => {
    const mask = empty({ width, height })
    drawOutlines([outline], mask)
    return rowsOf(fromBits(mask))
  }
  expect(picture({ x: 0, y: 0, w: 5, h: 5, shape: { kind: 'ellipse' } }, 5, 5)).toEqual(['.###.', '#####', '#####', '#####', '.###.'])
  expect(picture({ x: 1, y: 0, w: 1, h: 3, shape: { kind: 'ellipse' } }, 3, 3)).toEqual(['.#.', '.#.', '.#.'])
  expect(picture({ x: 0, y: 0, w: 4, h: 4, shape: { kind: 'lasso', points: [0, 0, 4, 0, 0, 4] } }, 5, 4)).toEqual([
    '###..',
    '##...',
    '#....',
    '.....',
  ])
})

test('the runs of a row are the pixels whose centres lie inside, and nothing lies outside of the box', () => {
  fc.assert(
    fc.property(anyOutline, (outline) => {
      for (let y = -1; y <= side; y++) {
        const runs = runsInside(outline, y)
        const row = Array.from({ length: side + 1 }, (_, x) => {
          for (let i = 0; i < runs.length; i += 2) if (x >= runs[i]! && x < runs[i + 1]!) return true
          return false
        })
        expect(row).toEqual(Array.from({ length: side + 1 }, (_, x) => isInside(outline, x, y)))
      }
    }),
    { numRuns: 300 },
  )
})

test('drawn, counted and gone over run by run are the same pixels', () => {
  fc.assert(
    fc.property(anyOutline, (outline) => {
      const mask = empty({ width: 40, height: 30 })
      drawOutlines([outline], mask)
      const drawnBytes = fromBits(mask).bytes
      expect(pixelsInside(outline)).toBe(drawnBytes.filter((byte) => byte > 0).length)
      const { x, y, w, h } = outline
      const runs = [...runsOf({ rgb: (y * 40 + x) * 3, stride: 40, w, h, inside: outline }, 0, h)]
      const found = runs.flatMap(({ rgb, count }) => Array.from({ length: count }, (_, i) => rgb / 3 + i))
      expect(found).toEqual([...drawnBytes.keys()].filter((i) => drawnBytes[i]! > 0))
      const places = runs.flatMap(({ first, count }) => Array.from({ length: count }, (_, i) => first + i))
      expect(places).toEqual(found.map((at) => (Math.floor(at / 40) - y) * w + (at % 40) - x))
    }),
  )
})

test('what touches the seeds stays, by edges or corners, and the rest goes', () => {
  const mask = toBits(drawn('##..#', '..#..', '.....', '#..##'))
  const table = regionsOf(mask, false)
  keepTouching(table, toBits(drawn('.....', '..#..', '.....', '.....')))
  const out = empty(mask)
  filterRows(table, 1, out.bits, 0, mask.height)
  expect(rowsOf(fromBits(out))).toEqual(['##...', '..#..', '.....', '.....'])
})

test('connected to the seeds is what a flood from them reaches', () => {
  fc.assert(
    fc.property(anyMask, fc.nat(), fc.nat(), (made, a, b) => {
      const { width, height, bytes } = made
      const seeds = drawn(...Array.from({ length: height }, () => '.'.repeat(width)))
      for (const i of [a % bytes.length, b % bytes.length]) seeds.bytes[i] = 255
      const reached = new Uint8Array(bytes.length)
      const wave = [...seeds.bytes.keys()].filter((i) => seeds.bytes[i]! > 0 && bytes[i]! > 0)
      while (wave.length > 0) {
        const i = wave.pop()!
        if (reached[i] === 255) continue
        reached[i] = 255
        const [x, y] = [i % width, Math.floor(i / width)]
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            const at = (y + dy) * width + x + dx
            if (x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height && bytes[at]! > 0) wave.push(at)
          }
        }
      }
      const table = regionsOf(toBits(made), false)
      keepTouching(table, toBits(seeds))
      const out = empty(made)
      filterRows(table, 1, out.bits, 0, height)
      expect(fromBits(out).bytes).toEqual(reached)
    }),
  )
})

test('a soft mask is held to a hard one, and is somewhere where it is more than 0', () => {
  const bits = toBits(drawn('#.#', '.##')).bits
  const soft = { values: Uint16Array.of(1, 2, 0, 40, 65_535, 6), width: 3, height: 2 }
  const out = new Uint16Array(6)
  andSoftRows(soft, bits, out, 0, 2)
  expect([...out]).toEqual([1, 0, 0, 0, 65_535, 6])
  const where = empty(soft)
  positiveRows(soft, where.bits, 0, 2)
  expect(rowsOf(fromBits(where))).toEqual(['##.', '###'])
  const both = empty(soft)
  andRows(where.bits, bits, 3, both.bits, 0, 2)
  expect(rowsOf(fromBits(both))).toEqual(['#..', '.##'])
})
