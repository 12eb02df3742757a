/**
 * Light that differs from place to place, beside one gain and bias for the whole photo: the slow part of what is left over.
 *
 * A robust mean over a large window, in rounds that leave out what stands out: a changed thing smaller than the window is not light.
 */
import { boxMean } from '../align/plane'

/** The slow difference of each channel: after's light less before's, in bytes of before; `width` × `height` cells, R, G and B planes. */
export interface Drift {
  readonly width: number
  readonly height: number
  readonly planes: readonly [Float32Array, Float32Array, Float32Array]
}

/** Half the window as a share of the longer side. */
const WINDOW = 0.08
const ROUNDS = 3
/** In bytes: what is nearer than this is never left out. */
const NEAR_LEAST = 3
/** More of a drift than this, in bytes, is not taken for light. */
const MOST = 40

/**
 * @param differences of R, G and B, in bytes of before: after less what the light makes of before; NaN where unknown.
 */
export function driftOf(differences: readonly Float32Array[], width: number, height: number): Drift {
  const radius = Math.max(2, Math.round(Math.max(width, height) * WINDOW))
  const n = width * height
  const mean = (values: Float32Array) => {
    const once = boxMean({ width, height, values }, radius)
    return boxMean(once, radius >> 1).values
  }
  const fields = differences.map(() => new Float32Array(n))
  const spread = spreadOf(differences, fields)
  // Starts at no drift: what is far from it on all of the photo's own measure counts little.
  for (let round = 0; round < ROUNDS; round++) {
    const weights = new Float32Array(n)
    const limit = Math.max(NEAR_LEAST, (4 - round) * (round === 0 ? spread : spreadOf(differences, fields)))
    for (let p = 0; p < n; p++) {
      let far = 0
      for (let c = 0; c < differences.length; c++) far = Math.max(far, Math.abs(differences[c]![p]! - fields[c]![p]!))
      const t = far / limit
      // Not a number where unknown: no weight.
      weights[p] = t < 1 ? (1 - t * t) ** 2 : 0
    }
    const sums = mean(weights)
    differences.forEach((values, c) => {
      const weighted = mean(values.map((value, p) => (weights[p]! > 0 ? value * weights[p]! : 0)))
      // Where hardly anything speaks, there is no drift.
      for (let p = 0; p < n; p++) fields[c]![p] = Math.max(-MOST, Math.min(MOST, weighted[p]! / (sums[p]! + 0.05)))
    })
  }
  return { width, height, planes: fields as unknown as Drift['planes'] }
}

/** Median of the greatest distance among the channels, times 1.48. */
function spreadOf(differences: readonly Float32Array[], fields: readonly Float32Array[]): number {
  const counts = new Uint32Array(1024)
  let total = 0
  for (let p = 0; p < differences[0]!.length; p++) {
    let far = 0
    for (let c = 0; c < differences.length; c++) far = Math.max(far, Math.abs(differences[c]![p]! - fields[c]![p]!))
    if (far !== far) continue
    counts[Math.min(1023, Math.floor(far * 8))]!++
    total++
  }
  let [cell, seen] = [0, 0]
  while (cell < 1023 && (seen += counts[cell]!) < total / 2) cell++
  return (1.4826 * (cell + 0.5)) / 8
}

/** The drift at every pixel of a row of a larger picture: R, G and B in turn. */
export function driftRow({ width, height, planes }: Drift, across: number, down: number, y: number, row: Float32Array): void {
  const at = (i: number, length: number, cells: number) => Math.max(0, Math.min(cells - 1.001, ((i + 0.5) * cells) / length - 0.5))
  const v = at(y, down, height)
  const [iy, fy] = [Math.floor(v), v - Math.floor(v)]
  const below = iy < height - 1 ? width : 0
  for (let x = 0; x < across; x++) {
    const u = at(x, across, width)
    const [ix, fx] = [Math.floor(u), u - Math.floor(u)]
    const p = iy * width + ix
    const right = ix < width - 1 ? 1 : 0
    for (let c = 0; c < 3; c++) {
      const plane = planes[c as 0]
      const upper = plane[p]! * (1 - fx) + plane[p + right]! * fx
      row[x * 3 + c] = upper * (1 - fy) + (plane[p + below]! * (1 - fx) + plane[p + below + right]! * fx) * fy
    }
  }
}

/** A pair's differences on a grid of means, for `driftOf`: after less what the light makes of before, in bytes. */
export function differencesOf(
  { lit, after, covered, width, height }: { lit: Uint8Array; after: Uint8Array; covered: Uint8Array; width: number; height: number },
  step: number,
): { width: number; height: number; planes: Float32Array[] } {
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)]
  const planes = [0, 1, 2].map(() => new Float32Array(columns * rows).fill(Number.NaN))
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [n, r, g, b] = [0, 0, 0, 0]
      for (let y = row * step; y < Math.min(height, (row + 1) * step); y++) {
        for (let x = column * step; x < Math.min(width, (column + 1) * step); x++) {
          const p = y * width + x
          if (covered[p] !== 255) continue
          n++
          r += after[p * 3]! - lit[p * 3]!
          g += after[p * 3 + 1]! - lit[p * 3 + 1]!
          b += after[p * 3 + 2]! - lit[p * 3 + 2]!
        }
      }
      if (n === 0) continue
      ;[r, g, b].forEach((sum, c) => (planes[c]![row * columns + column] = sum / n))
    }
  }
  return { width: columns, height: rows, planes }
}
