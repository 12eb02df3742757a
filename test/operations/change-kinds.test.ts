/** What happened in a region, on pairs made here whose story is known. */
import { describe, expect, it } from 'vitest'
import { describeRegion } from '../../main/operations/changes/describe'
import { findRegions } from '../../main/operations/changes/regions'

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
})

it('many specks far from each other stay many regions', () => {
  const map = new Uint8Array(400 * 300)
  for (let y = 10; y < 290; y += 14) {
    for (let x = 10; x < 390; x += 14) for (let row = y; row < y + 3; row++) map.fill(40, row * 400 + x, row * 400 + x + 3)
  }
  const found = findRegions(map, 400, 300, { sensitivity: 3, minArea: 4, ignored: [] }, new Uint16Array(map.length))
  expect(found.length).toBeGreaterThan(100)
})
