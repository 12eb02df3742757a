/** How many pixels have which score, and the area of the mask by threshold: both are the areas that the engine counted. Pure. */
import type { ModelDeclaration } from '../../../core/models/shared/define'
import { thresholdOfShare } from '../../../core/scorers/shared/coverage'
import { COVERAGE_MARKS, DENSITY_MIN, showCoverage, SIGMA_MAX, sigmaOfThreshold, thresholdOfSigma } from '../../pane/threshold-scale'
import { showCount, showPercent } from '../../kit/use/words'
import type { Axis, ChartPoint, Figure } from './figure'

/** Thresholds in rising order, and how many pixels the mask has at each. */
export interface Areas {
  readonly model: string
  readonly thresholds: readonly number[]
  readonly areas: readonly number[]
}

const STEPS = 100
/** Whole scores that share a bar: 255 bars would each be a hairline. */
const JOINED = 4
const SCORE_TICKS = [0, 64, 128, 192, 255]

type Threshold = Pick<ModelDeclaration['threshold'], 'shownAs' | 'dimensions' | 'whole' | 'max'>

/** Where the area is asked for; none for a model without a score, or before the peak of a density is known. */
export function thresholdsFor({ shownAs, whole, max }: Threshold, peak: number | null): number[] {
  if (shownAs === 'nothing') return []
  if (whole) return Array.from({ length: max }, (_, i) => i + 1)
  if (shownAs === 'coverage') return Array.from({ length: STEPS + 1 }, (_, i) => thresholdOfSigma((1 - i / STEPS) * SIGMA_MAX))
  if (peak === null) return []
  const top = Math.max(peak, DENSITY_MIN * 10)
  return Array.from({ length: STEPS + 1 }, (_, i) => DENSITY_MIN * (top / DENSITY_MIN) ** (i / STEPS))
}

/** A likelihood lies where the slider of coverage has it, in standard deviations; a density spans powers of ten. */
export function placeOfScore({ shownAs, whole }: Threshold, score: number): number {
  if (shownAs === 'coverage') return sigmaOfThreshold(score)
  return shownAs === 'threshold' && !whole ? Math.log10(Math.max(score, DENSITY_MIN)) : score
}
export function scoreOfPlace({ shownAs, whole }: Threshold, place: number): number {
  if (shownAs === 'coverage') return thresholdOfSigma(Math.min(SIGMA_MAX, Math.max(0, place)))
  return whole ? Math.round(place) : shownAs === 'threshold' ? Number((10 ** place).toPrecision(3)) : place
}

const showScore = (score: number) =>
  score >= 100 ? score.toFixed(0) : score >= 10 ? score.toFixed(1) : String(Number(score.toPrecision(2)))

function axisOf(threshold: Threshold, thresholds: readonly number[], scoreName: string): Axis {
  if (threshold.shownAs === 'coverage') {
    const { dimensions } = threshold
    const at = (percent: number) => sigmaOfThreshold(thresholdOfShare(percent / 100, dimensions))
    const ticks = COVERAGE_MARKS.map((percent) => ({ value: at(percent), label: String(percent) }))
    const show = (sigma: number) => `${showCoverage(thresholdOfSigma(sigma), dimensions)} %`
    return { title: 'coverage in %', min: 0, max: SIGMA_MAX, ticks, show }
  }
  const title = scoreName.toLowerCase()
  if (threshold.whole) {
    const ticks = SCORE_TICKS.map((value) => ({ value, label: String(value) }))
    const show = (value: number) =>
      `${Math.max(1, Math.floor(value / JOINED) * JOINED)} to ${Math.floor(value / JOINED) * JOINED + JOINED - 1}`
    return { title, min: -0.5, max: threshold.max + 0.5, ticks, show }
  }
  const place = (score: number) => placeOfScore(threshold, score)
  return { title, min: place(thresholds[0]!), max: place(thresholds.at(-1)!), show: (value) => showScore(10 ** value) }
}

/** Pixels whose score lies between two thresholds that follow each other; of whole scores, those that have it. */
export function scoreCounts({ areas }: Areas): number[] {
  return areas.map((area, i) => area - (areas[i + 1] ?? 0))
}

export interface ScoreBar {
  /** Its middle on the axis. */
  readonly x: number
  readonly count: number
  /** The bar's scores: those of masks at `low` that masks at `high` have not; of the highest bar, null. */
  readonly low: number
  readonly high: number | null
}

/** As they are drawn, from the left. */
export function scoreBars(found: Areas, threshold: Threshold): ScoreBar[] {
  const { thresholds } = found
  const counts = scoreCounts(found)
  if (threshold.whole) {
    const starts = thresholds.map((score, i) => ({ score, i })).filter(({ score, i }) => i === 0 || score % JOINED === 0)
    return starts.map(({ score, i }, bar) => {
      const next = starts[bar + 1]
      const x = Math.floor(score / JOINED) * JOINED + (JOINED - 1) / 2
      return { x, count: counts.slice(i, next?.i).reduce((sum, count) => sum + count, 0), low: score, high: next?.score ?? null }
    })
  }
  const place = (score: number) => placeOfScore(threshold, score)
  const bars = counts.slice(0, -1).map((count, i) => {
    const [low, high] = [thresholds[i]!, thresholds[i + 1]!]
    return { x: (place(low) + place(high)) / 2, count, low, high }
  })
  return bars.sort((a, b) => a.x - b.x)
}

export interface ScoreStyle {
  readonly bar: string
  readonly line: string
}

export function scoreFigure(found: Areas, threshold: Threshold, scoreName: string, style: ScoreStyle): Figure {
  const { thresholds } = found
  const points: ChartPoint[] = scoreBars(found, threshold).map(({ x, count }) => ({ x, y: count }))
  const counts = threshold.whole ? scoreCounts(found) : scoreCounts(found).slice(0, -1)
  const fullest = points.reduce((best, point) => (point.y > best.y ? point : best), points[0] ?? { x: 0, y: 0 })
  const x = axisOf(threshold, thresholds, scoreName)
  return {
    id: 'score',
    title: scoreName,
    x,
    y: {
      title: 'pixels',
      min: 0.8,
      max: Math.max(1, fullest.y) * 1.4,
      log: true,
      show: (value) => (Number.isInteger(Math.log10(value)) ? powerOf(value) : ''),
    },
    series: [{ name: 'pixels', kind: 'bars', points, colour: style.bar }],
    marks: [],
    table: () => ({
      columns: threshold.whole ? ['score', 'pixels'] : ['above', 'up to', 'pixels'],
      rows: counts.map((count, i) => (threshold.whole ? [thresholds[i]!, count] : [thresholds[i]!, thresholds[i + 1]!, count])),
    }),
    summary: `Histogram of the ${scoreName.toLowerCase()}. ${showCount(counts.reduce((sum, count) => sum + count, 0))} pixels have one; most lie near ${x.show!(fullest.x)}.`, // prettier-ignore
  }
}

export function areaFigure(found: Areas, threshold: Threshold, scoreName: string, pixels: number, style: ScoreStyle): Figure {
  const { thresholds, areas } = found
  const ofCoverage = threshold.shownAs === 'coverage'
  const points = areas.map((area, i) => ({ x: placeOfScore(threshold, thresholds[i]!), y: (100 * area) / pixels, count: area }))
  const most = Math.max(...points.map(({ y }) => y), 0.01)
  const at = (share: number) => areas[Math.round(share * (areas.length - 1))] ?? 0
  return {
    id: 'area',
    title: ofCoverage ? 'Area by coverage' : 'Area by threshold',
    x: axisOf(threshold, thresholds, scoreName),
    y: { title: '% of the photo', min: 0, max: most * 1.06, show: (value) => `${Number(value.toPrecision(3))} %` },
    series: [{ name: 'area', kind: 'line', points: points.sort((a, b) => a.x - b.x), colour: style.line }],
    marks: [],
    table: () => ({
      columns: ['threshold', 'pixels', 'share', ...(ofCoverage ? ['coverage in %'] : [])],
      rows: areas.map((area, i) => [
        thresholds[i]!,
        area,
        area / pixels,
        ...(ofCoverage ? [showCoverage(thresholds[i]!, threshold.dimensions)] : []),
      ]),
    }),
    summary: `Area of the mask by threshold: ${showPercent(at(0) / pixels)} of the photo at the lowest, ${showPercent(at(0.5) / pixels)} in the middle, ${showPercent(at(1) / pixels)} at the highest.`,
  }
}

const powerOf = (value: number) => (value >= 1e6 ? `${value / 1e6} M` : value >= 1e3 ? `${value / 1e3} k` : String(value))
