/** How many pixels have which score, and the area of the mask by threshold: both are the areas that the engine counted. Pure. */
import type { ModelDeclaration } from '../../main/operations/define'
import { showCount, showPercent } from '../stores/words'
import type { Axis, ChartPoint, Figure } from './figure'

/** Thresholds in rising order, and how many pixels the mask has at each. */
export interface Areas {
  readonly model: string
  readonly thresholds: readonly number[]
  readonly areas: readonly number[]
}

const STEPS = 100
/** The least density that is told apart, as the slider has it. */
const DENSITY_MIN = 0.01

type Threshold = Pick<ModelDeclaration['threshold'], 'shownAs' | 'whole' | 'max'>

/** Where the area is asked for; none for a model without a score, or before the peak of a density is known. */
export function thresholdsFor({ shownAs, whole, max }: Threshold, peak: number | null): number[] {
  if (shownAs === 'nothing') return []
  if (whole) return Array.from({ length: max }, (_, i) => i + 1)
  if (shownAs === 'coverage') return Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS)
  if (peak === null) return []
  const top = Math.max(peak, DENSITY_MIN * 10)
  return Array.from({ length: STEPS + 1 }, (_, i) => DENSITY_MIN * (top / DENSITY_MIN) ** (i / STEPS))
}

/** A density spans powers of ten: its axis has logarithms. */
export const placeOfScore = ({ shownAs, whole }: Threshold, score: number) =>
  shownAs === 'threshold' && !whole ? Math.log10(Math.max(score, DENSITY_MIN)) : score
export const scoreOfPlace = ({ shownAs, whole }: Threshold, place: number) =>
  whole ? Math.round(place) : shownAs === 'threshold' ? Number((10 ** place).toPrecision(3)) : place

const showScore = (score: number) =>
  score >= 100 ? score.toFixed(0) : score >= 10 ? score.toFixed(1) : String(Number(score.toPrecision(2)))

function axisOf(threshold: Threshold, thresholds: readonly number[], title: string): Axis {
  const place = (score: number) => placeOfScore(threshold, score)
  const [low, high] = threshold.whole ? [0, threshold.max + 1] : [place(thresholds[0]!), place(thresholds.at(-1)!)]
  const show = (value: number) =>
    threshold.shownAs === 'threshold' && !threshold.whole ? showScore(10 ** value) : threshold.whole ? String(value) : value.toFixed(2)
  return { title, min: low, max: high, show }
}

/** Pixels whose score lies between two thresholds that follow each other; of whole scores, those that have it. */
export function scoreCounts({ areas }: Areas): number[] {
  return areas.map((area, i) => area - (areas[i + 1] ?? 0))
}

export interface ScoreStyle {
  readonly bar: string
  readonly line: string
}

export function scoreFigure(found: Areas, threshold: Threshold, scoreName: string, style: ScoreStyle): Figure {
  const { thresholds } = found
  const counts = scoreCounts(found)
  const place = (score: number) => placeOfScore(threshold, score)
  const bars = threshold.whole ? counts : counts.slice(0, -1)
  const points: ChartPoint[] = bars.map((count, i) => ({ x: threshold.whole ? thresholds[i]! : (place(thresholds[i]!) + place(thresholds[i + 1]!)) / 2, y: count })) // prettier-ignore
  const most = Math.max(1, ...bars)
  const x = axisOf(threshold, thresholds, scoreName)
  return {
    id: 'score',
    title: scoreName,
    x,
    y: {
      title: 'pixels',
      min: 0.8,
      max: most * 1.4,
      log: true,
      show: (value) => (Number.isInteger(Math.log10(value)) ? powerOf(value) : ''),
    },
    series: [{ name: 'pixels', kind: 'bars', points, colour: style.bar }],
    marks: [],
    table: () => ({
      columns: threshold.whole ? ['score', 'pixels'] : ['above', 'up to', 'pixels'],
      rows: bars.map((count, i) => (threshold.whole ? [thresholds[i]!, count] : [thresholds[i]!, thresholds[i + 1]!, count])),
    }),
    summary: `Histogram of the ${scoreName.toLowerCase()}. ${showCount(bars.reduce((sum, count) => sum + count, 0))} pixels have one; most lie near ${x.show!(points[bars.indexOf(most)]?.x ?? x.min)}.`, // prettier-ignore
  }
}

export function areaFigure(found: Areas, threshold: Threshold, scoreName: string, pixels: number, style: ScoreStyle): Figure {
  const { thresholds, areas } = found
  const points = areas.map((area, i) => ({ x: placeOfScore(threshold, thresholds[i]!), y: (100 * area) / pixels, count: area }))
  const most = Math.max(...points.map(({ y }) => y), 0.01)
  const at = (share: number) => areas[Math.round(share * (areas.length - 1))] ?? 0
  return {
    id: 'area',
    title: 'Area by threshold',
    x: axisOf(threshold, thresholds, `threshold, ${scoreName.toLowerCase()}`),
    y: { title: 'per cent of the photo', min: 0, max: most * 1.06, show: (value) => `${Number(value.toPrecision(3))} %` },
    series: [{ name: 'area', kind: 'line', points, colour: style.line }],
    marks: [],
    table: () => ({ columns: ['threshold', 'pixels', 'share'], rows: areas.map((area, i) => [thresholds[i]!, area, area / pixels]) }),
    summary: `Area of the mask by threshold: ${showPercent(at(0) / pixels)} of the photo at the lowest, ${showPercent(at(0.5) / pixels)} in the middle, ${showPercent(at(1) / pixels)} at the highest.`,
  }
}

const powerOf = (value: number) => (value >= 1e6 ? `${value / 1e6} M` : value >= 1e3 ? `${value / 1e3} k` : String(value))
