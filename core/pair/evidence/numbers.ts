/** The numbers that speak for or against a region being a change: what both photos show there, and how it stands out of what lies around. */
import { labOf } from '../delta-e'
import type { JudgedPair } from '../changes/judged'
import type { FoundRegion } from '../changes/regions'
import { placesOf } from './places'

/** The pair as it is judged, and what its noise was taken from. */
export interface WeighedPair extends JudgedPair {
  /** Residual a pixel, in bytes. */
  readonly residual: Float32Array
  /** Significance a pixel, in eighths of σ. */
  readonly map: Uint8Array
  /** 255 where both photos show the scene. */
  readonly covered: Uint8Array
  /** How far off edges may lie, in pixels; 0 for a pair that is aligned exactly. */
  readonly tolerance: number
}

export interface Evidence {
  /** Normalised correlation of the grey of the region and its rim, -1..1; the best within the pair's own residual. */
  readonly correlation: number
  /** Agreement of the gradients' directions and sizes, -1..1. */
  readonly gradient: number
  /** Mean difference of colour: ΔE (1976), and the part of it that is not lightness. */
  readonly difference: number
  readonly chroma: number
  /** Residual inside over that of the surroundings. */
  readonly contrast: number
  /** Mean significance, in σ. */
  readonly sigmas: number
}

const SAMPLES = 900
/** In bytes: residuals around are not taken for less. */
const LEAST = 0.35
/** Fewer pixels around tell nothing. */
const AROUND_LEAST = 20

export function numbersOf(pair: WeighedPair, region: FoundRegion, labels: Uint16Array): Evidence {
  const { inside, near, around } = placesOf(pair, region, labels)
  const [from, to] = [greyOf(pair.before), greyOf(pair.after)]
  const taken = near.filter(every(near.length, SAMPLES))
  let [correlation, gradient] = [-1, -1]
  for (let dy = -pair.tolerance; dy <= pair.tolerance; dy++) {
    for (let dx = -pair.tolerance; dx <= pair.tolerance; dx++) {
      correlation = Math.max(correlation, correlationOf(from, to, taken, dx, dy, pair))
      gradient = Math.max(gradient, agreementOf(from, to, taken, dx, dy, pair))
    }
  }
  const ring = around.length < AROUND_LEAST ? 1 : around.reduce((sum, p) => sum + pair.residual[p]!, 0) / around.length
  const { difference, chroma, residual, sigmas } = meansOf(pair, inside.filter(every(inside.length, 4 * SAMPLES)))
  return { correlation, gradient, difference, chroma, contrast: residual / Math.max(LEAST, ring), sigmas }
}

const every = (length: number, wanted: number) => {
  const step = Math.max(1, Math.floor(length / wanted))
  return (_: number, i: number) => i % step === 0
}

function meansOf({ before, after, residual, map }: WeighedPair, places: Int32Array) {
  const lab = new Float64Array(6)
  const sums = { difference: 0, chroma: 0, residual: 0, sigmas: 0 }
  for (const p of places) {
    const i = p * 3
    labOf(before[i]!, before[i + 1]!, before[i + 2]!, lab)
    labOf(after[i]!, after[i + 1]!, after[i + 2]!, lab, 3)
    const colour = Math.hypot(lab[4]! - lab[1]!, lab[5]! - lab[2]!)
    sums.difference += Math.hypot(colour, lab[3]! - lab[0]!)
    sums.chroma += colour
    sums.residual += residual[p]!
    sums.sigmas += map[p]! / 8
  }
  const n = Math.max(1, places.length)
  return { difference: sums.difference / n, chroma: sums.chroma / n, residual: sums.residual / n, sigmas: sums.sigmas / n }
}

/** Grey by its place. */
type Grey = (p: number) => number
const greyOf =
  (rgb: Uint8Array): Grey =>
  (p) =>
    (rgb[3 * p]! + 2 * rgb[3 * p + 1]! + rgb[3 * p + 2]!) / 4

type Size = Pick<WeighedPair, 'width' | 'height'>

function correlationOf(a: Grey, b: Grey, places: Int32Array, dx: number, dy: number, { width, height }: Size): number {
  let [n, sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0, 0]
  for (const p of places) {
    const [x, y] = [(p % width) + dx, Math.floor(p / width) + dy]
    if (x < 0 || y < 0 || x >= width || y >= height) continue
    const [u, v] = [a(p), b(y * width + x)]
    n++
    sa += u
    sb += v
    saa += u * u
    sbb += v * v
    sab += u * v
  }
  if (n < 12) return -1
  const [va, vb] = [saa / n - (sa / n) ** 2, sbb / n - (sb / n) ** 2]
  // Two bytes of noise are no structure.
  return (sab / n - (sa / n) * (sb / n)) / Math.sqrt((va + 4) * (vb + 4))
}

function agreementOf(a: Grey, b: Grey, places: Int32Array, dx: number, dy: number, { width, height }: Size): number {
  let [both, all] = [0, 8]
  for (const p of places) {
    const [x, y] = [p % width, Math.floor(p / width)]
    const [u, v] = [x + dx, y + dy]
    if (Math.min(x, y, u, v) < 1 || Math.max(x, u) >= width - 1 || Math.max(y, v) >= height - 1) continue
    const q = v * width + u
    const [ax, ay] = [a(p + 1) - a(p - 1), a(p + width) - a(p - width)]
    const [bx, by] = [b(q + 1) - b(q - 1), b(q + width) - b(q - width)]
    both += ax * bx + ay * by
    all += 0.5 * (ax * ax + ay * ay + bx * bx + by * by) + 2
  }
  return both / all
}
