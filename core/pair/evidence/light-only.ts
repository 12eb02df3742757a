/**
 * Shadows and highlights told from things: the light fades softly at their borders, what lies under it keeps its structure, and its
 * chromaticity (Horprasert, Harwood and Davis, 1999; Cucchiara et al., 2003).
 */
import type { FoundRegion } from '../changes/regions'
import type { Evidence, WeighedPair } from './numbers'
import { placesOf } from './places'

/** The light goes from all to nothing over at least so many pixels. */
const SOFT = 8
/** rg chromaticity of the means moves less than this. */
const TINT = 0.04
/** Structure agrees so much, or there is hardly any to agree. */
const ALIKE = 0.7
/** Half the window over which texture is averaged, and half the span of a slope, in pixels. */
const [RADIUS, SPAN] = [2, 3]
const SAMPLES = 1500
/** Added to greys, in bytes: the ratio of darkest bytes is noise. */
const DARK = 8

export function isLightOnly(pair: WeighedPair, region: FoundRegion, labels: Uint16Array, evidence: Evidence): boolean {
  if (evidence.correlation < ALIKE) return false
  const { inside, near } = placesOf(pair, region, labels)
  return tintOf(pair, inside) < TINT && fadeOf(pair, inside, near) >= SOFT
}

/** How far the chromaticity of the mean colour moves. */
function tintOf({ before, after }: WeighedPair, places: Int32Array): number {
  const sums = (rgb: Uint8Array) => [0, 1, 2].map((c) => places.reduce((sum, p) => sum + rgb[p * 3 + c]!, 0))
  const [[r, g, b], [R, G, B]] = [sums(before), sums(after)] as [number[], number[]] as [[number, number, number], [number, number, number]]
  const [all, All] = [r + g + b + 1, R + G + B + 1]
  return Math.hypot(r / all - R / All, g / all - G / All)
}

/** Pixels over which the ratio of the two lights would go from nothing to its greatest at its steepest slope. */
function fadeOf(pair: WeighedPair, inside: Int32Array, near: Int32Array): number {
  const ratio = ratioOf(pair)
  const taken = (places: Int32Array) => places.filter((_, i) => i % Math.max(1, Math.floor(places.length / SAMPLES)) === 0)
  const peak = quantile(
    Array.from(taken(inside), (p) => Math.abs(ratio(p % pair.width, Math.floor(p / pair.width)))),
    0.9,
  )
  const slopes = Array.from(taken(near), (p) => {
    const [x, y] = [p % pair.width, Math.floor(p / pair.width)]
    return Math.hypot(ratio(x + SPAN, y) - ratio(x - SPAN, y), ratio(x, y + SPAN) - ratio(x, y - SPAN)) / (2 * SPAN)
  })
  return peak / Math.max(1e-6, quantile(slopes, 0.97))
}

/** The logarithm of after's light over before's, averaged over a small window. */
function ratioOf({ before, after, width, height }: WeighedPair): (x: number, y: number) => number {
  return (x, y) => {
    let [a, b, n] = [0, 0, 0]
    for (let v = Math.max(0, y - RADIUS); v <= Math.min(height - 1, y + RADIUS); v++) {
      for (let u = Math.max(0, x - RADIUS); u <= Math.min(width - 1, x + RADIUS); u++) {
        const i = (v * width + u) * 3
        a += before[i]! + 2 * before[i + 1]! + before[i + 2]!
        b += after[i]! + 2 * after[i + 1]! + after[i + 2]!
        n += 4
      }
    }
    return n === 0 ? 0 : Math.log((b / n + DARK) / (a / n + DARK))
  }
}

const quantile = (values: number[], share: number) => values.sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0
