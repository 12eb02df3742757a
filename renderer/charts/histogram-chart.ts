/** A Chart.js chart of one channel: photo and patch as bars, the fitted Gaussian over them. Only what is used is registered. */
import { BarController, BarElement, Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js'
import type { AxisRange, ChartPoint } from './histogram-shape'

Chart.register(BarController, BarElement, LineController, LineElement, PointElement, LinearScale)

export interface ChartColours {
  readonly photo: string
  readonly patch: string
  readonly curve: string
  readonly text: string
  readonly grid: string
}
export interface HistogramSeries {
  readonly photo: readonly ChartPoint[]
  readonly patch: readonly ChartPoint[]
  readonly curve: readonly ChartPoint[]
  readonly range: AxisRange
}

/** As the tokens' title size; a chart's text is set in pixels. */
const fontSize = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.6875

const BAR = { type: 'bar', barPercentage: 1, categoryPercentage: 1, grouped: false } as const

export function createHistogramChart(canvas: HTMLCanvasElement) {
  let colours: ChartColours = { photo: '', patch: '', curve: '', text: '', grid: '' }
  const chart = new Chart<'bar' | 'line', ChartPoint[]>(canvas, {
    type: 'bar',
    data: {
      datasets: [
        // Drawn in the order of `order`, the highest first. Colours are functions: Chart.js keeps plain ones of shared bars for good.
        { ...BAR, data: [], order: 3, backgroundColor: () => colours.photo },
        { ...BAR, data: [], order: 2, backgroundColor: () => colours.patch },
        { type: 'line', data: [], order: 1, borderWidth: 2, pointRadius: 0, tension: 0, borderColor: () => colours.curve },
      ],
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: 2 } },
      scales: {
        x: {
          type: 'linear',
          offset: false,
          border: { display: false },
          grid: { display: false },
          ticks: {
            maxTicksLimit: 7,
            includeBounds: false,
            maxRotation: 0,
            callback: (value) => Number(value).toFixed(2),
            font: () => ({ family: 'Inter Variable', size: fontSize() }),
          },
        },
        y: {
          min: 0,
          max: 1.04,
          border: { display: false },
          grid: { display: true, tickLength: 0 },
          ticks: { display: false, stepSize: 0.25 },
        },
      },
    },
  })

  function show({ photo, patch, curve, range }: HistogramSeries, wanted: ChartColours): void {
    const [photoSet, patchSet, curveSet] = chart.data.datasets
    if (!photoSet || !patchSet || !curveSet) return
    colours = wanted
    photoSet.data = [...photo]
    patchSet.data = [...patch]
    curveSet.data = [...curve]
    const { x, y } = chart.options.scales ?? {}
    if (x) Object.assign(x, { min: range.min, max: range.max, ticks: { ...x.ticks, color: colours.text } })
    if (y) Object.assign(y, { grid: { ...y.grid, color: colours.grid } })
    chart.update('none')
  }

  return { show, destroy: () => chart.destroy() }
}
