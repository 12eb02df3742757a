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
/** Four weights per phase. */
const WEIGHTS = (() => {
  const weights = new Float32Array((PHASES + 1) * 4)
  for (let i = 0; i <= PHASES; i++) {
    const t = i / PHASES
    weights.set(
      [-0.5 * t + t * t - 0.5 * t ** 3, 1 - 2.5 * t * t + 1.5 * t ** 3, 0.5 * t + 2 * t * t - 1.5 * t ** 3, -0.5 * t * t + 0.5 * t ** 3],
      i * 4,
    )
  }
  return weights
})()

/** Fills rows [y0, y1) of the output. What the source does not show is its nearest pixel, and not covered. */
export function warpRows(bytes: Uint8Array, job: WarpJob, y0: number, y1: number): void {
  const { source, sourceWidth, sourceHeight, move, out, covered, width } = job
  const [a, b, c, d, e, f, g, h, i] = move as [number, number, number, number, number, number, number, number, number]
  const stride = sourceWidth * 3
  for (let y = y0; y < y1; y++) {
    let nx = b * y + c
    let ny = e * y + f
    let nw = h * y + i
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
      const inside = nw > 0 && sx >= -1e-6 && sy >= -1e-6 && sx <= sourceWidth - 1 + 1e-6 && sy <= sourceHeight - 1 + 1e-6
      bytes[covered + y * width + x] = inside ? 255 : 0
      if (!inside) {
        sx = nw > 0 ? Math.max(0, Math.min(sourceWidth - 1, sx)) : 0
        sy = nw > 0 ? Math.max(0, Math.min(sourceHeight - 1, sy)) : 0
      }
      const px = (sx * PHASES + 0.5) | 0
      const py = (sy * PHASES + 0.5) | 0
      const ix = px >> 10
      const iy = py >> 10
      const wx = (px & 1023) << 2
      const wy = (py & 1023) << 2
      const w0 = WEIGHTS[wx] as number
      const w1 = WEIGHTS[wx + 1] as number
      const w2 = WEIGHTS[wx + 2] as number
      const w3 = WEIGHTS[wx + 3] as number
      let R = 0.5
      let G = 0.5
      let B = 0.5
      const isDeep = ix >= 1 && iy >= 1 && ix < sourceWidth - 2 && iy < sourceHeight - 2
      for (let tap = 0; tap < 4; tap++) {
        const w = WEIGHTS[wy + tap] as number
        if (w === 0) continue
        let p0: number
        let p1: number
        let p2: number
        let p3: number
        if (isDeep) {
          p1 = source + (iy + tap - 1) * stride + ix * 3
          p0 = p1 - 3
          p2 = p1 + 3
          p3 = p1 + 6
        } else {
          const row = source + Math.max(0, Math.min(sourceHeight - 1, iy + tap - 1)) * stride
          p0 = row + Math.max(0, ix - 1) * 3
          p1 = row + ix * 3
          p2 = row + Math.min(sourceWidth - 1, ix + 1) * 3
          p3 = row + Math.min(sourceWidth - 1, ix + 2) * 3
        }
        R += w * (w0 * bytes[p0]! + w1 * bytes[p1]! + w2 * bytes[p2]! + w3 * bytes[p3]!)
        G += w * (w0 * bytes[p0 + 1]! + w1 * bytes[p1 + 1]! + w2 * bytes[p2 + 1]! + w3 * bytes[p3 + 1]!)
        B += w * (w0 * bytes[p0 + 2]! + w1 * bytes[p1 + 2]! + w2 * bytes[p2 + 2]! + w3 * bytes[p3 + 2]!)
      }
      bytes[to] = R < 0 ? 0 : R > 255 ? 255 : R
      bytes[to + 1] = G < 0 ? 0 : G > 255 ? 255 : G
      bytes[to + 2] = B < 0 ? 0 : B > 255 ? 255 : B
    }
  }
}
