/**
 * The light that changed between two aligned photos: after ≈ gain · before + bias, per channel of sRGB bytes.
 *
 * Robust: a start that half of the pixels may contradict (least median of squares over pairs, Rousseeuw 1984), then Tukey's
 * biweight. Clipped pixels take no part: what a channel would have been beyond 0 or 255 is not in the photo.
 */
import { type Light, type LightBlocks, SAME_LIGHT, type LightPair, DARKEST, BRIGHTEST, medianOf } from './light'
import { lottery } from '../align/solve'
import { matchBlocks } from './blocks'
import { LightField } from './field'
const PIXELS_LEAST = 60
const DRAWS = 400
const [GAIN_LEAST, GAIN_MOST] = [0.2, 5]

/** Gain and bias depend on the slow variation and it on them: so often, in turn. */
const ROUNDS = 3

export function matchLight(pair: LightPair, kind: 'global' | 'blocks'): Light {
  let light = matchWhole(pair, null)
  for (let round = 0; kind === 'blocks' && round < ROUNDS; round++) light = matchWhole(pair, matchBlocks(pair, light))
  return isLimited(light) || isPlain(pair) ? { ...light, limited: true } : light
}

const isLimited = ({ gain }: Light) => gain.some((value) => value <= GAIN_LEAST * 1.001 || value >= GAIN_MOST * 0.999)

/** Standard deviation in bytes, of every channel, below which a photo has one colour. */
const PLAIN = 2

function isPlain({ before, covered }: LightPair): boolean {
  return [0, 1, 2].every((channel) => {
    let [n, sum, squares] = [0, 0, 0]
    for (let p = 0; p < covered.length; p++) {
      if (covered[p] !== 255) continue
      const value = before[p * 3 + channel]!
      n++
      sum += value
      squares += value * value
    }
    return n === 0 || squares / n - (sum / n) ** 2 < PLAIN * PLAIN
  })
}

/** Gain and bias beside a variation that is known. */
function matchWhole(pair: LightPair, blocks: LightBlocks | null): Light {
  const [r, g, b] = samplesOf(pair, blocks).map(fitChannel) as [Line, Line, Line]
  return { gain: [r.gain, g.gain, b.gain], bias: [r.bias, g.bias, b.bias], blocks }
}

interface Line {
  readonly gain: number
  readonly bias: number
}

interface Samples {
  readonly x: Float32Array
  readonly y: Float32Array
}

/** Of each channel, the pixels that are not clipped: before as the variation lights it, and after. */
function samplesOf({ before, after, covered, width, height }: LightPair, blocks: LightBlocks | null): Samples[] {
  const found = [0, 1, 2].map(() => ({ x: new Float32Array(covered.length), y: new Float32Array(covered.length), n: 0 }))
  const field = new LightField({ ...SAME_LIGHT, blocks }, width, height)
  for (let y = 0; y < height; y++) {
    const factors = field.row(y)
    for (let x = 0; x < width; x++) {
      const p = y * width + x
      if (covered[p] !== 255) continue
      for (let channel = 0; channel < 3; channel++) {
        const from = before[p * 3 + channel] as number
        const to = after[p * 3 + channel] as number
        if (from < DARKEST || from > BRIGHTEST || to < DARKEST || to > BRIGHTEST) continue
        const of = found[channel as 0] as (typeof found)[0]
        of.x[of.n] = from * (factors[x * 3 + channel] as number)
        of.y[of.n++] = to
      }
    }
  }
  return found.map(({ x, y, n }) => ({ x: x.subarray(0, n), y: y.subarray(0, n) }))
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
  const shift = medianOf(x.map((value, i) => (y[i] as number) - value))
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

/** To a 16th of a byte: sorting would cost more than all the rest. */
function residualMedian({ x, y }: Samples, { gain, bias }: Line, step: number): number {
  const counts = new Uint32Array(256 * 16)
  let total = 0
  for (let i = 0; i < x.length; i += step, total++) {
    const cell = Math.min(counts.length - 1, Math.floor(16 * Math.abs((y[i] as number) - gain * (x[i] as number) - bias)))
    counts[cell] = (counts[cell] as number) + 1
  }
  let [cell, seen] = [0, 0]
  while (cell < counts.length - 1 && (seen += counts[cell] as number) < total / 2) cell++
  return (cell + 0.5) / 16
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
