/** The histogram of r or of g: photo and patch as bars, each to its own peak, the fitted Gaussian over them. Pure. */
import type { Figure } from './figure'
import { axisRange, describeHistogram, gaussianCurve, scaledBars, type FittedGaussian } from './histogram-shape'

export interface Channel {
  readonly id: 'r' | 'g'
  readonly photo: readonly number[]
  readonly patch: readonly number[]
  readonly fitted: FittedGaussian | null
  /** The patch's letter; null without one. */
  readonly letter: string | null
}

export interface HistogramStyle {
  readonly photo: string
  readonly patch: string
  readonly curve: string
}

export function histogramFigure({ id, photo, patch, fitted, letter }: Channel, style: HistogramStyle): Figure {
  const range = axisRange(photo, fitted, patch)
  return {
    id: `${id}-histogram`,
    title: id,
    x: { title: id, ...range, show: (value) => value.toFixed(2) },
    y: { title: 'each to its own peak', min: 0, max: 1.04 },
    series: [
      { name: 'photo', kind: 'bars', points: scaledBars(photo), colour: style.photo },
      { name: letter ? `patch ${letter}` : 'patch', kind: 'bars', points: letter ? scaledBars(patch) : [], colour: style.patch },
      { name: 'Gaussian', kind: 'line', points: letter && fitted ? gaussianCurve(fitted, range) : [], colour: style.curve },
    ],
    marks: [],
    table: () => ({
      columns: [`${id} from`, 'to', 'photo', ...(letter ? [`patch ${letter}`] : [])],
      rows: photo.flatMap((count, bin) => {
        const own = patch[bin] ?? 0
        const [from, to] = [bin / photo.length, (bin + 1) / photo.length]
        return count > 0 || own > 0 ? [[from, to, count, ...(letter ? [own] : [])]] : []
      }),
    }),
    summary: photo.length > 0 ? describeHistogram(id, photo, letter, fitted) : `Histogram of ${id}, not there yet.`,
  }
}
