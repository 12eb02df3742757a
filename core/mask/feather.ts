/**
 * Gaussian blur of a mask: 16 bits a pixel, 0 ground, 65535 mask. The kernel is scipy.ndimage's
 * (sampled at whole pixels, cut off at 4 σ, sum 1; down first, then across) with the border's pixels going on
 * (mode='nearest'), in float64 and rounded at the end: within one of scipy's rounded value at ties, else equal.
 *
 * Most of a mask is far from any edge: words of 32 pixels whose neighbourhood is all equal are not computed.
 */
import { uniformWords } from './majority'
import { wordsOf } from './bit-mask'
import type { BitMask } from './morphology'

export const FULL = 65_535

/** A soft mask: 16 bits a pixel, rows without gaps. */
export interface SoftMask {
  readonly values: Uint16Array
  readonly width: number
  readonly height: number
}

/** Weights at 0..radius, radius = ⌊4σ + 1/2⌋. */
export function gaussianWeights(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5)
  const weights = Float64Array.from({ length: radius + 1 }, (_, x) => Math.exp((-0.5 / (sigma * sigma)) * x * x))
  const sum = weights.reduce((total, weight, x) => total + (x === 0 ? weight : 2 * weight), 0)
  return weights.map((weight) => weight / sum)
}

/** Rows [y0, y1) of the blurred mask into `out`, which has a value a pixel of the whole mask. */
export function featherRows(mask: BitMask | SoftMask, sigma: number, out: Uint16Array, y0: number, y1: number): void {
  const { width } = mask
  const weights = gaussianWeights(sigma)
  const radius = weights.length - 1
  const words = wordsOf(width)
  const flatOf = 'bits' in mask ? uniformWords(mask, radius) : () => new Uint8Array(words)
  const down = 'bits' in mask ? hardColumns(mask, weights) : softColumns(mask, weights)
  // The row with its ends going on for `radius` pixels to both sides.
  const row = new Float64Array(width + 2 * radius)
  const inside = row.subarray(radius, radius + width)
  const span = (radius + 31) >>> 5
  for (let y = y0; y < y1; y++) {
    const flat = flatOf(y)
    for (let i = 0, done = 0; i < words; i++) {
      if (flat[i] === 1) continue
      // Columns are summed up to as far as this word looks.
      for (done = Math.max(done, i - span); done < Math.min(words, i + span + 1); done++) down(y, done, inside)
    }
    row.fill(inside[0]!, 0, radius)
    row.fill(inside[width - 1]!, radius + width)
    for (let i = 0; i < words; i++) {
      const [first, end] = [i * 32, Math.min(width, i * 32 + 32)]
      if (flat[i] === 1 && 'bits' in mask) out.fill(mask.bits[y * words + i] === 0 ? 0 : FULL, y * width + first, y * width + end)
      else for (let x = first; x < end; x++) out[y * width + x] = Math.floor(across(row, x + radius, weights) + 0.5)
    }
  }
}

function across(row: Float64Array, x: number, weights: Float64Array): number {
  let sum = row[x]! * weights[0]!
  for (let k = 1; k < weights.length; k++) sum += weights[k]! * (row[x - k]! + row[x + k]!)
  return sum
}

/** Writes the weighted columns, 0..65535, around the pixels of one word of row y. */
type Columns = (y: number, word: number, row: Float64Array) => void

function hardColumns({ bits, width, height }: BitMask, weights: Float64Array): Columns {
  const words = wordsOf(width)
  const radius = weights.length - 1
  const sums = new Float64Array(32)
  return (y, i, row) => {
    sums.fill(0)
    for (let dy = -radius; dy <= radius; dy++) {
      const word = bits[Math.max(0, Math.min(height - 1, y + dy)) * words + i]!
      if (word === 0) continue
      const weight = weights[dy < 0 ? -dy : dy]! * FULL
      if (word === -1) for (let bit = 0; bit < 32; bit++) sums[bit]! += weight
      else for (let bit = 0; bit < 32; bit++) if (((word >>> bit) & 1) !== 0) sums[bit]! += weight
    }
    const first = i * 32
    for (let bit = 0; bit < 32 && first + bit < width; bit++) row[first + bit] = sums[bit]!
  }
}

function softColumns({ values, width, height }: SoftMask, weights: Float64Array): Columns {
  const radius = weights.length - 1
  return (y, i, row) => {
    const [first, end] = [i * 32, Math.min(width, i * 32 + 32)]
    row.fill(0, first, end)
    for (let dy = -radius; dy <= radius; dy++) {
      const weight = weights[dy < 0 ? -dy : dy]!
      const from = Math.max(0, Math.min(height - 1, y + dy)) * width
      for (let x = first; x < end; x++) row[x]! += weight * values[from + x]!
    }
  }
}
