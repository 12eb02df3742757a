/**
 * First patches for a photo that nobody has looked at: its main chromaticities, and for each the place where it is most
 * even. Pure and without chance: the same picture gives the same patches.
 *
 * Chromaticities are counted in a coarse (r, g) histogram, smoothed by a binomial filter, and every cell belongs to the peak that the
 * steepest way up from it leads to (mode seeking as in mean shift, Comaniciu & Meer 2002, on a grid). The patch is the largest square
 * of which nearly all is of that peak; among squares of one size that of the least variance. Dark and clipped pixels do not count.
 */
import { DARK_SUM } from './statistics-rows'

export interface SmallPicture {
  /** Interleaved, 3 · width · height bytes. */
  readonly rgb: Uint8Array
  readonly width: number
  readonly height: number
}

export interface SuggestedPatch {
  /** In pixels of the picture. */
  readonly x: number
  readonly y: number
  readonly side: number
  /** Mean sRGB of the square, 0..255. */
  readonly colour: readonly [number, number, number]
  /** Of the picture's pixels, those of this chromaticity. */
  readonly share: number
}

const BINS = 64
/** Peaks nearer to each other than this many cells are one colour. */
const NEAR = 2
/** Less than this share of the picture is no main colour. */
const LEAST_SHARE = 0.005
/** Sides that are tried, as shares of the shorter side, the largest first. */
const SIDES = [1 / 8, 1 / 12, 1 / 18, 1 / 28, 1 / 44]
const SIDE_LEAST = 3
/** So much of a square must be of the one colour. */
const PURE = 0.98

/** @param most how many at most; those of the largest share, the largest first. */
export function suggestPatches(picture: SmallPicture, most: number): SuggestedPatch[] {
  const { width, height } = picture
  const { cells, counts } = cellsOf(picture)
  const peaks = peaksOf(counts)
  const totals = new Map<number, number>()
  counts.forEach((count, cell) => count > 0 && totals.set(peaks[cell]!, (totals.get(peaks[cell]!) ?? 0) + count))
  const main = [...totals].filter(([, count]) => count >= LEAST_SHARE * width * height).sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const found: SuggestedPatch[] = []
  for (const [peak, count] of main) {
    if (found.length === most) break
    const square = evenSquare(picture, cells, (cell) => cell >= 0 && peaks[cell] === peak)
    if (square) found.push({ ...square, share: count / (width * height) })
  }
  return found
}

/** The histogram's cell of each pixel, or -1; and the pixels of each cell. */
function cellsOf({ rgb }: SmallPicture): { cells: Int16Array; counts: Float64Array } {
  const cells = new Int16Array(rgb.length / 3).fill(-1)
  const counts = new Float64Array(BINS * BINS)
  for (let i = 0; i < cells.length; i++) {
    const [R, G, B] = [rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!]
    const sum = R + G + B
    if (sum < DARK_SUM || R === 255 || G === 255 || B === 255) continue
    const bin = (value: number) => Math.min(BINS - 1, Math.floor((value / sum) * BINS))
    cells[i] = bin(R) * BINS + bin(G)
    counts[cells[i]!]!++
  }
  return { cells, counts }
}

/** The peak that each cell belongs to. */
function peaksOf(counts: Float64Array): Int32Array {
  const heights = smoothed(smoothed(counts))
  const up = Int32Array.from({ length: counts.length }, (_, cell) => {
    let best = cell
    for (const next of around(cell)) if (heights[next]! > heights[best]! || (heights[next] === heights[best] && next < best)) best = next
    return best
  })
  const order = [...up.keys()].sort((a, b) => heights[b]! - heights[a]! || a - b)
  const peaks = new Int32Array(counts.length)
  const tops: number[] = []
  // From the highest cell down, so that the way up from each is known already.
  for (const cell of order) {
    if (up[cell] !== cell) {
      peaks[cell] = peaks[up[cell]!]!
      continue
    }
    const near = tops.find((top) => Math.max(Math.abs(rowOf(top) - rowOf(cell)), Math.abs((top % BINS) - (cell % BINS))) <= NEAR)
    peaks[cell] = near ?? cell
    if (near === undefined) tops.push(cell)
  }
  return peaks
}

const rowOf = (cell: number) => Math.floor(cell / BINS)

function around(cell: number): number[] {
  const [row, column] = [rowOf(cell), cell % BINS]
  const cells: number[] = []
  for (let i = Math.max(0, row - 1); i <= Math.min(BINS - 1, row + 1); i++) {
    for (let j = Math.max(0, column - 1); j <= Math.min(BINS - 1, column + 1); j++) if (i !== row || j !== column) cells.push(i * BINS + j)
  }
  return cells
}

/** Weights 1 2 1 down and across; beyond the border is nothing. */
function smoothed(values: Float64Array): Float64Array {
  return values.map((value, cell) => {
    let sum = 4 * value
    for (const next of around(cell)) sum += values[next]! * (rowOf(next) === rowOf(cell) || next % BINS === cell % BINS ? 2 : 1)
    return sum / 16
  })
}

type Square = Omit<SuggestedPatch, 'share'>

function evenSquare({ rgb, width, height }: SmallPicture, cells: Int16Array, belongs: (cell: number) => boolean): Square | null {
  const ratio = (i: number, channel: number) => rgb[3 * i + channel]! / Math.max(1, rgb[3 * i]! + rgb[3 * i + 1]! + rgb[3 * i + 2]!)
  const sum = (value: (i: number) => number) => summed(width, height, value)
  const members = sum((i) => (belongs(cells[i]!) ? 1 : 0))
  const moments = [0, 1].map((channel) => ({ one: sum((i) => ratio(i, channel)), two: sum((i) => ratio(i, channel) ** 2) }))
  for (const share of SIDES) {
    const side = Math.max(SIDE_LEAST, Math.floor(Math.min(width, height) * share))
    const pixels = side * side
    let [best, least] = [-1, Number.POSITIVE_INFINITY]
    for (let y = 0; y + side <= height; y++) {
      for (let x = 0; x + side <= width; x++) {
        if (members(x, y, side) < PURE * pixels) continue
        const variance = moments.reduce((all, { one, two }) => all + two(x, y, side) / pixels - (one(x, y, side) / pixels) ** 2, 0)
        if (variance < least) [best, least] = [y * width + x, variance]
      }
    }
    if (best < 0) continue
    const [x, y] = [best % width, Math.floor(best / width)]
    const mean = (channel: number) => sum((i) => rgb[3 * i + channel]!)(x, y, side) / pixels
    return { x, y, side, colour: [mean(0), mean(1), mean(2)] }
  }
  return null
}

/** Sums over squares in four look-ups (a summed-area table, Crow 1984). */
function summed(width: number, height: number, value: (i: number) => number): (x: number, y: number, side: number) => number {
  const row = width + 1
  const table = new Float64Array(row * (height + 1))
  for (let y = 0; y < height; y++) {
    let line = 0
    for (let x = 0; x < width; x++) {
      line += value(y * width + x)
      table[(y + 1) * row + x + 1] = table[y * row + x + 1]! + line
    }
  }
  return (x, y, side) =>
    table[(y + side) * row + x + side]! - table[y * row + x + side]! - table[(y + side) * row + x]! + table[y * row + x]!
}
