/**
 * The guided filter of a mask (see guided-definition.ts), tile by tile: sums over windows come from summed-area tables of the tile and of
 * what it sees around it. A tile that sees mask alone, or ground alone, is so already: most of a photo. Tiles lie on a grid of their
 * own, so the outcome does not depend on who computes which.
 */
import { wordsOf } from './bit-mask'
import { FULL, type SoftMask } from './feather'
import type { BitMask } from './morphology'

/** scikit-image's rgb2gray. */
export const GREY_RED = 0.2125
export const GREY_GREEN = 0.7154
export const GREY_BLUE = 0.0721

export const TILE = 128
export const tilesOf = (side: number): number => Math.ceil(side / TILE)

interface Box {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** Tiles [row · TILE, …) of the filtered mask into `out`, 16 bits a pixel of the whole mask. `rgb`: the whole photo. */
export function guidedRow(mask: BitMask | SoftMask, rgb: Uint8Array, radius: number, epsilon: number, out: Uint16Array, row: number): void {
  const { width, height } = mask
  const around = ({ x0, y0, x1, y1 }: Box, by: number): Box => ({
    x0: Math.max(0, x0 - by),
    y0: Math.max(0, y0 - by),
    x1: Math.min(width, x1 + by),
    y1: Math.min(height, y1 + by),
  })
  const most = Math.min(width, TILE + 4 * radius) * Math.min(height, TILE + 4 * radius)
  const planes = { grey: new Float64Array(most), mask: new Float64Array(most) }
  const room = (Math.min(width, TILE + 4 * radius) + 1) * (Math.min(height, TILE + 4 * radius) + 1)
  const tables = Array.from({ length: 4 }, () => new Float64Array(room))
  for (let column = 0; column < tilesOf(width); column++) {
    const tile = around({ x0: column * TILE, y0: row * TILE, x1: column * TILE + TILE, y1: row * TILE + TILE }, 0)
    const seen = around(tile, 2 * radius)
    const flat = flatValue(mask, seen)
    if (flat !== null) {
      for (let y = tile.y0; y < tile.y1; y++) out.fill(flat, y * width + tile.x0, y * width + tile.x1)
      continue
    }
    filterTile({ tile, middle: around(tile, radius), seen, width, height }, { mask, rgb, radius, epsilon }, planes, tables, out)
  }
}

interface Place {
  readonly tile: Box
  /** The tile and a radius around it: where the coefficients are wanted. */
  readonly middle: Box
  /** The tile and two radii around it. */
  readonly seen: Box
  readonly width: number
  readonly height: number
}
interface Given {
  readonly mask: BitMask | SoftMask
  readonly rgb: Uint8Array
  readonly radius: number
  readonly epsilon: number
}

function filterTile(
  { tile, middle, seen, width, height }: Place,
  { mask, rgb, radius, epsilon }: Given,
  planes: { readonly grey: Float64Array; readonly mask: Float64Array },
  tables: readonly Float64Array[],
  out: Uint16Array,
): void {
  const across = seen.x1 - seen.x0
  const greyAt = (x: number, y: number) => planes.grey[(y - seen.y0) * across + x - seen.x0]!
  readPlanes(mask, rgb, seen, planes)
  const [I, P, IP, II] = tables as [Float64Array, Float64Array, Float64Array, Float64Array]
  sumUp(seen, I, (i) => planes.grey[i]!)
  sumUp(seen, P, (i) => planes.mask[i]!)
  sumUp(seen, IP, (i) => planes.grey[i]! * planes.mask[i]!)
  sumUp(seen, II, (i) => planes.grey[i]! * planes.grey[i]!)
  const wide = middle.x1 - middle.x0
  const [a, b] = [new Float64Array(wide * (middle.y1 - middle.y0)), new Float64Array(wide * (middle.y1 - middle.y0))]
  for (let y = middle.y0, i = 0; y < middle.y1; y++) {
    for (let x = middle.x0; x < middle.x1; x++, i++) {
      const window = corners(x, y, radius, width, height, seen)
      const [meanI, meanP] = [meanOf(I, window), meanOf(P, window)]
      a[i] = (meanOf(IP, window) - meanI * meanP) / (meanOf(II, window) - meanI * meanI + epsilon)
      b[i] = meanP - a[i]! * meanI
    }
  }
  // The tables of the first means have done their work.
  sumUp(middle, I, (i) => a[i]!)
  sumUp(middle, P, (i) => b[i]!)
  for (let y = tile.y0; y < tile.y1; y++) {
    for (let x = tile.x0; x < tile.x1; x++) {
      const window = corners(x, y, radius, width, height, middle)
      const value = meanOf(I, window) * greyAt(x, y) + meanOf(P, window)
      out[y * width + x] = Math.floor(FULL * Math.min(1, Math.max(0, value)) + 0.5)
    }
  }
}

/** Offsets of a window's four corners in the table of `box`, and its pixels; cut off at the photo's border. */
interface Corners {
  readonly upperLeft: number
  readonly upperRight: number
  readonly lowerLeft: number
  readonly lowerRight: number
  readonly count: number
}

function corners(x: number, y: number, radius: number, width: number, height: number, box: Box): Corners {
  const row = box.x1 - box.x0 + 1
  const [x0, x1] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)]
  const [y0, y1] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)]
  const [upper, lower] = [(y0 - box.y0) * row - box.x0, (y1 - box.y0) * row - box.x0]
  return { upperLeft: upper + x0, upperRight: upper + x1, lowerLeft: lower + x0, lowerRight: lower + x1, count: (x1 - x0) * (y1 - y0) }
}

const meanOf = (table: Float64Array, { upperLeft, upperRight, lowerLeft, lowerRight, count }: Corners): number =>
  (table[lowerRight]! - table[upperRight]! - table[lowerLeft]! + table[upperLeft]!) / count

/** A summed-area table (Crow 1984) of a box: a row and a column more than the box, the first of them 0. */
function sumUp({ x0, y0, x1, y1 }: Box, table: Float64Array, value: (i: number) => number): void {
  const row = x1 - x0 + 1
  table.fill(0, 0, row)
  for (let y = 0, i = 0; y < y1 - y0; y++) {
    let sum = 0
    table[(y + 1) * row] = 0
    for (let x = 1; x < row; x++, i++) {
      sum += value(i)
      table[(y + 1) * row + x] = table[y * row + x]! + sum
    }
  }
}

function readPlanes(
  mask: BitMask | SoftMask,
  rgb: Uint8Array,
  { x0, y0, x1, y1 }: Box,
  planes: { readonly grey: Float64Array; readonly mask: Float64Array },
): void {
  const { width } = mask
  const words = wordsOf(width)
  for (let y = y0, i = 0; y < y1; y++) {
    for (let x = x0; x < x1; x++, i++) {
      const at = y * width + x
      planes.grey[i] = (GREY_RED * rgb[3 * at]! + GREY_GREEN * rgb[3 * at + 1]! + GREY_BLUE * rgb[3 * at + 2]!) / 255
      planes.mask[i] = 'bits' in mask ? (mask.bits[y * words + (x >>> 5)]! >>> (x & 31)) & 1 : mask.values[at]! / FULL
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
