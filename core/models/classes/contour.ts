/**
 * The first threshold: the one whose contour runs along the photo's strongest edges. Every pair of pixels two apart, in a row or a column, is
 * cut by the thresholds between its two scores; the contrast of a threshold is the mean ΔE of the pairs that it cuts, and the
 * greatest wins. One look at each pair serves all thresholds, as the histogram of Otsu (1979) does for variances.
 */
import { labOfKeys } from '../../scorers/classes/colour-keys'

/** A picture in bytes: of scores, and the key of each pixel's colour. */
export interface Scored {
  readonly scores: Uint8Array
  readonly keys: Int32Array
  readonly width: number
  readonly height: number
}

/** How far apart the two pixels of a pair are: an edge of a photo is about that wide. */
const APART = 2
/** Thresholds smoothed over: half the width of the mean that is taken twice. */
const BLUR = 6
/** Thresholds that may be chosen, in scores. */
const [LOWEST, HIGHEST] = [27, 234] as const

export interface Contrast {
  /** Per threshold 0..255, the sum of ΔE of the pairs that it cuts, and how many those are. */
  readonly differences: Float64Array
  readonly pairs: Float64Array
}

/** A threshold T cuts a pair where one of its scores is >= T and the other is not. */
export function contrastOf({ scores, keys, width, height }: Scored): Contrast {
  const lab = labOfKeys()
  const differences = new Float64Array(257)
  const pairs = new Float64Array(257)
  const add = (i: number, j: number) => {
    const [low, high] = scores[i]! < scores[j]! ? [scores[i]!, scores[j]!] : [scores[j]!, scores[i]!]
    if (low === high) return
    const [p, q] = [keys[i]! * 3, keys[j]! * 3]
    const [L, a, b] = [lab[p]! - lab[q]!, lab[p + 1]! - lab[q + 1]!, lab[p + 2]! - lab[q + 2]!]
    const distance = Math.sqrt(L * L + a * a + b * b)
    differences[low + 1]! += distance
    differences[high + 1]! -= distance
    pairs[low + 1]! += 1
    pairs[high + 1]! -= 1
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (x + APART < width) add(at, at + APART)
      if (y + APART < height) add(at, at + APART * width)
    }
  }
  return { differences: summed(differences), pairs: summed(pairs) }
}

function summed(steps: Float64Array): Float64Array {
  let sum = 0
  return steps.subarray(0, 256).map((step) => (sum += step))
}

/** The mean over 2 · BLUR + 1 thresholds, twice; beyond the ends there is nothing. */
function blurred(values: Float64Array): Float64Array {
  const once = (from: Float64Array) =>
    from.map((_, at) => {
      let sum = 0
      for (let i = Math.max(0, at - BLUR); i <= Math.min(255, at + BLUR); i++) sum += from[i]!
      return sum / (2 * BLUR + 1)
    })
  return once(once(values))
}

/**
 * The threshold of the greatest contrast, of those that keep half of the patches' pixels and leave out half of the ground's; even
 * odds where there is none.
 * @param inside scores of pixels in the class's patches. @param outside those of patches on anything else.
 */
export function chooseThreshold(contrast: Contrast, inside: readonly number[], outside: readonly number[]): number {
  const [differences, pairs] = [blurred(contrast.differences), blurred(contrast.pairs)]
  const highest = Math.min(HIGHEST, medianOf(inside) ?? HIGHEST)
  const lowest = Math.max(LOWEST, (medianOf(outside) ?? 0) + 1)
  let best = { threshold: EVEN, contrast: 0 }
  for (let threshold = lowest; threshold <= highest; threshold++) {
    if (pairs[threshold]! <= 0) continue
    const mean = differences[threshold]! / pairs[threshold]!
    if (mean > best.contrast) best = { threshold, contrast: mean }
  }
  return best.threshold
}

/** The score of a colour that class and ground have alike. */
export const EVEN = 128

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
