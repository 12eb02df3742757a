/** Local registration, local light and the evidence of a region, on pictures that are made here. */
import { describe, expect, it } from 'vitest'
import { structure, type Plane } from '../../core/pair/align/plane'
import { lottery } from '../../core/pair/align/solve'
import { findRegions } from '../../core/pair/changes/regions'
import { isLightOnly } from '../../core/pair/evidence/light-only'
import { numbersOf } from '../../core/pair/evidence/numbers'
import { levelOf, probabilityOf } from '../../core/pair/evidence/probability'
import { driftOf } from '../../core/pair/local/drift'
import { flowOf } from '../../core/pair/local/flow'
import { leastRow } from '../../core/pair/local/tolerance'
import { matchLight } from '../../core/pair/light/run'
import { onlyIn } from '../../core/pair/only-one'
import { verdictOf } from '../../core/pair/verdict'

const SIZE = 160

/** Soft blotches of several sizes, always the same, at any place between pixels. */
function texture(seed: number): (x: number, y: number) => number {
  const draw = lottery(seed)
  const waves = Array.from({ length: 40 }, () => [draw() * 0.7 - 0.35, draw() * 0.7 - 0.35, draw() * 6.3, 4 + 8 * draw()] as const)
  return (x, y) => waves.reduce((sum, [u, v, phase, size]) => sum + size * Math.sin(u * x + v * y + phase), 128)
}

function plane(at: (x: number, y: number) => number, side = SIZE): Plane {
  return { width: side, height: side, values: Float32Array.from({ length: side * side }, (_, p) => at(p % side, Math.floor(p / side))) }
}

const halves = (of: (x: number, y: number) => number) =>
  [1, 2, 4].map((k) => structure(plane((x, y) => of((x + 0.5) * k - 0.5, (y + 0.5) * k - 0.5), SIZE / k)))

describe('the field of displacements', () => {
  const scene = texture(1)
  const covered = [1, 2, 4].map((k) => new Uint8Array((SIZE / k) ** 2).fill(255))

  it('follows depth: the left half stays, the right half lies three pixels off', () => {
    const shift = (x: number) => 3 / (1 + Math.exp(-(x - 80) / 6))
    const flow = flowOf(
      halves(scene),
      halves((x, y) => scene(x - shift(x), y)),
      covered,
    )
    const at = (x: number, y: number) => flow.u[y * SIZE + x]!
    expect(Math.abs(at(30, 80))).toBeLessThan(0.3)
    expect(at(130, 80)).toBeGreaterThan(2.6)
    expect(at(130, 80)).toBeLessThan(3.4)
  })

  it('runs on through a thing that changed', () => {
    const other = texture(9)
    const isThing = (x: number, y: number) => x >= 60 && x < 84 && y >= 60 && y < 84
    const flow = flowOf(
      halves(scene),
      halves((x, y) => (isThing(x, y) ? other(x, y) : scene(x - 1.5, y))),
      covered,
    )
    for (const [x, y] of [[72, 72], [66, 78], [30, 30]] as const) expect(Math.abs(flow.u[y * SIZE + x]! - 1.5)).toBeLessThan(0.6) // prettier-ignore
  })
})

describe('the least difference', () => {
  const width = 24
  const rgb = (at: (x: number, y: number) => number) =>
    Uint8Array.from({ length: width * width * 3 }, (_, i) => at(Math.floor(i / 3) % width, Math.floor(i / 3 / width)))
  const greatest = (before: Uint8Array, after: Uint8Array, tolerance: number) => {
    const bytes = new Uint8Array(before.length * 2)
    bytes.set(before)
    bytes.set(after, before.length)
    let most = 0
    for (let y = 0; y < width; y++) {
      const planes = [0, 1, 2].map(() => new Float32Array(width))
      leastRow(bytes, { lit: 0, after: before.length, width, height: width, tolerance }, y, planes, 0)
      for (const row of planes) for (const value of row) most = Math.max(most, Math.abs(value))
    }
    return most
  }
  const edge = (at: number) => rgb((x) => (x < at ? 20 : 220))

  it('forgives an edge within the tolerance and nothing beyond it', () => {
    expect(greatest(edge(10), edge(11), 1)).toBe(0)
    expect(greatest(edge(10), edge(11), 0)).toBe(200)
    expect(greatest(edge(10), edge(13), 1)).toBe(200)
  })

  it('finds a line of one pixel that came, and one that went', () => {
    const [without, with1] = [rgb(() => 220), rgb((x) => (x === 12 ? 20 : 220))]
    for (const tolerance of [1, 2]) {
      expect(greatest(without, with1, tolerance)).toBe(200)
      expect(greatest(with1, without, tolerance)).toBe(200)
    }
  })
})

describe('light', () => {
  it('drifts over the photo, and a changed thing is no drift', () => {
    const side = 120
    const field = plane((x, y) => (x >= 50 && x < 64 && y >= 50 && y < 64 ? 90 : 12 * (x / side)), side).values
    const { planes } = driftOf([field, field.slice(), field.slice()], side, side)
    expect(planes[0][60 * side + 10]!).toBeLessThan(3)
    expect(Math.abs(planes[0][60 * side + 57]! - 6)).toBeLessThan(2)
    expect(planes[0][60 * side + 110]!).toBeGreaterThan(8)
  })

  it('is not matched where one colour fills the photo, nor beyond the limits of a gain', () => {
    const all = (r: number, g: number, b: number) => Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => [r, g, b][i % 3]!)
    const pair = (before: Uint8Array, after: Uint8Array) => ({
      before,
      after,
      covered: new Uint8Array(64 * 64).fill(255),
      width: 64,
      height: 64,
    })
    expect(matchLight(pair(all(200, 20, 20), all(20, 20, 200)), 'global').limited).toBe(true)
    const stripes = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => 40 + 2 * (Math.floor(i / 3) % 64))
    expect(matchLight(pair(stripes, stripes), 'global').limited).not.toBe(true)
    expect(matchLight(pair(stripes, stripes.map((value) => 255 - value)), 'global').limited).toBe(true) // prettier-ignore
  })
})

describe('evidence', () => {
  const side = 96
  const count = side * side
  const scene = texture(3)
  const rgb = (at: (x: number, y: number) => readonly [number, number, number]) =>
    Uint8Array.from({ length: count * 3 }, (_, i) =>
      Math.max(0, Math.min(255, at(Math.floor(i / 3) % side, Math.floor(i / 3 / side))[i % 3]!)),
    )
  const isIn = (x: number, y: number) => x >= 40 && x < 60 && y >= 40 && y < 60
  const labels = Uint16Array.from({ length: count }, (_, p) => (isIn(p % side, Math.floor(p / side)) ? 1 : 0))
  const region = { x: 40, y: 40, w: 20, h: 20, area: 400, label: 1 }
  const of = (after: Uint8Array, inside: number, sigmas: number, tolerance = 0) =>
    numbersOf(
      {
        ...{ before: rgb((x, y) => [scene(x, y), scene(x, y), scene(x, y)]), after, width: side, height: side, tolerance },
        residual: Float32Array.from(labels, (label) => (label ? inside : 1)),
        map: Uint8Array.from(labels, (label) => (label ? sigmas * 8 : 8)),
        covered: new Uint8Array(count).fill(255),
      },
      region,
      labels,
    )

  it('of a thing that came is strong, of the same a pixel off weak', () => {
    const other = texture(77)
    const thing = of(rgb((x, y) => (isIn(x, y) ? [220, 40 + other(x, y) / 8, 60] : [scene(x, y), scene(x, y), scene(x, y)])), 60, 24) // prettier-ignore
    const shifted = of(rgb((x, y) => [scene(x + 1, y), scene(x + 1, y), scene(x + 1, y)]), 4, 6, 1) // prettier-ignore
    expect(levelOf(probabilityOf(thing, 400, true))).toBe('sure')
    expect(levelOf(probabilityOf(shifted, 400, true))).toBe('perhaps')
    expect(shifted.correlation).toBeGreaterThan(0.95)
    expect(thing.contrast).toBeCloseTo(60, 0)
  })
})

describe('light alone', () => {
  const side = 140
  const scene = texture(5)
  const rgb = (at: (x: number, y: number) => number, tint: readonly number[] = [1, 1, 1]) =>
    Uint8Array.from({ length: side * side * 3 }, (_, i) => {
      const [x, y] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)]
      const k = at(x, y)
      return Math.max(0, Math.min(255, scene(x, y) * (1 - (1 - k) * tint[i % 3]!)))
    })
  const labels = Uint16Array.from({ length: side * side }, (_, p) => (Math.hypot((p % side) - 70, Math.floor(p / side) - 70) < 50 ? 1 : 0))
  const region = { x: 21, y: 21, w: 99, h: 99, area: 7800, label: 1 }
  const isLit = (after: Uint8Array) => {
    const pair = {
      ...{ before: rgb(() => 1), after, width: side, height: side, tolerance: 0 },
      ...{ residual: new Float32Array(side * side).fill(2), map: new Uint8Array(side * side).fill(80) },
      covered: new Uint8Array(side * side).fill(255),
    }
    return isLightOnly(pair, region, labels, numbersOf(pair, region, labels))
  }
  /** A disc of shade whose border fades over so many pixels. */
  const shade = (fade: number) => (x: number, y: number) => 1 - 0.35 / (1 + Math.exp((Math.hypot(x - 70, y - 70) - 38) / fade))

  it('is a soft shadow, a bluish one too; not a hard border, nor another colour', () => {
    expect(isLit(rgb(shade(4)))).toBe(true)
    expect(isLit(rgb(shade(4), [1, 1, 0.85]))).toBe(true)
    expect(isLit(rgb(shade(0.3)))).toBe(false)
    expect(isLit(rgb(shade(4), [1, 0, 0]))).toBe(false)
  })
})

describe('regions', () => {
  it('within another box stay their own', () => {
    const side = 120
    const map = new Uint8Array(side * side)
    for (let y = 20; y < 100; y++) for (let x = 20; x < 100; x++) if (x < 26 || x >= 94 || y < 26 || y >= 94) map[y * side + x] = 200
    for (let y = 36; y < 48; y++) for (let x = 46; x < 58; x++) map[y * side + x] = 200
    const found = findRegions(map, side, side, { sensitivity: 7, minArea: 12, ignored: [] }, new Uint16Array(side * side))
    expect(found.map(({ x, y, w, h }) => [x, y, w, h])).toEqual([[20, 20, 80, 80], [46, 36, 12, 12]]) // prettier-ignore
  })
})

describe('what one photo alone shows', () => {
  it('is a strip a side, in its own pixels', () => {
    const [before, after] = [
      { width: 400, height: 300 },
      { width: 400, height: 550 },
    ]
    const still = [1, 0, 0, 0, 1, 0, 0, 0, 1] as const
    expect(onlyIn(before, after, still)).toEqual([])
    const [strip, ...more] = onlyIn(after, before, still)
    expect(more).toEqual([])
    expect(strip).toMatchObject({ x: 0, w: 400 })
    expect(Math.abs(strip!.y - 300)).toBeLessThan(8)
    expect(strip!.share).toBeCloseTo(250 / 550, 1)
    expect(onlyIn(before, before, [1, 0, 60, 0, 1, 0, 0, 0, 1])).toMatchObject([{ y: 0, h: 300 }])
  })
})

describe('the verdict', () => {
  const seen = {
    found: true,
    overlap: 1,
    overlapAfter: 0.9,
    ignored: 0,
    noise: 1,
    sensitivity: 7,
    isLightLimited: false,
    listed: 0,
    perhaps: 3,
  }
  it('of sameness needs evidence', () => {
    expect(verdictOf(seen)).toEqual({ sameness: 'same', reasons: [] })
    for (const part of [
      { found: false },
      { overlapAfter: 0.3 },
      { ignored: 0.9 },
      { noise: 12 },
      { sensitivity: 30, noise: 3 },
      { isLightLimited: true },
    ]) {
      const { sameness, reasons } = verdictOf({ ...seen, ...part })
      expect([sameness, reasons.length]).toEqual(['unknown', 1])
    }
    expect(verdictOf({ ...seen, listed: 1 }).sameness).toBe('changed')
    expect(verdictOf({ ...seen, found: false, listed: 1 }).sameness).toBe('unknown')
  })
})
