import { describe, expect, it } from 'vitest'
import { createKernels, createSharedMemory } from '../../../core/wasm'
import { createPlainKernels } from '../../../core/wasm/plain'
import { fieldRow, rowOfField } from '../../../core/scorers/classes/field'
import { COEFFICIENTS, guidedCoefficients, guideMoments } from '../../../core/mask/guided-colour'
import { cellsOf, CELLS, readAt, smooth } from '../../../core/models/classes/cells'
import { countKeys, keyOf, KEYS } from '../../../core/scorers/classes/colour-keys'
import { chooseThreshold, contrastOf } from '../../../core/models/classes/contour'
import { byteOfEvidence, scoreColours } from '../../../core/models/classes/colours'
import { withShades } from '../../../core/models/classes/shades'

/** A generator that gives the same numbers every time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}

const noise = (count: number, seed: number) => {
  const next = numbers(seed)
  return Uint8Array.from({ length: count }, () => Math.floor(next() * 256))
}

/** Pixels around a colour. */
function around([R, G, B]: readonly [number, number, number], count: number, seed: number): Uint8Array {
  const next = numbers(seed)
  return Uint8Array.from({ length: 3 * count }, (_, i) => [R, G, B][i % 3]! + Math.floor(next() * 13) - 6)
}

function countsOf(...parts: readonly Uint8Array[]): Uint32Array {
  const counts = new Uint32Array(KEYS)
  for (const part of parts) countKeys(part, 0, part.length / 3, counts)
  return counts
}

describe('classes of colour', () => {
  const red = around([200, 40, 30], 4000, 1)
  const shade = around([100, 20, 15], 2000, 2)
  const green = around([60, 140, 50], 6000, 3)
  const grey = around([120, 120, 120], 8000, 4)
  const photo = countsOf(red, shade, green, grey)
  const scoreOf = (table: Uint8Array, R: number, G: number, B: number) => table[keyOf(R, G, B)]!

  it('scores the class of the patch above even, its own shade with it, and the rest below', () => {
    const { tables } = scoreColours({ photo, classes: [countsOf(red.subarray(0, 300))], ground: null })
    const [table] = tables as [Uint8Array]
    expect(scoreOf(table, 200, 40, 30)).toBeGreaterThan(145)
    expect(scoreOf(table, 100, 20, 15)).toBeGreaterThan(scoreOf(table, 60, 140, 50) + 40)
    expect(scoreOf(table, 60, 140, 50)).toBeLessThan(60)
    expect(scoreOf(table, 120, 120, 120)).toBeLessThan(60)
  })

  it('tells several classes apart', () => {
    const { tables } = scoreColours({
      photo,
      classes: [countsOf(red.subarray(0, 300)), countsOf(green.subarray(0, 300))],
      ground: null,
    })
    expect(scoreOf(tables[0]!, 60, 140, 50)).toBeLessThan(60)
    expect(scoreOf(tables[1]!, 60, 140, 50)).toBeGreaterThan(145)
    expect(scoreOf(tables[1]!, 200, 40, 30)).toBeLessThan(60)
  })

  it('takes patches on the ground for what is not meant', () => {
    const classes = [countsOf(red.subarray(0, 300))]
    const without = scoreColours({ photo, classes, ground: null }).tables[0]!
    const against = scoreColours({ photo, classes, ground: countsOf(shade.subarray(0, 300)) }).tables[0]!
    expect(scoreOf(against, 100, 20, 15)).toBeLessThan(scoreOf(without, 100, 20, 15))
  })

  it('keeps sums: of shades, of cells, and of a smoothed grid away from its border', () => {
    const counts = countsOf(green)
    const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0)
    expect(sum(withShades(counts))).toBeCloseTo(6000, 6)
    expect(sum(cellsOf(counts))).toBe(6000)
    expect(sum(smooth(cellsOf(counts)))).toBeCloseTo(6000, 6)
  })

  it('reads a grid between its cells: a constant is that everywhere', () => {
    const constant = new Float64Array(CELLS).fill(2.5)
    for (const key of [0, KEYS - 1, keyOf(255, 0, 0), keyOf(13, 200, 99)]) expect(readAt(constant, key)).toBeCloseTo(2.5, 12)
    expect([byteOfEvidence(-9), byteOfEvidence(0), byteOfEvidence(9)]).toEqual([0, 128, 255])
  })
})

describe('the first threshold', () => {
  it('is where the contour cuts the strongest edge, and keeps the patch', () => {
    // Two squares in one another: the inner edge is between red and green, the outer one between two greys.
    const [width, height] = [60, 60]
    const keys = new Int32Array(width * height)
    const scores = new Uint8Array(width * height)
    for (let i = 0; i < keys.length; i++) {
      const from = Math.min(i % width, width - 1 - (i % width), Math.floor(i / width), height - 1 - Math.floor(i / width))
      keys[i] = from < 8 ? keyOf(100, 100, 100) : from < 18 ? keyOf(110, 110, 110) : keyOf(220, 30, 30)
      scores[i] = from < 8 ? 40 : from < 18 ? 110 : 220
    }
    const contrast = contrastOf({ scores, keys, width, height })
    const chosen = chooseThreshold(contrast, [220, 220], [40])
    expect(chosen).toBeGreaterThan(110)
    expect(chosen).toBeLessThanOrEqual(220)
    expect(chooseThreshold(contrast, [110, 110, 110], [40])).toBeLessThanOrEqual(110)
    expect(contrast.pairs[130]).toBeGreaterThan(0)
    expect(chooseThreshold(contrastOf({ scores: scores.fill(7), keys, width, height }), [7], [])).toBe(128)
  })
})

describe('the guided filter in colour', () => {
  const [width, height, radius, epsilon] = [23, 17, 3, 65]
  const rgb = noise(3 * width * height, 5)
  const scores = noise(width * height, 6)

  it('has the coefficients of the paper, each window summed by itself', () => {
    const fast = guidedCoefficients(scores, rgb, guideMoments(rgb, width, height, radius, epsilon))
    const slow = paper(scores, rgb, width, height, radius, epsilon)
    for (let i = 0; i < fast.length; i++) expect(Math.abs(fast[i]! - slow[i]!)).toBeLessThan(1e-3)
  })

  it('leaves a constant map as it is', () => {
    const field = guidedCoefficients(new Uint8Array(width * height).fill(90), rgb, guideMoments(rgb, width, height, radius, epsilon))
    for (let i = 0; i < width * height; i++) expect(field[COEFFICIENTS * i + 3]).toBeCloseTo(90, 6)
  })
})

/** Equations 14 to 16 of He, Sun and Tang (2013), window by window; the inverse by Gauss-Jordan. */
function paper(scores: Uint8Array, rgb: Uint8Array, width: number, height: number, radius: number, epsilon: number): Float64Array {
  const window = (i: number): number[] => {
    const [x, y, found] = [i % width, Math.floor(i / width), [] as number[]]
    for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++)
      for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) found.push(v * width + u)
    return found
  }
  const mean = (of: readonly number[], value: (i: number) => number) => of.reduce((sum, i) => sum + value(i), 0) / of.length
  const own = Array.from(scores, (_, i) => {
    const around = window(i)
    const mu = [0, 1, 2].map((c) => mean(around, (j) => rgb[3 * j + c]!))
    const p = mean(around, (j) => scores[j]!)
    const rows = [0, 1, 2].map((c) => [
      ...[0, 1, 2].map((d) => mean(around, (j) => (rgb[3 * j + c]! - mu[c]!) * (rgb[3 * j + d]! - mu[d]!)) + (c === d ? epsilon : 0)),
      mean(around, (j) => (rgb[3 * j + c]! - mu[c]!) * (scores[j]! - p)),
    ])
    for (let k = 0; k < 3; k++) {
      const own = rows[k]!.map((value) => value / rows[k]![k]!)
      rows.forEach((row, j) => (rows[j] = j === k ? own : row.map((value, at) => value - own[at]! * row[k]!)))
    }
    const a = rows.map((row) => row[3]!)
    return [...a, p - a.reduce((sum, value, c) => sum + value * mu[c]!, 0)]
  })
  return Float64Array.from(own.flatMap((_, i) => [0, 1, 2, 3].map((k) => mean(window(i), (j) => own[j]![k]!))))
}

describe('scores along a field', () => {
  const memory = createSharedMemory(1 << 25)
  const [plain, fast] = [createPlainKernels(memory), createKernels(memory)]
  const [width, height] = [19, 7]
  const next = numbers(7)
  const coefficients = Float32Array.from({ length: width * height * COEFFICIENTS }, (_, i) =>
    i % 4 === 3 ? next() * 400 - 100 : next() * 3 - 1.5,
  )
  const field = { width, height, coefficients }
  const row = new Float32Array((width + 1) * COEFFICIENTS)
  const rgb = memory.buffer.byteLength - (1 << 20)
  const out = rgb + (1 << 19)

  it.each([0.5, 1, 2, 8, 32])('are the same bytes by both kernels, %s pixels in one of the field', (scale) => {
    const count = Math.floor(width * scale)
    new Uint8Array(memory.buffer).set(noise(3 * count, scale * 16), rgb)
    for (const y of [0, 3, Math.floor(height * scale) - 1]) {
      rowOfField(field, y, scale, row)
      const both = [plain, fast].map((kernels) => {
        const line = { scale, size: width }
        const inside = kernels.fieldRow({ rgb, x: 0, count, out }, row, line, 0)
        const scores = new Uint8Array(memory.buffer, out, count).slice()
        const belonging = kernels.fieldRow({ rgb, x: 0, count, out }, row, line, 128)
        const mask = new Uint8Array(memory.buffer, out, count).slice()
        expect(inside).toBe(count)
        expect(mask).toEqual(scores.map((score) => (score >= 128 ? 255 : 0)))
        expect(kernels.fieldRow({ rgb, x: 0, count, out: -1 }, row, line, 128)).toBe(belonging)
        return scores
      })
      expect(both[1]).toEqual(both[0])
      // A run that begins inside of the row is a part of it.
      const part = new Uint8Array(1 << 19)
      part.set(new Uint8Array(memory.buffer, rgb, 3 * count))
      const first = Math.floor(count / 3)
      fieldRow(part, row, { scale, size: width }, { rgb: 3 * first, x: first, count: count - first, out: 1 << 18 }, 0)
      expect(part.subarray(1 << 18, (1 << 18) + count - first)).toEqual(both[0]!.subarray(first))
    }
  })
})
