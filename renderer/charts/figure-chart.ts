/** A figure drawn by Chart.js. Only what is used is registered; dense data comes as a picture that a plugin lays under the rest. */
import {
  BarController,
  BarElement,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
  type Plugin,
  type Scale,
} from 'chart.js'
import type { Axis, ChartPoint, Figure } from './figures/figure'

Chart.register(BarController, BarElement, LineController, LineElement, PointElement, LinearScale, LogarithmicScale)

export interface ChartColours {
  readonly text: string
  readonly grid: string
  /** Behind a picture; the panel's own where there is none. */
  readonly plot: string
}
/** Where the axes are, in CSS pixels of the canvas. */
export interface PlotArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
/** What hangs on a canvas that is a chart: its data can be read there. */
export interface ChartCanvas extends HTMLCanvasElement {
  figureChart?: Chart<'bar' | 'line', ChartPoint[]>
  figure?: Figure
}

/** As the tokens' title size; a chart's text is set in pixels. */
const fontSize = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.6875
const font = () => ({ family: 'Inter Variable', size: fontSize() })
const NO_COLOURS: ChartColours = { text: '', grid: '', plot: '' }

/** `ratio`: canvas pixels a CSS pixel, for a canvas that is not on the page and keeps its size. */
export function createFigureChart(canvas: ChartCanvas, laidOut: (area: PlotArea) => void = () => undefined, ratio?: number) {
  let figure: Figure | null = null
  let colours = NO_COLOURS
  const onPage = ratio === undefined
  const picture: Plugin = {
    id: 'picture',
    beforeDatasetsDraw({ ctx, chartArea: { left, top, width, height } }) {
      if (figure?.image === undefined) return
      ctx.save()
      ctx.fillStyle = colours.plot
      ctx.fillRect(left, top, width, height)
      // Cells are squares, except where several of them share a pixel.
      ctx.imageSmoothingEnabled = (figure.image?.width ?? 0) > width
      if (figure.image) ctx.drawImage(figure.image, left, top, width, height)
      ctx.restore()
    },
    afterLayout({ chartArea: { left, top, width, height } }) {
      laidOut({ left, top, width, height })
    },
    afterDraw({ ctx, scales: { x, y } }) {
      if (!figure || !onPage) return
      ctx.save()
      Object.assign(ctx, { fillStyle: colours.text, font: `600 ${fontSize()}px "Inter Variable"`, textBaseline: 'middle' })
      if (x && isShort(figure.x)) {
        ctx.textAlign = 'center'
        ctx.fillText(figure.x.title, betweenTicks(x), x.bottom - fontSize() * 0.82)
      }
      if (y && isShort(figure.y)) {
        ctx.textAlign = 'right'
        ctx.fillText(figure.y.title, y.right - 4, betweenTicks(y))
      }
      ctx.restore()
    },
  }
  const chart = new Chart<'bar' | 'line', ChartPoint[]>(canvas, {
    type: 'bar',
    data: { datasets: [] },
    plugins: [picture],
    options: {
      animation: false,
      responsive: onPage,
      maintainAspectRatio: false,
      ...(onPage ? {} : { devicePixelRatio: ratio }),
      events: [],
      layout: { padding: { top: 2, right: 6 } },
      scales: {
        x: { type: 'linear', offset: false, border: { display: false }, grid: { display: false } },
        y: { type: 'linear', border: { display: false }, grid: { display: true, tickLength: 0 } },
      },
    },
  })
  canvas.figureChart = chart

  function show(next: Figure, wanted: ChartColours): void {
    figure = canvas.figure = next
    colours = wanted
    chart.data.datasets = next.series.map(datasetOf)
    const { x, y } = chart.options.scales ?? {}
    // Where there is no room the chart goes without; a file has its names round it.
    const title = (axis: Axis, side: 'width' | 'height', least: number) => ({
      display: ({ chart: { [side]: room } }: { chart: { width: number; height: number } }) => onPage && !isShort(axis) && room >= least,
      text: axis.title,
      color: colours.text,
      padding: 0,
      font,
    })
    const ticks = (axis: Axis, most: number) => ({
      display: axis.show !== undefined,
      color: colours.text,
      maxTicksLimit: most,
      maxRotation: 0,
      includeBounds: axis.log === true,
      callback: (value: string | number) => labelOf(axis, Number(value)),
      font,
    })
    if (x) {
      const placed = next.x.ticks?.map(({ value }) => ({ value }))
      const afterBuildTicks = (scale: { ticks: { value: number }[] }) => void (placed && (scale.ticks = placed))
      Object.assign(x, { min: next.x.min, max: next.x.max, ticks: ticks(next.x, 7), title: title(next.x, 'height', 120), afterBuildTicks })
    }
    if (y) {
      const type = next.y.log ? 'logarithmic' : 'linear'
      Object.assign(y, { type, min: next.y.min, max: next.y.max, ticks: ticks(next.y, 5), title: title(next.y, 'width', 200) })
      Object.assign(y, { grid: { display: next.image === undefined, tickLength: 0, color: colours.grid } })
    }
    chart.update('none')
  }

  return {
    show,
    destroy: () => {
      delete canvas.figureChart
      delete canvas.figure
      chart.destroy()
    },
  }
}

/** A name of one letter stands among the ticks and takes no room of its own. */
const isShort = ({ title }: Axis) => title.length === 1

/** The middle between the last two ticks that are written. */
function betweenTicks(scale: Scale): number {
  const [before = 0, last = before] = scale.ticks.flatMap(({ label }, i) => (label ? [scale.getPixelForTick(i)] : [])).slice(-2)
  return (before + last) / 2
}

const labelOf = ({ ticks, show }: Axis, value: number) => (ticks ? ticks.find((tick) => tick.value === value)?.label : show?.(value)) ?? ''

function datasetOf({ name, kind, points, colour }: Figure['series'][number], at: number): ChartDataset<'bar' | 'line', ChartPoint[]> {
  const data = [...points]
  // Drawn in the order of `order`, the highest first. Colours are functions: Chart.js keeps plain ones of shared bars for good.
  const order = 100 - at
  const of = ({ dataIndex }: { dataIndex: number }) => (typeof colour === 'string' ? colour : colour[dataIndex])
  if (kind === 'line') return { type: 'line', label: name, data, order, borderWidth: 2, pointRadius: 0, tension: 0, borderColor: of }
  return {
    type: 'bar',
    label: name,
    data,
    order,
    barPercentage: 1,
    categoryPercentage: 1,
    grouped: false,
    backgroundColor: of,
    minBarLength: 0,
  }
}
