/** What happened in a region, on pairs made here whose story is known. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lottery } from '../../core/pair/align/solve'
import { ColourSpread } from '../../core/pair/changes/colour-spread'
import { describeRegion } from '../../core/pair/changes/describe'
import { findRegions } from '../../core/pair/changes/regions'
import { structureOf } from '../../core/pair/changes/structure'

const [W, H] = [120, 100]
const DISC = { x: 60, y: 50, r: 22 }
type Rgb = readonly [number, number, number]

const isIn = (x: number, y: number, grow = 0) => (x - DISC.x) ** 2 + (y - DISC.y) ** 2 < (DISC.r + grow) ** 2
const clip = (value: number) => Math.max(0, Math.min(255, Math.round(value)))
/** Bricks and grain: edges everywhere, the same on every run. */
function texture(x: number, y: number): Rgb {
  const brick = (((x + (Math.floor(y / 9) % 2) * 8) % 16 < 2 ? -40 : 0) + (y % 9 < 2 ? -40 : 0)) as number
  const grain = ((Math.imul(x * 131 + y * 7919, 2_654_435_761) >>> 24) % 16) - 8
  return [clip(150 + brick + grain), clip(110 + brick + grain), clip(90 + brick + grain)]
}
const flat = (): Rgb => [120, 130, 140]

function picture(ground: (x: number, y: number) => Rgb, thing: ((of: Rgb) => Rgb) | null): Uint8Array {
  const rgb = new Uint8Array(W * H * 3)
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const colour = ground(x, y)
      rgb.set(thing !== null && isIn(x, y) ? thing(colour) : colour, (y * W + x) * 3)
    }
  }
  return rgb
}

function kind(before: Uint8Array, after: Uint8Array) {
  const labels = new Uint16Array(W * H)
  // As the residual leaves it: softened, it reaches a little beyond the thing.
  for (let y = 0; y < H; y++) for (let x = 0; x < W; x++) if (isIn(x, y, 3)) labels[y * W + x] = 1
  const side = 2 * (DISC.r + 3)
  const region = { x: DISC.x - DISC.r - 3, y: DISC.y - DISC.r - 3, w: side, h: side, area: labels.filter(Boolean).length, label: 1 }
  return describeRegion({ before, after, width: W, height: H }, region, labels).kind
}

const ball = (): Rgb => [230, 40, 60]
const brighter = (of: Rgb): Rgb => [clip(of[0] + 60), clip(of[1] + 60), clip(of[2] + 60)]
const turned = (of: Rgb): Rgb => [of[2], of[0], of[1]]

describe('what happened', () => {
  it('a thing that comes appears, one that goes vanishes; on a wall and on plain ground', () => {
    for (const ground of [texture, flat]) {
      const [without, with_] = [picture(ground, null), picture(ground, ball)]
      expect(kind(without, with_)).toBe('appeared')
      expect(kind(with_, without)).toBe('vanished')
    }
  })

  it('what keeps its structure is brighter, darker or recoloured', () => {
    const wall = picture(texture, null)
    expect(kind(wall, picture(texture, brighter))).toBe('brighter')
    expect(kind(picture(texture, brighter), wall)).toBe('darker')
    expect(kind(wall, picture(texture, turned))).toBe('recoloured')
  })

  it('a thing with an outline in both is recoloured, though nothing is drawn on it', () => {
    const blue = (): Rgb => [40, 60, 230]
    expect(kind(picture(flat, ball), picture(flat, blue))).toBe('recoloured')
  })

  it('other structure among the like is replaced; so is one thing by another', () => {
    const wall = picture(texture, null)
    // The wall's own bricks from elsewhere, turned by a right angle.
    const other = new Uint8Array(wall)
    for (let y = 0; y < H; y++) {
      for (let x = 0; x < W; x++) if (isIn(x, y)) other.set(texture(y + 37, x + 11), (y * W + x) * 3)
    }
    expect(kind(wall, other)).toBe('replaced')
    const striped = (across: boolean) => {
      const rgb = picture(flat, null)
      for (let y = 0; y < H; y++)
        for (let x = 0; x < W; x++) if (isIn(x, y)) rgb.set((across ? x : y) % 6 < 3 ? [230, 40, 60] : [250, 180, 60], (y * W + x) * 3)
      return rgb
    }
    expect(kind(striped(true), striped(false))).toBe('replaced')
  })

  it('a thing under noise keeps its structure, and noise alone is none', () => {
    const grain = (seed: number) => (rgb: Uint8Array) => {
      const draw = lottery(seed)
      return rgb.map((value) => clip(value + 9 * draw() - 4.5))
    }
    expect(kind(grain(1)(picture(texture, null)), grain(77)(picture(texture, turned)))).toBe('recoloured')
    expect(kind(grain(1)(picture(flat, null)), grain(77)(picture(flat, ball)))).toBe('appeared')
    const blue = (): Rgb => [40, 60, 230]
    expect(kind(grain(1)(picture(flat, ball)), grain(77)(picture(flat, blue)))).toBe('recoloured')
  })
})

describe('the evidence', () => {
  const all = Array.from({ length: 40 * 40 }, (_, i) => (10 + Math.floor(i / 40)) * W + 10 + (i % 40))
  const shared = (before: Uint8Array, after: Uint8Array) => structureOf({ before, after, width: W, height: H }, all)

  it('structure is shared through any change of colours, and not by a slope or by another structure', () => {
    const wall = picture(texture, null)
    fc.assert(
      fc.property(fc.array(fc.double({ min: -0.25, max: 0.25, noNaN: true }), { minLength: 9, maxLength: 9 }), (mix) => {
        const recoloured = new Uint8Array(wall.length)
        for (let i = 0; i < wall.length; i += 3)
          for (let c = 0; c < 3; c++)
            recoloured[i + c] = clip(
              110 + [0, 1, 2].reduce((sum, d) => sum + (mix[c * 3 + d]! + (c === d ? 0.3 : 0)) * (wall[i + d]! - 110), 0),
            )
        const found = shared(wall, recoloured)
        if (found.after > 4) expect(found.shared).toBeGreaterThan(0.85)
      }),
    )
    const slope = (by: number) =>
      Uint8Array.from({ length: W * H * 3 }, (_, i) => clip(60 + by * (Math.floor(i / 3) % W) + (Math.floor(i / 3 / W) * by) / 2))
    expect(shared(slope(1), slope(1.5)).shared).toBeLessThan(0.2)
    expect(
      shared(
        wall,
        Uint8Array.from(wall, (_, i) => texture(Math.floor(i / 3 / W) + 37, (Math.floor(i / 3) % W) + 5)[i % 3]!),
      ).shared,
    ).toBeLessThan(0.2)
    expect(shared(wall, picture(flat, null)).shared).toBe(0)
  })

  it('two spreads of colour are as far apart as the formula says', () => {
    const [black, white] = [new ColourSpread(), new ColourSpread()]
    const rgb = Uint8Array.of(0, 0, 0, 255, 255, 255)
    black.add(rgb, 0)
    white.add(rgb, 1)
    // No spread but the floor of 1 on both sides: 100² / (4 · 2), in L alone.
    expect(black.apartFrom(white)).toBeCloseTo(1250, 1)
    expect(black.apartFrom(black)).toBe(0)
    expect(black.apartFrom(new ColourSpread())).toBe(0)
  })
})

it('many specks far from each other stay many regions', () => {
  const map = new Uint8Array(400 * 300)
  for (let y = 10; y < 290; y += 14) {
    for (let x = 10; x < 390; x += 14) for (let row = y; row < y + 3; row++) map.fill(40, row * 400 + x, row * 400 + x + 3)
  }
  const found = findRegions(map, 400, 300, { sensitivity: 3, minArea: 4, ignored: [] }, new Uint16Array(map.length))
  expect(found.length).toBeGreaterThan(100)
})
