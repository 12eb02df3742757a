/** What happened in a region, told from the two photos' pixels in it and around it. */
import { deltaE2000, labOf } from '../../kernels/delta-e'
import { GREY_UNIT, greyOf } from '../../kernels/grey'
import type { ChangeKind } from './index'
import type { FoundRegion } from './regions'

export interface Described {
  /** Mean of before - after in scikit-image's grey, -1..1: negative where it became brighter. */
  readonly meanDelta: number
  /** Mean ΔE2000. */
  readonly deltaE: number
  readonly kind: ChangeKind
}

/** The pair as it is judged: aligned, its light taken out. RGB bytes. */
export interface JudgedPair {
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly width: number
  readonly height: number
}

/** More pixels of a region than this are sampled evenly. */
const SAMPLES = 20_000
/** How much of the region's own shape must remain for it to count as the same thing in another colour. */
const SAME_SHAPE = 0.6
/** A thing stands out when its colour is this far, in ΔE2000, from what surrounds it, and this much more than in the other photo. */
const STANDS_OUT = 1.5

interface Sums {
  readonly lab: Float64Array
  n: number
}

export function describeRegion(pair: JudgedPair, region: FoundRegion, labels: Uint16Array): Described {
  const { width } = pair
  const stride = Math.max(1, Math.floor(region.area / SAMPLES))
  const [inBefore, inAfter, aroundBefore, aroundAfter] = [sums(), sums(), sums(), sums()]
  const shape = { x: 0, y: 0, xx: 0, yy: 0, xy: 0, n: 0 }
  const lab = new Float64Array(6)
  let [delta, deltaE, seen] = [0, 0, 0]
  for (let y = region.y; y < region.y + region.h; y++) {
    for (let x = region.x; x < region.x + region.w; x++) {
      const p = y * width + x
      if (labels[p] !== region.label || seen++ % stride !== 0) continue
      const [g, k] = take(pair, p, lab, inBefore, inAfter)
      delta += g - k
      deltaE += deltaE2000(lab[0]!, lab[1]!, lab[2]!, lab[3]!, lab[4]!, lab[5]!)
      shape.n++
      shape.x += g
      shape.y += k
      shape.xx += g * g
      shape.yy += k * k
      shape.xy += g * k
    }
  }
  forRing(pair, region, labels, (p) => void take(pair, p, lab, aroundBefore, aroundAfter))
  const n = Math.max(1, shape.n)
  return {
    meanDelta: delta / n,
    deltaE: deltaE / n,
    kind: kindOf(shape, distance(inBefore, aroundBefore), distance(inAfter, aroundAfter), mean(inBefore), mean(inAfter)),
  }
}

const sums = (): Sums => ({ lab: new Float64Array(3), n: 0 })
const mean = ({ lab, n }: Sums) => Array.from(lab, (sum) => sum / Math.max(1, n)) as [number, number, number]
const distance = (a: Sums, b: Sums) => (b.n === 0 ? 0 : deltaE2000(...mean(a), ...mean(b)))

/** Adds the pixel's Lab to both sums, leaves it in `lab`, and returns its greys, 0..1. */
function take({ before, after }: JudgedPair, p: number, lab: Float64Array, toBefore: Sums, toAfter: Sums): [number, number] {
  const i = p * 3
  const [R, G, B] = [before[i]!, before[i + 1]!, before[i + 2]!]
  const [r, g, b] = [after[i]!, after[i + 1]!, after[i + 2]!]
  labOf(R, G, B, lab)
  labOf(r, g, b, lab, 3)
  for (let c = 0; c < 3; c++) {
    toBefore.lab[c]! += lab[c]!
    toAfter.lab[c]! += lab[3 + c]!
  }
  toBefore.n++
  toAfter.n++
  return [greyOf(R, G, B) / GREY_UNIT, greyOf(r, g, b) / GREY_UNIT]
}

/** The box's surroundings, a quarter of its size and at least three pixels wide, without any region's own pixels. */
function forRing({ width, height }: JudgedPair, { x, y, w, h }: FoundRegion, labels: Uint16Array, each: (p: number) => void): void {
  const reach = Math.max(3, Math.round(Math.max(w, h) / 4))
  const [x0, x1] = [Math.max(0, x - reach), Math.min(width, x + w + reach)]
  const [y0, y1] = [Math.max(0, y - reach), Math.min(height, y + h + reach)]
  const stride = Math.max(1, Math.floor(((x1 - x0) * (y1 - y0)) / SAMPLES))
  let seen = 0
  for (let row = y0; row < y1; row++) {
    for (let column = x0; column < x1; column++) {
      const p = row * width + column
      if (labels[p] === 0 && seen++ % stride === 0) each(p)
    }
  }
}

function kindOf(
  shape: { x: number; y: number; xx: number; yy: number; xy: number; n: number },
  outBefore: number,
  outAfter: number,
  before: readonly [number, number, number],
  after: readonly [number, number, number],
): ChangeKind {
  const n = Math.max(1, shape.n)
  const vx = shape.xx / n - (shape.x / n) ** 2
  const vy = shape.yy / n - (shape.y / n) ** 2
  const vxy = shape.xy / n - (shape.x / n) * (shape.y / n)
  const isFlat = vx < 0.0004 && vy < 0.0004
  const isSameShape = !isFlat && vxy / Math.sqrt(Math.max(1e-9, vx * vy)) > SAME_SHAPE
  const lightness = after[0] - before[0]
  const colour = Math.hypot(after[1] - before[1], after[2] - before[2])
  if (isSameShape) return colour > Math.abs(lightness) ? 'recoloured' : lightness > 0 ? 'brighter' : 'darker'
  if (outAfter > 4 && outAfter > STANDS_OUT * outBefore) return 'appeared'
  if (outBefore > 4 && outBefore > STANDS_OUT * outAfter) return 'vanished'
  if (isFlat) return colour > Math.abs(lightness) ? 'recoloured' : lightness > 0 ? 'brighter' : 'darker'
  return 'replaced'
}
