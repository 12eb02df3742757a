/** How much of a region's structure is the same in both photos, whatever its colours became. */
import { solve } from '../align/solve'
import type { JudgedPair } from './judged'

export interface Structure {
  /** Share of after's structure that before's explains by one change of colours, 0..1; 0 where one of them has none. */
  readonly shared: number
  /** RMS of the colour differences within the region, in bytes. */
  readonly before: number
  readonly after: number
}

/** Differences are taken over so many pixels to either side: the photos may lie half a pixel off each other. */
const REACH = 2
/** At this end of the bytes the camera has cut structure off. */
const CLIPPED = 2
/** Fewer differences explain each other by chance. */
const LEAST = 60
/** Below it, in bytes, there is nothing but rounding. */
const ROUNDING = 1
/** Added to each variance: colours that hardly vary explain nothing. */
const RIDGE = 0.5

/** Sums over the differences in one direction: of before's and after's channels, of their products, and how many they are. */
interface Sums {
  n: number
  readonly sum: Float64Array
  /** Six rows of six: before's channels, then after's. */
  readonly product: Float64Array
}
const sums = (): Sums => ({ n: 0, sum: new Float64Array(6), product: new Float64Array(36) })

/**
 * Least squares of after's differences on before's, all three channels on all three: light, tint and exchanged colours are all such a
 * change; another thing in the same place is not. Differences, less their mean, so that a slope of light alone is no likeness.
 * @param pixels by their numbers; all neighbours within REACH must lie in the photo.
 */
export function structureOf({ before, after, width }: JudgedPair, pixels: readonly number[]): Structure {
  const directions = [REACH, REACH * width].map((step) => {
    const to = sums()
    for (const p of pixels) add(to, before, after, (p + step) * 3, (p - step) * 3)
    return to
  })
  const n = directions.reduce((total, of) => total + of.n, 0)
  if (n < LEAST) return { shared: 0, before: 0, after: 0 }
  const covariance = (i: number, k: number) =>
    directions.reduce((total, of) => total + of.product[i * 6 + k]! - (of.sum[i]! * of.sum[k]!) / Math.max(1, of.n), 0) / n
  let [all, explained] = [0, 0]
  for (let channel = 3; channel < 6; channel++) {
    const A = Float64Array.from({ length: 9 }, (_, at) => covariance(Math.floor(at / 3), at % 3) + (at % 4 === 0 ? RIDGE : 0))
    const b = Float64Array.from({ length: 3 }, (_, i) => covariance(i, channel))
    const weights = solve(A, b.slice())
    all += covariance(channel, channel)
    if (weights) explained += b.reduce((sum, value, i) => sum + value * weights[i]!, 0)
  }
  const rms = { before: Math.sqrt((covariance(0, 0) + covariance(1, 1) + covariance(2, 2)) / 3), after: Math.sqrt(all / 3) }
  return { shared: Math.min(rms.before, rms.after) < ROUNDING ? 0 : Math.max(0, explained / all), ...rms }
}

/** The difference of pixels i and k in both photos, unless one of them is clipped. */
function add(to: Sums, before: Uint8Array, after: Uint8Array, i: number, k: number): void {
  for (let c = 0; c < 3; c++)
    if (isClipped(before[i + c]!) || isClipped(before[k + c]!) || isClipped(after[i + c]!) || isClipped(after[k + c]!)) return
  to.n++
  for (let c = 0; c < 3; c++) {
    difference[c] = before[i + c]! - before[k + c]!
    difference[3 + c] = after[i + c]! - after[k + c]!
  }
  for (let c = 0; c < 6; c++) {
    to.sum[c]! += difference[c]!
    for (let d = 0; d < 6; d++) to.product[c * 6 + d]! += difference[c]! * difference[d]!
  }
}

const difference = new Float64Array(6)
const isClipped = (byte: number) => byte < CLIPPED || byte >= 256 - CLIPPED
