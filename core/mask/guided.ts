/**
 * The guided filter of a mask (see guided-definition.ts), tile by tile: sums over windows come from summed-area tables of the tile and of
 * what it sees around it. A tile that sees mask alone, or ground alone, is so already: most of a photo. Tiles lie on a grid of their
 * own, two to a strip of the photo's whole height, so the outcome does not depend on who computes which.
 */
import { wordsOf } from './bit-mask'
import { FULL, type SoftMask } from './feather'
import type { BitMask } from './morphology'

/** scikit-image's rgb2gray. */
export const GREY_RED = 0.2125
export const GREY_GREEN = 0.7154
export const GREY_BLUE = 0.0721

const TILE = 128
/** Pixels of a strip's width. */
export const STRIP = 256
export const stripsOf = (width: number): number => Math.ceil(width / STRIP)

interface Box {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** The columns from strip · STRIP on of the filtered mask into `out`, 16 bits a pixel of the whole mask. `rgb`: the whole photo. */
export function guidedStrip(
  mask: BitMask | SoftMask,
  rgb: Uint8Array,
  radius: number,
  epsilon: number,
  out: Uint16Array,
  strip: number,
): void {
  const { width, height } = mask
  const around = ({ x0, y0, x1, y1 }: Box, by: number): Box => ({
    x0: Math.max(0, x0 - by),
    y0: Math.max(0, y0 - by),
    x1: Math.min(width, x1 + by),
    y1: Math.min(height, y1 + by),
  })
  const cells = (by: number) => (Math.min(width, TILE + by) + 1) * (Math.min(height, TILE + by) + 1)
  const room = { sums: new Float64Array(4 * cells(4 * radius)), coefficients: new Float64Array(2 * cells(2 * radius)) }
  const photo = { mask, rgb, radius, epsilon }
  const end = Math.min(width, (strip + 1) * STRIP)
  for (let y0 = 0; y0 < height; y0 += TILE) {
    for (let x0 = strip * STRIP; x0 < end; x0 += TILE) {
      const tile = around({ x0, y0, x1: x0 + TILE, y1: y0 + TILE }, 0)
      const seen = around(tile, 2 * radius)
      const flat = flatValue(mask, seen)
      if (flat !== null) {
        for (let y = tile.y0; y < tile.y1; y++) out.fill(flat, y * width + tile.x0, y * width + tile.x1)
        continue
      }
      sumMoments(photo, seen, room.sums)
      sumCoefficients(photo, seen, around(tile, radius), room)
      writeTile(photo, tile, around(tile, radius), room.coefficients, out)
    }
  }
}

interface Given {
  readonly mask: BitMask | SoftMask
  readonly rgb: Uint8Array
  readonly radius: number
  readonly epsilon: number
}

const greyAt = (rgb: Uint8Array, at: number): number => (GREY_RED * rgb[at]! + GREY_GREEN * rgb[at + 1]! + GREY_BLUE * rgb[at + 2]!) / 255

/**
 * Summed-area tables (Crow 1984) of a box, one in another: a row and a column more than the box, the first of them 0, and for
 * each pixel the sums of guide, mask, their product, and the guide's square.
 */
function sumMoments({ mask, rgb }: Given, { x0, y0, x1, y1 }: Box, sums: Float64Array): void {
  const { width } = mask
  const words = wordsOf(width)
  const [bits, values] = 'bits' in mask ? [mask.bits, null] : [null, mask.values]
  const row = 4 * (x1 - x0 + 1)
  sums.fill(0, 0, row)
  for (let y = y0, to = row; y < y1; y++) {
    let [sumI, sumP, sumIP, sumII] = [0, 0, 0, 0]
    sums.fill(0, to, to + 4)
    to += 4
    for (let x = x0, at = y * width + x0; x < x1; x++, at++, to += 4) {
      const grey = greyAt(rgb, 3 * at)
      const value = bits === null ? values[at]! / FULL : (bits[y * words + (x >>> 5)]! >>> (x & 31)) & 1
      sumI += grey
      sumP += value
      sumIP += grey * value
      sumII += grey * grey
      sums[to] = sums[to - row]! + sumI
      sums[to + 1] = sums[to + 1 - row]! + sumP
      sums[to + 2] = sums[to + 2 - row]! + sumIP
      sums[to + 3] = sums[to + 3 - row]! + sumII
    }
  }
}

/** The same tables of the coefficients a and b of `box`, from those of the moments of `seen`. */
function sumCoefficients(
  { mask, radius, epsilon }: Given,
  seen: Box,
  box: Box,
  room: { sums: Float64Array; coefficients: Float64Array },
): void {
  const { sums, coefficients } = room
  const { width, height } = mask
  const [row, seenRow] = [2 * (box.x1 - box.x0 + 1), 4 * (seen.x1 - seen.x0 + 1)]
  coefficients.fill(0, 0, row)
  for (let y = box.y0, to = row; y < box.y1; y++) {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)]
    const [upper, lower] = [(top - seen.y0) * seenRow, (bottom - seen.y0) * seenRow]
    let [sumA, sumB] = [0, 0]
    coefficients.fill(0, to, to + 2)
    to += 2
    for (let x = box.x0; x < box.x1; x++, to += 2) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)]
      const [from, end] = [4 * (left - seen.x0), 4 * (right - seen.x0)]
      const count = (right - left) * (bottom - top)
      const [ul, ur, ll, lr] = [upper + from, upper + end, lower + from, lower + end]
      const meanI = (sums[lr]! - sums[ur]! - sums[ll]! + sums[ul]!) / count
      const meanP = (sums[lr + 1]! - sums[ur + 1]! - sums[ll + 1]! + sums[ul + 1]!) / count
      const meanIP = (sums[lr + 2]! - sums[ur + 2]! - sums[ll + 2]! + sums[ul + 2]!) / count
      const meanII = (sums[lr + 3]! - sums[ur + 3]! - sums[ll + 3]! + sums[ul + 3]!) / count
      const a = (meanIP - meanI * meanP) / (meanII - meanI * meanI + epsilon)
      sumA += a
      sumB += meanP - a * meanI
      coefficients[to] = coefficients[to - row]! + sumA
      coefficients[to + 1] = coefficients[to + 1 - row]! + sumB
    }
  }
}

/** The tile's pixels, from the tables of the coefficients of `box`. */
function writeTile({ mask, rgb, radius }: Given, tile: Box, box: Box, coefficients: Float64Array, out: Uint16Array): void {
  const { width, height } = mask
  const row = 2 * (box.x1 - box.x0 + 1)
  for (let y = tile.y0; y < tile.y1; y++) {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)]
    const [upper, lower] = [(top - box.y0) * row, (bottom - box.y0) * row]
    for (let x = tile.x0, at = y * width + tile.x0; x < tile.x1; x++, at++) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)]
      const [from, end] = [2 * (left - box.x0), 2 * (right - box.x0)]
      const [ul, ur, ll, lr] = [upper + from, upper + end, lower + from, lower + end]
      const sumA = coefficients[lr]! - coefficients[ur]! - coefficients[ll]! + coefficients[ul]!
      const sumB = coefficients[lr + 1]! - coefficients[ur + 1]! - coefficients[ll + 1]! + coefficients[ul + 1]!
      const value = (sumA * greyAt(rgb, 3 * at) + sumB) / ((right - left) * (bottom - top))
      out[at] = Math.floor(FULL * Math.min(1, Math.max(0, value)) + 0.5)
    }
  }
}

/** The one value of all pixels of a box, 0..65535; null where they differ. */
function flatValue(mask: BitMask | SoftMask, { x0, y0, x1, y1 }: Box): number | null {
  const { width } = mask
  if ('values' in mask) {
    const first = mask.values[y0 * width + x0]!
    for (let y = y0; y < y1; y++) for (let at = y * width + x0; at < y * width + x1; at++) if (mask.values[at] !== first) return null
    return first
  }
  const words = wordsOf(width)
  const whole = (mask.bits[y0 * words + (x0 >>> 5)]! >>> (x0 & 31)) & 1 ? -1 : 0
  const [first, last] = [x0 >>> 5, (x1 - 1) >>> 5]
  for (let y = y0; y < y1; y++) {
    for (let i = first; i <= last; i++) {
      const span = (i === first ? -1 << (x0 & 31) : -1) & (i === last ? -1 >>> (31 - ((x1 - 1) & 31)) : -1)
      if (((mask.bits[y * words + i]! ^ whole) & span) !== 0) return null
    }
  }
  return whole === 0 ? 0 : FULL
}
