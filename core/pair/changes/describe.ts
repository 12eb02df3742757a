/** What happened in a region, told from the two photos' pixels in it and around it. */
import type { JudgedPair } from './judged'
import { deltaE2000, labOf } from '../delta-e'
import { GREY_UNIT, greyOf } from '../../kernels/grey'
import { evidenceOf, kindOf } from './kind'
import type { ChangeKind } from './index'
import type { FoundRegion } from './regions'

export interface Described {
  /** Mean of before - after in scikit-image's grey, -1..1: negative where it became brighter. */
  readonly meanDelta: number
  /** Mean ΔE2000. */
  readonly deltaE: number
  readonly kind: ChangeKind
}

/** More pixels of a region than this are sampled evenly. */
const SAMPLES = 20_000

interface Sums {
  readonly lab: Float64Array
  n: number
}

export function describeRegion(pair: JudgedPair, region: FoundRegion, labels: Uint16Array): Described {
  const { width } = pair
  const stride = Math.max(1, Math.floor(region.area / SAMPLES))
  const [inBefore, inAfter] = [sums(), sums()]
  const lab = new Float64Array(6)
  let [delta, deltaE, seen, n] = [0, 0, 0, 0]
  for (let y = region.y; y < region.y + region.h; y++) {
    for (let x = region.x; x < region.x + region.w; x++) {
      const p = y * width + x
      if (labels[p] !== region.label || seen++ % stride !== 0) continue
      const [g, k] = take(pair, p, lab, inBefore, inAfter)
      delta += g - k
      deltaE += deltaE2000(lab[0]!, lab[1]!, lab[2]!, lab[3]!, lab[4]!, lab[5]!)
      n++
    }
  }
  const evidence = evidenceOf(pair, region, labels)
  return { meanDelta: delta / Math.max(1, n), deltaE: deltaE / Math.max(1, n), kind: kindOf(evidence, mean(inBefore), mean(inAfter)) }
}

const sums = (): Sums => ({ lab: new Float64Array(3), n: 0 })
const mean = ({ lab, n }: Sums) => Array.from(lab, (sum) => sum / Math.max(1, n)) as [number, number, number]

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
