/**
 * The figures of the published difference, a row at a time. Each row fills a record of its own, and
 * the records are added up in the order of the rows: so the result is the same on any number of threads.
 *
 * Grey is scikit-image's, in the whole units of grey.ts (a float64 grey's last bits depend on the order a library adds in).
 */
import { GREY_UNIT, greyOf } from '../kernels/grey'
import { publishedGrey } from '../kernels/published-grey'

export const HISTOGRAM_BINS = 16
/** |difference| above which pixels are counted. */
export const COUNTED_ABOVE = [0.02, 0.05, 0.1, 0.2] as const

/** A row's record: float64 cells. Sums of a row are exact: whole numbers below 2^53. */
export const ROW_PIXELS = 0
export const ROW_MIN = 1
export const ROW_MAX = 2
export const ROW_SUM = 3
export const ROW_ABSOLUTE = 4
export const ROW_SQUARES = 5
/** Squared differences of the bytes of all three channels. */
export const ROW_RGB_SQUARES = 6
export const ROW_COUNTS = 7
export const ROW_HISTOGRAM = ROW_COUNTS + COUNTED_ABOVE.length
export const ROW_LENGTH = ROW_HISTOGRAM + HISTOGRAM_BINS

/** Edges and thresholds are whole numbers of grey's units. */
const UNITS_PER_BIN = (2 * GREY_UNIT) / HISTOGRAM_BINS
const THRESHOLDS = COUNTED_ABOVE.map((threshold) => Math.round(threshold * GREY_UNIT))

/**
 * Fills `record` (ROW_LENGTH cells) from `count` pixels of the two photos.
 * @param covered offset of a byte per pixel, 255 where the two overlap, or -1: everywhere. Other pixels are left out.
 */
export function differenceRow(
  bytes: Uint8Array,
  before: number,
  after: number,
  covered: number,
  count: number,
  record: Float64Array,
): void {
  record.fill(0)
  let [pixels, least, greatest, sum, absolute, squares, rgbSquares] = [0, Infinity, -Infinity, 0, 0, 0, 0]
  for (let p = 0, i = before, k = after; p < count; p++, i += 3, k += 3) {
    if (covered >= 0 && bytes[covered + p] !== 255) continue
    const R = bytes[i] as number
    const G = bytes[i + 1] as number
    const B = bytes[i + 2] as number
    const r = bytes[k] as number
    const g = bytes[k + 1] as number
    const b = bytes[k + 2] as number
    const d = greyOf(R, G, B) - greyOf(r, g, b)
    const size = d < 0 ? -d : d
    pixels++
    if (d < least) least = d
    if (d > greatest) greatest = d
    sum += d
    absolute += size
    squares += d * d
    rgbSquares += (R - r) * (R - r) + (G - g) * (G - g) + (B - b) * (B - b)
    // On an edge: as the published code rounds. Equal colours differ by 0 however one rounds.
    if ((d % UNITS_PER_BIN === 0 || THRESHOLDS.includes(size)) && (R !== r || G !== g || B !== b)) {
      countPublished(bytes, i, k, record)
    } else countDifference(d / GREY_UNIT, record)
  }
  record[ROW_PIXELS] = pixels
  record[ROW_MIN] = least
  record[ROW_MAX] = greatest
  record[ROW_SUM] = sum
  record[ROW_ABSOLUTE] = absolute
  record[ROW_SQUARES] = squares
  record[ROW_RGB_SQUARES] = rgbSquares
}

/** Counts the pixels at `i` of before and `k` of after by the published code's own greys. */
export function countPublished(bytes: Uint8Array, i: number, k: number, record: Float64Array): void {
  const was = publishedGrey(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
  countDifference(was - publishedGrey(bytes[k] as number, bytes[k + 1] as number, bytes[k + 2] as number), record)
}

function countDifference(difference: number, record: Float64Array): void {
  const bin = ROW_HISTOGRAM + histogramBin(difference)
  record[bin] = (record[bin] as number) + 1
  for (let t = 0; t < COUNTED_ABOVE.length && Math.abs(difference) > (COUNTED_ABOVE[t] as number); t++) {
    record[ROW_COUNTS + t] = (record[ROW_COUNTS + t] as number) + 1
  }
}

/** numpy's bin of a difference -1..1 among 16 over [-1, 1]: their edges are eighths, so nothing here rounds. */
export function histogramBin(difference: number): number {
  const bin = Math.floor(difference * (HISTOGRAM_BINS / 2)) + HISTOGRAM_BINS / 2
  return bin < HISTOGRAM_BINS ? bin : HISTOGRAM_BINS - 1
}
