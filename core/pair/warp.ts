/**
 * A photo seen through a move of the plane: bicubic (Catmull-Rom, Keys 1981 with a = -1/2), sRGB-encoded bytes, rounded.
 * Places are taken to 1/1024 of a pixel, a tenth of what a good alignment is off; whole-pixel shifts are exact copies.
 *
 * Bilinear would blur what lies between pixels, and the blur would then be reported as a change.
 */
export interface WarpJob {
  /** Offset of the RGB bytes that are read, and their size. */
  readonly source: number
  readonly sourceWidth: number
  readonly sourceHeight: number
  /** Pixel centres of the output to those of the source, 3 × 3 row by row. */
  readonly move: readonly number[]
  /** Offset of RGB bytes, `width` a row. */
  readonly out: number
  /** Offset of a byte a pixel: 255 where the source shows the place, else 0. */
  readonly covered: number
  readonly width: number
}

const PHASES = 1024
/** 1, as a weight. */
const ONE = 16_384

/**
 * Four weights a phase in 16,384ths, which add up to 1. Whole numbers, for then every machine gives the same bytes; what they
 * round off is a 60th of a byte.
 */
export const WARP_WEIGHTS = (() => {
  const weights = new Int16Array(PHASES * 4)
  for (let i = 0; i < PHASES; i++) {
    const t = i / PHASES
    const four = bicubic(t).map((weight) => Math.round(weight * ONE))
    // What rounding leaves over goes to the nearer pixel.
    four[t < 0.5 ? 1 : 2]! += ONE - four.reduce((sum, weight) => sum + weight)
    weights.set(four, i * 4)
  }
  return weights
})()

/** Catmull-Rom's weights of the pixels at -1, 0, 1 and 2, for a place t in 0..1 between the middle two. */
export function bicubic(t: number): number[] {
  return [-0.5 * t + t * t - 0.5 * t ** 3, 1 - 2.5 * t * t + 1.5 * t ** 3, 0.5 * t + 2 * t * t - 1.5 * t ** 3, -0.5 * t * t + 0.5 * t ** 3]
}

/** Fills rows [y0, y1) of the output. What the source does not show is its nearest pixel, and not covered. */
export function warpRows(bytes: Uint8Array, job: WarpJob, y0: number, y1: number): void {
  const { sourceWidth, sourceHeight, move, out, covered, width } = job
  const [a, b, c, d, e, f, g, h, i] = move as [number, number, number, number, number, number, number, number, number]
  const [right, bottom] = [sourceWidth - 1, sourceHeight - 1]
  for (let y = y0; y < y1; y++) {
    let [nx, ny, nw] = [0, 0, 0]
    let to = out + y * width * 3
    for (let x = 0; x < width; x++, to += 3, nx += a, ny += d, nw += g) {
      // Counted anew now and then: a sum of thousands of steps would drift.
      if ((x & 255) === 0) {
        nx = a * x + b * y + c
        ny = d * x + e * y + f
        nw = g * x + h * y + i
      }
      const k = 1 / nw
      let sx = nx * k
      let sy = ny * k
      const inside = nw > 0 && sx >= -1e-6 && sy >= -1e-6 && sx <= right + 1e-6 && sy <= bottom + 1e-6
      bytes[covered + y * width + x] = inside ? 255 : 0
      if (!inside) {
        sx = nw > 0 ? Math.max(0, Math.min(right, sx)) : 0
        sy = nw > 0 ? Math.max(0, Math.min(bottom, sy)) : 0
      }
      takePixel(bytes, job, Math.trunc(sx * PHASES + 0.5), Math.trunc(sy * PHASES + 0.5), to)
    }
  }
}

/** A pixel at a place in 1,024ths: first across, rounded to 64ths of a byte, then down. Taps beyond the border are its nearest pixel. */
function takePixel(bytes: Uint8Array, { source, sourceWidth, sourceHeight }: WarpJob, px: number, py: number, to: number): void {
  const [ix, iy] = [px >> 10, py >> 10]
  const [wx, wy] = [(px & (PHASES - 1)) * 4, (py & (PHASES - 1)) * 4]
  for (let channel = 0; channel < 3; channel++) {
    let sum = 1 << 19
    for (let tap = 0; tap < 4; tap++) {
      const row = source + Math.max(0, Math.min(sourceHeight - 1, iy + tap - 1)) * sourceWidth * 3 + channel
      let across = 128
      for (let k = 0; k < 4; k++) {
        const at = row + Math.max(0, Math.min(sourceWidth - 1, ix + k - 1)) * 3
        across += (WARP_WEIGHTS[wx + k] as number) * (bytes[at] as number)
      }
      sum += (across >> 8) * (WARP_WEIGHTS[wy + tap] as number)
    }
    const value = sum >> 20
    bytes[to + channel] = value < 0 ? 0 : value > 255 ? 255 : value
  }
}
