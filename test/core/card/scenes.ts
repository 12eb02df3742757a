/** Made photos with a colour card in them, and without: seeded, so that every run sees the same. */
import { CHART_LAB, COLUMNS, ROWS, type Edition } from '../../../core/card/charts'
import type { Picture } from '../../../core/card/chips'
import { byteOfLight, lightOfLab, type Light } from '../../../core/card/colour'
import { fitMove } from '../../../core/pair/align/fit'
import { apply, invert, type Matrix, type Point } from '../../../core/pair/align/geometry'
import { lottery } from '../../../core/pair/align/solve'

/** A card as it is sold: a chip, the gap between chips and the frame around, in millimetres. */
export const CARD = { chip: 40, gap: 5.5, frame: 12 }
const PITCH = CARD.chip + CARD.gap
const WIDE = COLUMNS * PITCH - CARD.gap + 2 * CARD.frame
const HIGH = ROWS * PITCH - CARD.gap + 2 * CARD.frame
const FRAME: Light = [0.018, 0.018, 0.019]

export interface Scene {
  readonly picture: Picture
  /** From millimetres on the card to pixels. */
  readonly place: Matrix
  /** Millimetres a pixel at the middle of the card. */
  readonly mm: number
  readonly edition: Edition
  /** Centres of the chips, in pixels. */
  readonly centres: readonly Point[]
}

/** A card that is turned, scaled, seen aslant, lit by a coloured and uneven light, blurred, and noisy. */
export function sceneWithCard(seed: number, width = 560, height = 420): Scene {
  const draw = lottery(seed)
  const between = (low: number, high: number) => low + (high - low) * draw()
  const edition: Edition = draw() < 0.5 ? 'after 2014' : 'before 2014'
  const turn = between(0, 2 * Math.PI)
  const long = between(0.25, 0.68) * width
  const scale = long / WIDE
  const reach = (Math.hypot(WIDE, HIGH) * scale) / 2
  const middle: Point = [
    between(Math.min(reach, width / 2), Math.max(width - reach, width / 2)),
    between(Math.min(reach, height / 2), Math.max(height - reach, height / 2)),
  ]
  const aslant = between(0, 0.16)
  const corners: Point[] = [
    [0, 0],
    [WIDE, 0],
    [WIDE, HIGH],
    [0, HIGH],
  ]
  const seen = corners.map(([x, y]): Point => {
    const [u, v] = [(x - WIDE / 2) * scale, (y - HIGH / 2) * scale]
    const shift = () => between(-aslant, aslant) * long * 0.5
    return [middle[0] + u * Math.cos(turn) - v * Math.sin(turn) + shift(), middle[1] + u * Math.sin(turn) + v * Math.cos(turn) + shift()]
  })
  const place = fitMove('homography', corners, seen)!
  const chips = CHART_LAB[edition].map((lab) => lightOfLab(lab).map((value) => Math.max(0, value)) as unknown as Light)
  const colourAt = ([x, y]: Point): Light | null => {
    if (x < 0 || y < 0 || x >= WIDE || y >= HIGH) return null
    const [u, v] = [x - CARD.frame, y - CARD.frame]
    const [column, row] = [Math.floor(u / PITCH), Math.floor(v / PITCH)]
    const inside = u >= 0 && v >= 0 && u - column * PITCH < CARD.chip && v - row * PITCH < CARD.chip
    return inside && column < COLUMNS && row < ROWS ? chips[row * COLUMNS + column]! : FRAME
  }
  const scene = background(seed, width, height)
  paint(scene, width, height, { move: invert(place)!, outline: seen }, colourAt)
  // Light: a warm or cool cast that mixes channels a little, an exposure, and a slope across the photo.
  const [red, blue, exposure] = [between(0.6, 1.25), between(0.6, 1.25), between(0.45, 0.85)]
  const mix = between(0, 0.08)
  const [slopeX, slopeY] = [between(-0.12, 0.12), between(-0.12, 0.12)]
  for (let p = 0; p < width * height; p++) {
    const shade = exposure * (1 + slopeX * ((p % width) / width - 0.5) + slopeY * (Math.floor(p / width) / height - 0.5))
    const [r, g, b] = [scene[p * 3]!, scene[p * 3 + 1]!, scene[p * 3 + 2]!]
    scene[p * 3] = shade * red * ((1 - mix) * r + mix * g)
    scene[p * 3 + 1] = shade * ((1 - mix) * g + (mix / 2) * (r + b))
    scene[p * 3 + 2] = shade * blue * ((1 - mix) * b + mix * g)
  }
  blur(scene, width, height, between(0.3, 1.5))
  const picture = { rgb: bytesOf(scene, between(0.5, 3), draw), width, height }
  const centre: Point = [WIDE / 2, HIGH / 2]
  const centres = chips.map((_, i): Point => {
    const [column, row] = [i % COLUMNS, Math.floor(i / COLUMNS)]
    return apply(place, [CARD.frame + column * PITCH + CARD.chip / 2, CARD.frame + row * PITCH + CARD.chip / 2])
  })
  return { picture, place, mm: 1 / Math.sqrt(areaAt(place, centre)), edition, centres }
}

/** What a card might be taken for: noise, tiles, a keyboard, windows, a board of other colours, and the chart's own in another order. */
export function sceneWithout(seed: number, width = 560, height = 420): Picture {
  const draw = lottery(seed + 9_000)
  const scene = background(seed + 500, width, height)
  const kind = seed % 5
  if (kind > 0) {
    const [columns, rows] = kind === 1 ? [12, 5] : kind === 2 ? [6, 4] : kind === 3 ? [7, 5] : [6, 4]
    const chips = CHART_LAB['after 2014'].map(lightOfLab)
    const shuffled = [...chips].sort(() => draw() - 0.5)
    const grey = 0.02 + 0.5 * draw()
    const colours = Array.from({ length: columns * rows }, (_, i): Light => {
      if (kind === 1) return [grey, grey, grey]
      if (kind === 4) return shuffled[i]!.map((value) => Math.max(0, value)) as unknown as Light
      return [draw() ** 2, draw() ** 2, draw() ** 2]
    })
    const pitch = (0.5 * width) / columns
    const turn = draw() * 6.28
    const move: Matrix = [
      ...([pitch * Math.cos(turn), -pitch * Math.sin(turn), width * 0.5] as const),
      ...([pitch * Math.sin(turn), pitch * Math.cos(turn), height * 0.5] as const),
      ...([0, 0, 1] as const),
    ]
    const [u, v] = [columns / 2, rows / 2]
    const outline = [apply(move, [-u, -v]), apply(move, [u, -v]), apply(move, [u, v]), apply(move, [-u, v])]
    paint(scene, width, height, { move: invert(move)!, outline }, ([x, y]) => {
      const [column, row] = [Math.floor(x + u), Math.floor(y + v)]
      if (column < 0 || row < 0 || column >= columns || row >= rows) return null
      return Math.max(Math.abs(x + u - column - 0.5), Math.abs(y + v - row - 0.5)) < 0.43 ? colours[row * columns + column]! : FRAME
    })
  }
  blur(scene, width, height, 0.3 + draw())
  return { rgb: bytesOf(scene, 2, draw), width, height }
}

function areaAt(m: Matrix, [x, y]: Point): number {
  const step = 1e-3
  const [a, b, c] = [apply(m, [x, y]), apply(m, [x + step, y]), apply(m, [x, y + step])]
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / step ** 2
}

/** Light, 3 numbers a pixel: clouds of two sizes, and boxes. */
function background(seed: number, width: number, height: number): Float32Array {
  const draw = lottery(seed * 31 + 7)
  const scene = new Float32Array(width * height * 3)
  const base = [0.1 + 0.4 * draw(), 0.1 + 0.4 * draw(), 0.1 + 0.4 * draw()]
  const lattice = (step: number) => {
    const columns = Math.ceil(width / step) + 2
    const values = Float32Array.from({ length: columns * (Math.ceil(height / step) + 2) }, () => draw())
    return (x: number, y: number) => {
      const [i, j] = [Math.floor(x / step), Math.floor(y / step)]
      const [u, v] = [x / step - i, y / step - j]
      const at = (k: number) => values[j * columns + i + k]!
      return (1 - v) * ((1 - u) * at(0) + u * at(1)) + v * ((1 - u) * at(columns) + u * at(columns + 1))
    }
  }
  const [coarse, fine] = [lattice(90), lattice(7)]
  const grain = 0.4 * draw()
  for (let p = 0; p < width * height; p++) {
    const [x, y] = [p % width, Math.floor(p / width)]
    const value = 0.5 + coarse(x, y) + grain * (fine(x, y) - 0.5)
    for (let c = 0; c < 3; c++) scene[p * 3 + c] = Math.min(1, base[c]! * value)
  }
  for (let box = 0; box < 14; box++) {
    const [left, top, w, h] = [draw() * width, draw() * height, 20 + draw() * 120, 20 + draw() * 120]
    const colour = [draw(), draw(), draw()]
    for (let y = Math.floor(top); y < Math.min(height, top + h); y++)
      for (let x = Math.floor(left); x < Math.min(width, left + w); x++) scene.set(colour, (y * width + x) * 3)
  }
  return scene
}

/** Draws what `colourAt` says inside of an outline, 4 × 4 samples a pixel. `move` leads from pixels to its own plane. */
function paint(
  scene: Float32Array,
  width: number,
  height: number,
  { move, outline }: { readonly move: Matrix; readonly outline: readonly Point[] },
  colourAt: (at: Point) => Light | null,
): void {
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)]
  const [left, right] = [Math.max(0, Math.floor(Math.min(...xs)) - 1), Math.min(width - 1, Math.ceil(Math.max(...xs)) + 1)]
  const [top, bottom] = [Math.max(0, Math.floor(Math.min(...ys)) - 1), Math.min(height - 1, Math.ceil(Math.max(...ys)) + 1)]
  const sum = new Float64Array(3)
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const at = (y * width + x) * 3
      sum.fill(0)
      for (let s = 0; s < 16; s++) {
        const colour = colourAt(apply(move, [x + ((s & 3) + 0.5) / 4 - 0.5, y + ((s >> 2) + 0.5) / 4 - 0.5]))
        for (let c = 0; c < 3; c++) sum[c]! += (colour === null ? scene[at + c]! : colour[c]!) / 16
      }
      scene.set(sum, at)
    }
  }
}

/** Gaussian, in light. */
function blur(scene: Float32Array, width: number, height: number, sigma: number): void {
  const radius = Math.ceil(3 * sigma)
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)))
  const total = kernel.reduce((sum, value) => sum + value, 0)
  const line = new Float32Array(Math.max(width, height))
  const pass = (from: number, step: number, count: number) => {
    for (let i = 0; i < count; i++) {
      let sum = 0
      for (let k = -radius; k <= radius; k++) sum += kernel[k + radius]! * scene[from + Math.min(count - 1, Math.max(0, i + k)) * step]!
      line[i] = sum / total
    }
    for (let i = 0; i < count; i++) scene[from + i * step] = line[i]!
  }
  for (let y = 0; y < height; y++) for (let c = 0; c < 3; c++) pass(y * width * 3 + c, 3, width)
  for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) pass(x * 3 + c, width * 3, height)
}

/** sRGB bytes with noise of this deviation, in bytes. */
function bytesOf(scene: Float32Array, deviation: number, draw: () => number): Uint8Array {
  return Uint8Array.from(scene, (light) => {
    const noise = deviation * (draw() + draw() + draw() + draw() - 2) * 1.732
    return Math.max(0, Math.min(255, Math.round(byteOfLight(light) + noise)))
  })
}
