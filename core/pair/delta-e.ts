/**
 * ΔE2000 of sRGB bytes as scikit-image computes it: rgb2lab (D65, 2°), deltaE_ciede2000.
 * Sharma, Wu, Dalal: The CIEDE2000 color-difference formula (doi:10.1002/col.20070).
 *
 * The formula's angles are never formed: sines and cosines of the mean hue come from the bisector of the
 * two (a, b) vectors, which saves most of its time and is as exact.
 */
import { linearOf } from '../kernels/pixel-rule'

const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => linearOf(byte))
/** scikit-image's reference white and matrix. */
const [WHITE_X, WHITE_Z] = [0.95047, 1.08883]

function compress(t: number): number {
  return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116
}

/** Writes L (0..100), a and b of an sRGB colour to `lab`, from `at` on. */
export function labOf(R: number, G: number, B: number, lab: Float64Array, at = 0): void {
  const r = LINEAR[R] as number
  const g = LINEAR[G] as number
  const b = LINEAR[B] as number
  const x = compress((0.412453 * r + 0.35758 * g + 0.180423 * b) / WHITE_X)
  const y = compress(0.212671 * r + 0.71516 * g + 0.072169 * b)
  const z = compress((0.019334 * r + 0.119193 * g + 0.950227 * b) / WHITE_Z)
  lab[at] = 116 * y - 16
  lab[at + 1] = 500 * (x - y)
  lab[at + 2] = 200 * (y - z)
}

const POW7 = 25 ** 7
const degrees = (angle: number) => (angle * Math.PI) / 180
const [COS30, SIN30, COS6, SIN6, COS63, SIN63] = [30, 6, 63].flatMap((a) => [Math.cos(degrees(a)), Math.sin(degrees(a))]) as [
  ...[number, number, number, number, number, number],
]

const [COS275, SIN275, COS150] = [Math.cos(degrees(275)), Math.sin(degrees(275)), Math.cos(degrees(150))]

/** √(C⁷ / (C⁷ + 25⁷)), the formula's switch between dull and vivid colours. */
function vividness(chroma: number): number {
  const c2 = chroma * chroma
  const c7 = c2 * c2 * c2 * chroma
  return Math.sqrt(c7 / (c7 + POW7))
}

/** ΔE2000 of two colours in Lab, with all weights 1. */
export function deltaE2000(L1: number, a1: number, b1: number, L2: number, a2: number, b2: number): number {
  const scale = 1.5 - 0.5 * vividness(0.5 * (Math.sqrt(a1 * a1 + b1 * b1) + Math.sqrt(a2 * a2 + b2 * b2)))
  const p1 = a1 * scale
  const p2 = a2 * scale
  const C1 = Math.sqrt(p1 * p1 + b1 * b1)
  const C2 = Math.sqrt(p2 * p2 + b2 * b2)
  const middle = (0.5 * (L1 + L2) - 50) ** 2
  const lightness = (L2 - L1) / (1 + (0.015 * middle) / Math.sqrt(20 + middle))
  const chroma = 0.5 * (C1 + C2)
  const chromaTerm = (C2 - C1) / (1 + 0.045 * chroma)
  const CC = C1 * C2
  if (CC === 0) return Math.sqrt(lightness * lightness + chromaTerm * chromaTerm)

  const dot = p1 * p2 + b1 * b2
  const cross = p1 * b2 - b1 * p2
  // 2 √(C1 C2) sin(Δh / 2), by whichever form does not cancel.
  const turned = dot > 0 ? cross / Math.sqrt(0.5 * (CC + dot)) : Math.sign(cross || 1) * Math.sqrt(Math.max(0, 2 * (CC - dot)))
  // The mean hue is the bisector of the short arc.
  let c = p1 / C1 + p2 / C2
  let s = b1 / C1 + b2 / C2
  const length = Math.sqrt(c * c + s * s)
  // Opposite hues have two bisectors and no better one: rounding decides in every library.
  c = length < 1e-9 ? -b1 / C1 : c / length
  s = length < 1e-9 ? p1 / C1 : s / length
  const c2 = c * c - s * s
  const s2 = 2 * c * s
  const c3 = c2 * c - s2 * s
  const s3 = s2 * c + c2 * s
  const c4 = c2 * c2 - s2 * s2
  const s4 = 2 * c2 * s2
  const T = 1 - 0.17 * (c * COS30 + s * SIN30) + 0.24 * c2 + 0.32 * (c3 * COS6 - s3 * SIN6) - 0.2 * (c4 * COS63 + s4 * SIN63)
  const hueTerm = turned / (1 + 0.015 * chroma * T)
  let squared = lightness * lightness + chromaTerm * chromaTerm + hueTerm * hueTerm
  // The rotation term is for blues; beyond 150° from 275° its exponential is below 1e-15.
  if (c * COS275 + s * SIN275 > COS150) {
    let hue = (Math.atan2(s, c) * 180) / Math.PI
    if (hue < 0) hue += 360
    const off = (hue - 275) / 25
    squared -= Math.sin(degrees(60) * Math.exp(-off * off)) * 2 * vividness(chroma) * chromaTerm * hueTerm
  }
  return Math.sqrt(Math.max(0, squared))
}
/** A difference that a trained eye just sees. */
const JUST_NOTICEABLE = 2.3

export const DELTA_PIXELS = 0
export const DELTA_SUM = 1
export const DELTA_MAX = 2
export const DELTA_ABOVE = 3
export const DELTA_LENGTH = 4

const pairOfLab = new Float64Array(6)

/** ΔE2000 of the pixel at `i` of before and at `k` of after: offsets of their red. */
export function deltaEOf(bytes: Uint8Array, i: number, k: number): number {
  const R = bytes[i] as number
  const G = bytes[i + 1] as number
  const B = bytes[i + 2] as number
  const r = bytes[k] as number
  const g = bytes[k + 1] as number
  const b = bytes[k + 2] as number
  if (R === r && G === g && B === b) return 0
  const lab = pairOfLab
  labOf(R, G, B, lab)
  labOf(r, g, b, lab, 3)
  return deltaE2000(lab[0] as number, lab[1] as number, lab[2] as number, lab[3] as number, lab[4] as number, lab[5] as number)
}

/** Fills a row's record (DELTA_LENGTH cells); `covered` as in difference-figures.ts. */
export function deltaERow(bytes: Uint8Array, before: number, after: number, covered: number, count: number, record: Float64Array): void {
  let [pixels, sum, greatest, above] = [0, 0, 0, 0]
  for (let p = 0; p < count; p++) {
    if (covered >= 0 && bytes[covered + p] !== 255) continue
    const d = deltaEOf(bytes, before + p * 3, after + p * 3)
    pixels++
    sum += d
    if (d > greatest) greatest = d
    if (d > JUST_NOTICEABLE) above++
  }
  record[DELTA_PIXELS] = pixels
  record[DELTA_SUM] = sum
  record[DELTA_MAX] = greatest
  record[DELTA_ABOVE] = above
}
