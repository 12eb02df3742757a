/**
 * What is left of a pair after its move and its light are taken out, a number a pixel, and how much structure lies there.
 *
 * The residual is signed and softened over about five pixels before its size is taken. Where edges are a pixel or two off, or
 * resampled, it is light on one side and dark on the other and cancels; noise does too. What truly changed does not.
 */
import { LightField } from '../light/field'
import type { Light } from '../light/light'
import { leastRow } from '../local/tolerance'

/** Offsets into one memory; all pictures are `width` × `height`. */
export interface ResidualJob {
  readonly before: number
  /** As photographed: aligned, its light not yet taken out, so that what is clipped can be told. */
  readonly after: number
  readonly covered: number
  readonly light: Light
  /** Before in after's light, and how far off edges may lie, in pixels; null where a pixel is compared with its own place alone. */
  readonly loose: { readonly lit: number; readonly tolerance: number } | null
  readonly width: number
  readonly height: number
  /** Float32 a pixel (a multiple of 4): RMS of the three channels, in bytes of before. */
  readonly residual: number
  /** Byte a pixel: the bin of structure, or OUTSIDE. */
  readonly structure: number
}

export const STRUCTURE_BINS = 20
/** Pixels that one of the photos does not show, or whose surroundings it does not. */
export const OUTSIDE = 255

const RADIUS = 4
const SIGMA = 1.6
const TAPS = (() => {
  const taps = Float32Array.from({ length: 2 * RADIUS + 1 }, (_, i) => Math.exp(-0.5 * ((i - RADIUS) / SIGMA) ** 2))
  const sum = taps.reduce((a, b) => a + b)
  return taps.map((tap) => tap / sum)
})()
/** The filter is symmetric: its first half and its middle. */
const [T0, T1, T2, T3, T4] = TAPS as unknown as [number, number, number, number, number]
/** Both photos must show a pixel and its neighbours so far around. */
const MARGIN = 2

/** Structure, the mean gradient in bytes a pixel, grows by half an octave a bin, from a quarter of a byte on. */
function structureBin(energy: number): number {
  const bin = Math.floor(2 * Math.log2(energy * 4 + 1e-9))
  return bin < 0 ? 0 : bin >= STRUCTURE_BINS ? STRUCTURE_BINS - 1 : bin
}

/** Fills rows [y0, y1). Rows are softened across once and kept in a ring. */
export function residualRows(bytes: Uint8Array, job: ResidualJob, y0: number, y1: number): void {
  const { width, height } = job
  const size = TAPS.length
  // Four planes a row: three residuals and the gradient's energy.
  const ring = Array.from({ length: size }, () => new Float32Array(4 * width))
  const raw = Array.from({ length: 4 }, () => new Float32Array(width + 2 * RADIUS))
  const field = new LightField(job.light, width, height)
  const fill = (line: number) => {
    const y = Math.max(0, Math.min(height - 1, line))
    rawRow(bytes, job, field, y, raw)
    softenAcross(raw, ring[(line + RADIUS) % size] as Float32Array, width)
  }
  const residual = new Float32Array(bytes.buffer, bytes.byteOffset + job.residual, width * height)
  const sums = new Float32Array(4 * width)
  for (let line = y0 - RADIUS; line < y0 + RADIUS; line++) fill(line)
  for (let y = y0; y < y1; y++) {
    fill(y + RADIUS)
    sums.fill(0)
    for (let tap = 0; tap < size; tap++) {
      const from = ring[(y + tap) % size] as Float32Array
      const weight = TAPS[tap] as number
      for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + weight * (from[i] as number)
    }
    for (let x = 0; x < width; x++) {
      const r = sums[x] as number
      const g = sums[width + x] as number
      const b = sums[2 * width + x] as number
      residual[y * width + x] = Math.sqrt((r * r + g * g + b * b) / 3)
      bytes[job.structure + y * width + x] = isCovered(bytes, job, x, y) ? structureBin(sums[3 * width + x] as number) : OUTSIDE
    }
  }
}

function isCovered(bytes: Uint8Array, { covered, width, height }: ResidualJob, x: number, y: number): boolean {
  const [left, right] = [Math.max(0, x - MARGIN), Math.min(width - 1, x + MARGIN)]
  const top = covered + Math.max(0, y - MARGIN) * width
  const bottom = covered + Math.min(height - 1, y + MARGIN) * width
  // The overlap is convex: four corners speak for what lies between them.
  return (
    ((bytes[top + left] as number) &
      (bytes[top + right] as number) &
      (bytes[bottom + left] as number) &
      (bytes[bottom + right] as number)) ===
    255
  )
}

/** Residuals in bytes of before, and |gradient|² of the calmer of the two photos. */
function rawRow(
  bytes: Uint8Array,
  { before, after, covered, width, height, loose }: ResidualJob,
  field: LightField,
  y: number,
  raw: readonly Float32Array[],
): void {
  const gains = field.row(y)
  const [residualR, residualG, residualB, energy] = raw as [Float32Array, Float32Array, Float32Array, Float32Array]
  const planes = [residualR, residualG, residualB]
  const first = y * width
  const up = (y > 0 ? -width : 0) * 3
  const down = (y < height - 1 ? width : 0) * 3
  if (loose !== null) leastRow(bytes, { ...loose, after, width, height }, y, planes, RADIUS)
  for (let x = 0; x < width; x++) {
    const at = x + RADIUS
    const isInside = bytes[covered + first + x] === 255
    const i = (first + x) * 3
    for (let channel = 0; channel < 3; channel++) {
      const plane = planes[channel] as Float32Array
      const gain = gains[x * 3 + channel] as number
      const from = bytes[before + i + channel] as number
      plane[at] = !isInside
        ? 0
        : (loose === null
            ? residualOf(from, bytes[after + i + channel] as number, gain, field.bias[channel as 0])
            : unlessClipped(from, plane[at] as number)) / gain
    }
    const left = x > 0 ? -3 : 0
    const right = x < width - 1 ? 3 : 0
    // By the less structured photo: a texture that appeared must not excuse itself.
    energy[at] = isInside
      ? Math.min(steepness(bytes, before + i, left, right, up, down), steepness(bytes, after + i, left, right, up, down))
      : 0
  }
  for (const plane of raw) {
    plane.fill(plane[RADIUS] as number, 0, RADIUS)
    plane.fill(plane[RADIUS + width - 1] as number, RADIUS + width)
  }
}

/** Against what the light makes of before, clipped as the camera clips; where before itself is clipped, only what contradicts it counts. */
function residualOf(from: number, to: number, gain: number, bias: number): number {
  const lit = gain * from + bias
  return unlessClipped(from, to - (lit < 0 ? 0 : lit > 255 ? 255 : lit))
}

function unlessClipped(from: number, r: number): number {
  if (from >= 254 && r > 0) return 0
  return from <= 1 && r < 0 ? 0 : r
}

/** Mean |gradient| across and down, all channels, in bytes a pixel. */
function steepness(bytes: Uint8Array, p: number, left: number, right: number, up: number, down: number): number {
  const across =
    Math.abs((bytes[p + right] as number) - (bytes[p + left] as number)) +
    Math.abs((bytes[p + right + 1] as number) - (bytes[p + left + 1] as number)) +
    Math.abs((bytes[p + right + 2] as number) - (bytes[p + left + 2] as number))
  const along =
    Math.abs((bytes[p + down] as number) - (bytes[p + up] as number)) +
    Math.abs((bytes[p + down + 1] as number) - (bytes[p + up + 1] as number)) +
    Math.abs((bytes[p + down + 2] as number) - (bytes[p + up + 2] as number))
  return (across + along) / 6
}

function softenAcross(raw: readonly Float32Array[], out: Float32Array, width: number): void {
  for (let plane = 0; plane < 4; plane++) {
    const from = raw[plane] as Float32Array
    const to = plane * width
    for (let x = 0; x < width; x++) {
      out[to + x] =
        T0 * ((from[x] as number) + (from[x + 8] as number)) +
        T1 * ((from[x + 1] as number) + (from[x + 7] as number)) +
        T2 * ((from[x + 2] as number) + (from[x + 6] as number)) +
        T3 * ((from[x + 3] as number) + (from[x + 5] as number)) +
        T4 * (from[x + 4] as number)
    }
  }
}
