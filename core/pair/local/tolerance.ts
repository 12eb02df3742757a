/**
 * The least difference within the pair's own residual: where edges lie a pixel off, a pixel of each photo finds its like beside
 * its place.
 *
 * It is asked both ways, and the greater answer counts: a thin line that came finds nothing like it in the other photo.
 */
export interface LeastJob {
  /** Offset of RGB bytes: before in after's light. */
  readonly lit: number
  /** Offset of RGB bytes: after, aligned. */
  readonly after: number
  readonly width: number
  readonly height: number
  /** How far a like may lie, in pixels. */
  readonly tolerance: number
}

/** Squared distances of colours below this, in bytes, are alike at once. */
const ALIKE = 9

/** Writes the row's differences, after less before, to three planes from cell `first` on. */
export function leastRow(bytes: Uint8Array, job: LeastJob, y: number, planes: readonly Float32Array[], first: number): void {
  const { lit, after, width, height, tolerance } = job
  const [red, green, blue] = planes as [Float32Array, Float32Array, Float32Array]
  const reach = tolerance * tolerance + 1
  const [top, bottom] = [Math.max(0, y - tolerance), Math.min(height - 1, y + tolerance)]
  for (let x = 0; x < width; x++) {
    const i = (y * width + x) * 3
    const [r, g, b] = [bytes[lit + i]!, bytes[lit + i + 1]!, bytes[lit + i + 2]!]
    const [R, G, B] = [bytes[after + i]!, bytes[after + i + 1]!, bytes[after + i + 2]!]
    let there = (R - r) * (R - r) + (G - g) * (G - g) + (B - b) * (B - b)
    let here = there
    let [p, q] = [after + i, lit + i]
    if (there > ALIKE) {
      const [left, right] = [Math.max(0, x - tolerance), Math.min(width - 1, x + tolerance)]
      for (let v = top; v <= bottom; v++) {
        for (let u = left; u <= right; u++) {
          if ((u - x) * (u - x) + (v - y) * (v - y) > reach) continue
          const k = (v * width + u) * 3
          const [a, c] = [after + k, lit + k]
          const forth = (bytes[a]! - r) ** 2 + (bytes[a + 1]! - g) ** 2 + (bytes[a + 2]! - b) ** 2
          if (forth < there) [p, there] = [a, forth]
          const back = (R - bytes[c]!) ** 2 + (G - bytes[c + 1]!) ** 2 + (B - bytes[c + 2]!) ** 2
          if (back < here) [q, here] = [c, back]
        }
      }
    }
    const at = first + x
    if (there >= here) {
      red[at] = bytes[p]! - r
      green[at] = bytes[p + 1]! - g
      blue[at] = bytes[p + 2]! - b
    } else {
      red[at] = R - bytes[q]!
      green[at] = G - bytes[q + 1]!
      blue[at] = B - bytes[q + 2]!
    }
  }
}
