/**
 * SSIM of two photos' grey (Wang, Bovik, Sheikh, Simoncelli 2004, doi:10.1109/TIP.2003.819861), as scikit-image computes it
 * with gaussian_weights, sigma 1.5, use_sample_covariance False and data_range 1: K1 = 0.01, K2 = 0.03, an
 * 11 × 11 window (its filter ends at 3.5 sigma), and the mean over the pixels whose window lies inside of the photo.
 */
import { GREY_UNIT, greyOf } from '../kernels/grey'

const SSIM_RADIUS = 5
const SIGMA = 1.5
const C1 = 0.01 ** 2
const C2 = 0.03 ** 2

const WEIGHTS = (() => {
  const weights = Float64Array.from({ length: 2 * SSIM_RADIUS + 1 }, (_, i) => Math.exp(-0.5 * ((i - SSIM_RADIUS) / SIGMA) ** 2))
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((weight) => weight / sum)
})()

/** Two pictures of one size in one memory: offsets of their first pixels, RGB. */
export interface SsimPair {
  readonly before: number
  readonly after: number
  readonly width: number
  readonly height: number
}

/** scipy's `reflect`: (d c b a | a b c d | d c b a). */
function reflect(i: number, length: number): number {
  while (i < 0 || i >= length) i = i < 0 ? -1 - i : 2 * length - 1 - i
  return i
}

/**
 * Calls `each(y, row)` with the SSIM (-1..1) of every pixel of rows [y0, y1); `row` is used again for the next one.
 * Rows are filtered across once and kept in a ring of eleven, so that a band costs ten rows more than it has.
 */
export function ssimRows(bytes: Uint8Array, pair: SsimPair, y0: number, y1: number, each: (y: number, row: Float64Array) => void): void {
  const { before, after, width, height } = pair
  const size = WEIGHTS.length
  // Five moments a pixel: x, y, x², y², xy.
  const ring = Array.from({ length: size }, () => new Float64Array(5 * width))
  const [x, y] = [new Float64Array(width + 2 * SSIM_RADIUS), new Float64Array(width + 2 * SSIM_RADIUS)]
  const sums = new Float64Array(5 * width)
  const row = new Float64Array(width)
  const fill = (at: number): void => {
    const line = reflect(at, height) * width
    for (let i = -SSIM_RADIUS; i < width + SSIM_RADIUS; i++) {
      const p = 3 * (line + (i >= 0 && i < width ? i : reflect(i, width)))
      const q = before + p
      const s = after + p
      x[i + SSIM_RADIUS] = greyOf(bytes[q] as number, bytes[q + 1] as number, bytes[q + 2] as number) / GREY_UNIT
      y[i + SSIM_RADIUS] = greyOf(bytes[s] as number, bytes[s + 1] as number, bytes[s + 2] as number) / GREY_UNIT
    }
    filterAcross(x, y, ring[(at + SSIM_RADIUS) % size] as Float64Array, width)
  }
  for (let at = y0 - SSIM_RADIUS; at < y0 + SSIM_RADIUS; at++) fill(at)
  for (let line = y0; line < y1; line++) {
    fill(line + SSIM_RADIUS)
    sums.fill(0)
    for (let tap = 0; tap < size; tap++) {
      const from = ring[(line + tap) % size] as Float64Array
      const weight = WEIGHTS[tap] as number
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + weight * (from[i] as number)
    }
    for (let i = 0; i < width; i++) {
      const ux = sums[i] as number
      const uy = sums[width + i] as number
      const vx = (sums[2 * width + i] as number) - ux * ux
      const vy = (sums[3 * width + i] as number) - uy * uy
      const vxy = (sums[4 * width + i] as number) - ux * uy
      row[i] = ((2 * ux * uy + C1) * (2 * vxy + C2)) / ((ux * ux + uy * uy + C1) * (vx + vy + C2))
    }
    each(line, row)
  }
}

function filterAcross(x: Float64Array, y: Float64Array, out: Float64Array, width: number): void {
  for (let i = 0; i < width; i++) {
    let sx = 0
    let sy = 0
    let sxx = 0
    let syy = 0
    let sxy = 0
    for (let tap = 0; tap < WEIGHTS.length; tap++) {
      const a = x[i + tap] as number
      const b = y[i + tap] as number
      const wa = (WEIGHTS[tap] as number) * a
      const wb = (WEIGHTS[tap] as number) * b
      sx += wa
      sy += wb
      sxx += wa * a
      syy += wb * b
      sxy += wa * b
    }
    out[i] = sx
    out[width + i] = sy
    out[2 * width + i] = sxx
    out[3 * width + i] = syy
    out[4 * width + i] = sxy
  }
}

export const SSIM_PIXELS = 0
export const SSIM_SUM = 1
export const SSIM_LENGTH = 2

/**
 * Adds a row of SSIM to its record: the pixels whose whole window lies in the photo, and in the overlap.
 * The overlap is convex, so a window lies in it when its four corners do.
 */
export function addSsimRow(
  bytes: Uint8Array,
  { width, height }: SsimPair,
  covered: number,
  y: number,
  row: Float64Array,
  record: Float64Array,
): void {
  record.fill(0, 0, SSIM_LENGTH)
  const r = SSIM_RADIUS
  if (y < r || y >= height - r) return
  const [top, bottom] = [covered + (y - r) * width, covered + (y + r) * width]
  let [pixels, sum] = [0, 0]
  for (let i = r; i < width - r; i++) {
    if (
      covered >= 0 &&
      ((bytes[top + i - r] as number) &
        (bytes[top + i + r] as number) &
        (bytes[bottom + i - r] as number) &
        (bytes[bottom + i + r] as number)) !==
        255
    )
      continue
    pixels++
    sum += row[i] as number
  }
  record[SSIM_PIXELS] = pixels
  record[SSIM_SUM] = sum
}
