/**
 * The guided filter with a colour guide (He, Sun, Tang: Guided Image Filtering, TPAMI 2013, equations 14 to 16) of a map of scores, as far as its
 * coefficients: of every pixel the mean a and b over the windows that it lies in, so that the filtered score is a · (R, G, B) + b. Used on
 * the costs of a labelling, this is cost-volume filtering (Hosni et al., TPAMI 2013). Scores, R, G and B are bytes, and sums of
 * their products whole numbers: means do not hang on the order of adding. Windows are cut off at the border.
 */

/** Numbers a pixel: a of R, G and B, and b. */
export const COEFFICIENTS = 4

export interface GuideMoments {
  readonly width: number
  readonly height: number
  readonly radius: number
  /** Per pixel the mean R, G, B over its window, and the inverse of their covariance plus epsilon: RR, RG, RB, GG, GB, BB. */
  readonly means: Float64Array
  readonly inverses: Float64Array
}

/** What the filter knows of the guide alone. @param epsilon in squared bytes. */
export function guideMoments(rgb: Uint8Array, width: number, height: number, radius: number, epsilon: number): GuideMoments {
  const count = width * height
  const channel = (c: number) => Float64Array.from({ length: count }, (_, i) => rgb[3 * i + c]!)
  const [R, G, B] = [channel(0), channel(1), channel(2)]
  const mean = (plane: Float64Array) => boxMean(plane, width, height, radius)
  const product = (a: Float64Array, b: Float64Array) => mean(a.map((value, i) => value * b[i]!))
  const [r, g, b] = [mean(R), mean(G), mean(B)]
  const [RR, RG, RB, GG, GB, BB] = [product(R, R), product(R, G), product(R, B), product(G, G), product(G, B), product(B, B)]
  const means = new Float64Array(3 * count)
  const inverses = new Float64Array(6 * count)
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [r[i]!, g[i]!, b[i]!]
    means.set([x, y, z], 3 * i)
    const xx = RR[i]! - x * x + epsilon
    const xy = RG[i]! - x * y
    const xz = RB[i]! - x * z
    const yy = GG[i]! - y * y + epsilon
    const yz = GB[i]! - y * z
    const zz = BB[i]! - z * z + epsilon
    const [p, q, s] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy]
    const scale = 1 / (xx * p + xy * q + xz * s)
    inverses.set(
      [p * scale, q * scale, s * scale, (xx * zz - xz * xz) * scale, (xy * xz - xx * yz) * scale, (xx * yy - xy * xy) * scale],
      6 * i,
    )
  }
  return { width, height, radius, means, inverses }
}

/** The coefficients of a map of scores, COEFFICIENTS float32 a pixel. */
export function guidedCoefficients(scores: Uint8Array, rgb: Uint8Array, guide: GuideMoments): Float32Array {
  const { width, height, radius, means, inverses } = guide
  const count = width * height
  const mean = (plane: Float64Array) => boxMean(plane, width, height, radius)
  const weighted = (c: number) => mean(Float64Array.from(scores, (score, i) => score * rgb[3 * i + c]!))
  const score = mean(Float64Array.from(scores))
  const [wR, wG, wB] = [weighted(0), weighted(1), weighted(2)]
  const planes = Array.from({ length: COEFFICIENTS }, () => new Float64Array(count))
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [means[3 * i]!, means[3 * i + 1]!, means[3 * i + 2]!]
    const p = score[i]!
    const [cx, cy, cz] = [wR[i]! - x * p, wG[i]! - y * p, wB[i]! - z * p]
    const at = 6 * i
    const aR = inverses[at]! * cx + inverses[at + 1]! * cy + inverses[at + 2]! * cz
    const aG = inverses[at + 1]! * cx + inverses[at + 3]! * cy + inverses[at + 4]! * cz
    const aB = inverses[at + 2]! * cx + inverses[at + 4]! * cy + inverses[at + 5]! * cz
    planes[0]![i] = aR
    planes[1]![i] = aG
    planes[2]![i] = aB
    planes[3]![i] = p - (aR * x + aG * y + aB * z)
  }
  const out = new Float32Array(COEFFICIENTS * count)
  for (const [k, plane] of planes.entries()) {
    const filtered = mean(plane)
    for (let i = 0; i < count; i++) out[COEFFICIENTS * i + k] = filtered[i]!
  }
  return out
}

/** The mean over windows of (2 r + 1)², cut off at the border: along rows, then along columns, each from its first pixel on. */
export function boxMean(plane: Float64Array, width: number, height: number, radius: number): Float64Array {
  const rows = new Float64Array(plane.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const end = at + Math.min(width - 1, x + radius) - x
      let sum = 0
      for (let i = at - Math.min(x, radius); i <= end; i++) sum += plane[i]!
      rows[at] = sum
    }
  }
  const means = new Float64Array(plane.length)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height - 1, y + radius)]
    const to = means.subarray(y * width, (y + 1) * width)
    for (let row = top; row <= bottom; row++) {
      const from = row * width
      for (let x = 0; x < width; x++) to[x]! += rows[from + x]!
    }
    for (let x = 0; x < width; x++) to[x]! /= (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1) * (bottom - top + 1)
  }
  return means
}
