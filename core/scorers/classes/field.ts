/**
 * Scores that follow a photo's edges: coefficients on a coarse grid (core/mask/guided-colour.ts), read between its pixels, make of every
 * pixel of the photo a · (R, G, B) + b. That is the fast guided filter (He and Sun, 2015). float32 throughout, in the order written
 * here: every kernel, and numpy, gives the same bytes.
 */
import { COEFFICIENTS } from '../../mask/guided-colour'

export interface ScoreField {
  /** Of the grid, in its pixels. */
  readonly width: number
  readonly height: number
  /** COEFFICIENTS float32 a pixel of the grid, row after row. */
  readonly coefficients: Float32Array
}

/** A line of pixels of the photo, or of a level of its pyramid, and the line of the grid beside it. */
export interface FieldLine {
  /** Pixels of the line in one of the grid: a power of two, below 1 for a level smaller than the grid. */
  readonly scale: number
  /** Pixels of the grid's line. */
  readonly size: number
}

/** The two pixels of the grid around the pixel number `at` of a line, and how far it lies towards the second, 0..1. */
export function placeOn(at: number, { scale, size }: FieldLine): { readonly low: number; readonly high: number; readonly share: number } {
  const place = Math.max(0, Math.min(size - 1, (at + 0.5) / scale - 0.5))
  const low = Math.floor(place)
  return { low, high: Math.min(size - 1, low + 1), share: place - low }
}

/** The row of coefficients at a row of pixels: float32, COEFFICIENTS a pixel of the grid, and the last pixel once more. */
export function rowOfField({ width, height, coefficients }: ScoreField, y: number, scale: number, row: Float32Array): void {
  const { low, high, share } = placeOn(y, { scale, size: height })
  const [from, to] = [low * width * COEFFICIENTS, high * width * COEFFICIENTS]
  for (let i = 0; i < width * COEFFICIENTS; i++) {
    const first = coefficients[from + i]!
    row[i] = first + Math.fround(Math.fround(coefficients[to + i]! - first) * Math.fround(share))
  }
  row.copyWithin(width * COEFFICIENTS, (width - 1) * COEFFICIENTS, width * COEFFICIENTS)
}

/** A run of a row of pixels that begins at pixel `x` of the photo's row. */
export interface FieldRun {
  readonly rgb: number
  readonly x: number
  readonly count: number
  readonly out: number
}

/**
 * Scores of a run, a byte each: the value rounded to the nearest, a half upwards, held to 0..255; with a cut above 0 a mask. `out` -1
 * writes nothing. Returns how many have score >= cut.
 */
export function fieldRow(bytes: Uint8Array, row: Float32Array, line: FieldLine, { rgb, x, count, out }: FieldRun, cut: number): number {
  const { fround } = Math
  let inside = 0
  for (let i = 0, from = rgb; i < count; i++, from += 3) {
    const { low, share } = placeOn(x + i, line)
    const at = low * COEFFICIENTS
    const coefficient = (k: number) => {
      const first = row[at + k]!
      return fround(first + fround(fround(row[at + COEFFICIENTS + k]! - first) * fround(share)))
    }
    const red = fround(coefficient(0) * bytes[from]!)
    const green = fround(coefficient(1) * bytes[from + 1]!)
    const blue = fround(coefficient(2) * bytes[from + 2]!)
    const sum = fround(fround(red + blue) + fround(green + coefficient(3)))
    const score = Math.max(0, Math.min(255, Math.floor(fround(sum + 0.5))))
    const belongs = score >= cut
    inside += belongs ? 1 : 0
    if (out >= 0) bytes[out + i] = cut === 0 ? score : belongs ? 255 : 0
  }
  return inside
}
