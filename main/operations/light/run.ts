/**
 * The light that changed between two aligned photos: after ≈ gain · before + bias, per channel of sRGB bytes.
 *
 * Robust: a start that half of the pixels may contradict (least median of squares over pairs, Rousseeuw 1984), then Tukey's
 * biweight. Clipped pixels take no part: what a channel would have been beyond 0 or 255 is not in the photo.
 */
import { lottery } from '../align/solve'

export interface Light {
  /** R, G, B: after ≈ gain · before + bias. */
  readonly gain: readonly [number, number, number]
  /** In bytes, 0..255. */
  readonly bias: readonly [number, number, number]
  /** Slow variation beside it; null for a light that is even. */
  readonly blocks: LightBlocks | null
}

/** Factors on the gain, at the middles of columns × rows equal blocks; three (R, G, B) each, row by row. */
export interface LightBlocks {
  readonly columns: number
  readonly rows: number
  readonly factors: Float64Array
}

export const SAME_LIGHT: Light = { gain: [1, 1, 1], bias: [0, 0, 0], blocks: null }

/** A small aligned pair: RGB bytes, and a byte a pixel that is 255 where both show the scene. */
export interface LightPair {
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly covered: Uint8Array
  readonly width: number
  readonly height: number
}

/** Bytes outside of this may be clipped, or be the ringing of a codec beside what is. */
export const DARKEST = 4
export const BRIGHTEST = 250
const PIXELS_LEAST = 60
const DRAWS = 400
const [GAIN_LEAST, GAIN_MOST] = [0.2, 5]

export function matchLight(pair: LightPair, kind: 'global' | 'blocks'): Light {
  const channels = [0, 1, 2].map((channel) => fitChannel(samplesOf(pair, channel)))
  const [r, g, b] = channels as [Line, Line, Line]
  const light: Light = { gain: [r.gain, g.gain, b.gain], bias: [r.bias, g.bias, b.bias], blocks: null }
  return kind === 'global' ? light : { ...light, blocks: matchBlocks(pair, light) }
}

interface Line {
  readonly gain: number
  readonly bias: number
}

interface Samples {
  readonly x: Float32Array
  readonly y: Float32Array
}

function samplesOf({ before, after, covered }: LightPair, channel: number): Samples {
  const [x, y]: [number[], number[]] = [[], []]
  for (let p = 0, i = channel; p < covered.length; p++, i += 3) {
    const [from, to] = [before[i] as number, after[i] as number]
    if (covered[p] !== 255 || from < DARKEST || from > BRIGHTEST || to < DARKEST || to > BRIGHTEST) continue
    x.push(from)
    y.push(to)
  }
  return { x: Float32Array.from(x), y: Float32Array.from(y) }
}

function fitChannel(samples: Samples): Line {
  const n = samples.x.length
  if (n < PIXELS_LEAST) return { gain: 1, bias: 0 }
  let line = leastMedian(samples)
  for (let i = 0; i < 12; i++) {
    const scale = Math.max(0.5, 1.4826 * residualMedian(samples, line, 1))
    const next = weightedLine(samples, line, 4.685 * scale)
    const still = Math.abs(next.gain - line.gain) < 1e-5 && Math.abs(next.bias - line.bias) < 1e-3
    line = next
    if (still) break
  }
  return line
}

/** The line through two pixels that half of all pixels lie nearest to. Pixels of one brightness say nothing of a gain: then a bias alone. */
function leastMedian(samples: Samples): Line {
  const { x, y } = samples
  const draw = lottery(x.length)
  const pick = () => Math.floor(draw() * x.length)
  const shift = medianOf(Float32Array.from(x, (value, i) => (y[i] as number) - value))
  let best: Line = { gain: 1, bias: shift }
  let least = residualMedian(samples, best, stepFor(x.length))
  for (let i = 0; i < DRAWS; i++) {
    const [a, b] = [pick(), pick()]
    const run = (x[b] as number) - (x[a] as number)
    if (Math.abs(run) < 12) continue
    const gain = ((y[b] as number) - (y[a] as number)) / run
    if (!(gain >= GAIN_LEAST && gain <= GAIN_MOST)) continue
    const line = { gain, bias: (y[a] as number) - gain * (x[a] as number) }
    const median = residualMedian(samples, line, stepFor(x.length))
    if (median < least) [best, least] = [line, median]
  }
  return best
}

/** About two thousand of the pixels tell a median well enough to compare by. */
const stepFor = (n: number) => Math.max(1, Math.floor(n / 2000))

function residualMedian({ x, y }: Samples, { gain, bias }: Line, step: number): number {
  const residuals = new Float32Array(Math.ceil(x.length / step))
  for (let i = 0, k = 0; i < x.length; i += step, k++) residuals[k] = Math.abs((y[i] as number) - gain * (x[i] as number) - bias)
  return medianOf(residuals)
}

export function medianOf(values: Float32Array): number {
  return values.length === 0 ? 0 : (values.sort()[values.length >> 1] as number)
}

function weightedLine({ x, y }: Samples, line: Line, limit: number): Line {
  let [n, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const from = x[i] as number
    const expected = line.gain * from + line.bias
    // By what is expected as well as by what is seen: leaving out only pixels that are seen clipped would bend the line.
    if (expected < DARKEST + 2 || expected > BRIGHTEST - 4) continue
    const t = ((y[i] as number) - expected) / limit
    if (!(t > -1 && t < 1)) continue
    const w = (1 - t * t) * (1 - t * t)
    n += w
    sx += w * from
    sy += w * (y[i] as number)
    sxx += w * from * from
    sxy += w * from * (y[i] as number)
  }
  if (n < PIXELS_LEAST / 2) return line
  const spread = sxx / n - (sx / n) ** 2
  if (spread < 4) return { gain: line.gain, bias: sy / n - line.gain * (sx / n) }
  const gain = Math.max(GAIN_LEAST, Math.min(GAIN_MOST, (sxy / n - (sx / n) * (sy / n)) / spread))
  return { gain, bias: sy / n - gain * (sx / n) }
}

/** Blocks along the longer side. */
const BLOCKS = 10
/** A block's own gain counts in full from this many pixels on. */
const TRUSTED = 150

function matchBlocks(pair: LightPair, { gain, bias }: Light): LightBlocks {
  const { before, after, covered, width, height } = pair
  const side = Math.max(width, height) / BLOCKS
  const [columns, rows] = [Math.max(1, Math.round(width / side)), Math.max(1, Math.round(height / side))]
  const factors = new Float64Array(columns * rows * 3)
  for (let block = 0; block < columns * rows; block++) {
    const [column, row] = [block % columns, Math.floor(block / columns)]
    const [x0, x1] = [Math.floor((column * width) / columns), Math.floor(((column + 1) * width) / columns)]
    const [y0, y1] = [Math.floor((row * height) / rows), Math.floor(((row + 1) * height) / rows)]
    for (let channel = 0; channel < 3; channel++) {
      const ratios: number[] = []
      for (let y = y0; y < y1; y++) {
        for (let x = x0; x < x1; x++) {
          const p = y * width + x
          const i = p * 3 + channel
          const [from, to] = [before[i] as number, after[i] as number]
          const lit = gain[channel as 0] * from
          if (covered[p] !== 255 || from < 16 || from > BRIGHTEST || to < DARKEST || to > BRIGHTEST || lit < 16) continue
          ratios.push((to - bias[channel as 0]) / lit)
        }
      }
      const trust = Math.min(1, ratios.length / TRUSTED)
      factors[block * 3 + channel] = 1 + trust * (Math.max(0.4, Math.min(2.5, medianOf(Float32Array.from(ratios)) || 1)) - 1)
    }
  }
  return { columns, rows, factors: smoothFactors(factors, columns, rows) }
}

/** The median of each 3 × 3 blocks: a change that fills one block must not be taken for light. Then their mean, for light is smooth. */
function smoothFactors(factors: Float64Array, columns: number, rows: number): Float64Array {
  const around = (of: Float64Array, take: (values: number[]) => number) =>
    of.map((_, i) => {
      const [block, channel] = [Math.floor(i / 3), i % 3]
      const [column, row] = [block % columns, Math.floor(block / columns)]
      const values: number[] = []
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) values.push(of[(y * columns + x) * 3 + channel] as number)
      }
      return take(values)
    })
  const middles = around(factors, (values) => medianOf(Float32Array.from(values)))
  return around(middles, (values) => values.reduce((sum, value) => sum + value, 0) / values.length)
}
