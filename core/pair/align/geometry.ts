/**
 * Moves of the plane as 3 × 3 matrices, row by row, over pixel centres: (x, y, 1) of one photo to the other.
 */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number]
export type Point = readonly [x: number, y: number]
export interface Size {
  readonly width: number
  readonly height: number
}

export const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1]

export function multiply(a: Matrix, b: Matrix): Matrix {
  const cell = (row: number, column: number) =>
    (a[3 * row] as number) * (b[column] as number) +
    (a[3 * row + 1] as number) * (b[3 + column] as number) +
    (a[3 * row + 2] as number) * (b[6 + column] as number)
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(2, 1), cell(2, 2)]
}

/** Null where the matrix has no inverse. */
export function invert(m: Matrix): Matrix | null {
  const [a, b, c, d, e, f, g, h, i] = m
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  if (!Number.isFinite(1 / determinant)) return null
  const k = 1 / determinant
  return [
    ...([(e * i - f * h) * k, (c * h - b * i) * k, (b * f - c * e) * k] as const),
    ...([(f * g - d * i) * k, (a * i - c * g) * k, (c * d - a * f) * k] as const),
    ...([(d * h - e * g) * k, (b * g - a * h) * k, (a * e - b * d) * k] as const),
  ]
}

/** Scaled so that the last entry is 1, as homographies are written. */
export function normalized(m: Matrix): Matrix {
  return m.map((value) => value / m[8]) as unknown as Matrix
}

export function apply(m: Matrix, [x, y]: Point): Point {
  const w = m[6] * x + m[7] * y + m[8]
  return [(m[0] * x + m[1] * y + m[2]) / w, (m[3] * x + m[4] * y + m[5]) / w]
}

export const translation = (x: number, y: number): Matrix => [1, 0, x, 0, 1, y, 0, 0, 1]

/** From pixel centres of pyramid level k to those of the photo: each of its pixels is the mean of 2^k × 2^k. */
export function fromLevel(level: number): Matrix {
  const scale = 2 ** level
  return [scale, 0, (scale - 1) / 2, 0, scale, (scale - 1) / 2, 0, 0, 1]
}

/** A move between two photos as the same move between their levels. */
export function atLevels(move: Matrix, from: number, to: number): Matrix {
  return normalized(multiply(multiply(invert(fromLevel(to)) as Matrix, move), fromLevel(from)))
}

/** A move between two levels as the same move between their photos. */
export function fromLevels(move: Matrix, from: number, to: number): Matrix {
  return normalized(multiply(multiply(fromLevel(to), move), invert(fromLevel(from)) as Matrix))
}

/** Centres of the four corner pixels, in order around. */
export function corners({ width, height }: Size): [Point, Point, Point, Point] {
  return [
    [0, 0],
    [width - 1, 0],
    [width - 1, height - 1],
    [0, height - 1],
  ]
}

/** How far apart two moves put the corners, on average, in pixels. */
export function cornerDistance(a: Matrix, b: Matrix, size: Size): number {
  const apart = corners(size).map((corner) => {
    const [p, q] = [apply(a, corner), apply(b, corner)]
    return Math.hypot(p[0] - q[0], p[1] - q[1])
  })
  return apart.reduce((sum, distance) => sum + distance, 0) / apart.length
}

/**
 * Whether a move is one that a camera can make: it keeps the picture's sides in order (no mirror, no fold), and
 * makes no part of it more than five times as large or small.
 */
export function isPlausible(m: Matrix, size: Size): boolean {
  const at = corners(size)
  if (!at.every(([x, y]) => m[6] * x + m[7] * y + m[8] > 1e-6)) return false
  const moved = at.map((corner) => apply(m, corner))
  return moved.every((point, i) => {
    const [next, before] = [moved[(i + 1) % 4] as Point, moved[(i + 3) % 4] as Point]
    const [ax, ay] = [next[0] - point[0], next[1] - point[1]]
    const [bx, by] = [before[0] - point[0], before[1] - point[1]]
    const area = (ax * by - ay * bx) / (size.width * size.height)
    return area > 1 / 25 && area < 25
  })
}

/** The share of before that lies inside of after under the move, on a grid of 64 × 64 points. */
export function overlapOf(move: Matrix, before: Size, after: Size): number {
  let inside = 0
  for (let i = 0; i < 64; i++) {
    for (let k = 0; k < 64; k++) {
      const [x, y] = apply(move, [((i + 0.5) * before.width) / 64 - 0.5, ((k + 0.5) * before.height) / 64 - 0.5])
      if (x >= -0.5 && y >= -0.5 && x <= after.width - 0.5 && y <= after.height - 0.5) inside++
    }
  }
  return inside / 4096
}
