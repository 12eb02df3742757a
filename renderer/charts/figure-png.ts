/** A figure as a PNG of twice its size, with its title, its axes' names and all that is laid over it. */
import { placeOn, type Figure } from './figures/figure'
import { createFigureChart, type ChartColours, type PlotArea } from './figure-chart'

const PNG_SCALE = 2
const HEAD = 24
const FOOT = 18
const SIDE = 20

export interface PngStyle extends ChartColours {
  readonly panel: string
}

/** Base64. `width` and `height`: of the chart, in CSS pixels. */
export function pngOf(figure: Figure, width: number, height: number, style: PngStyle): string {
  const easel = document.createElement('canvas')
  easel.width = width
  easel.height = height
  let area: PlotArea = { left: 0, top: 0, width, height }
  const chart = createFigureChart(easel, (laid) => (area = laid), PNG_SCALE)
  chart.show(figure, style)
  const sheet = document.createElement('canvas')
  sheet.width = (width + SIDE) * PNG_SCALE
  sheet.height = (height + HEAD + FOOT) * PNG_SCALE
  const ctx = sheet.getContext('2d')
  if (!ctx) throw new Error('The chart could not be drawn: is the graphics memory full?')
  ctx.fillStyle = style.panel
  ctx.fillRect(0, 0, sheet.width, sheet.height)
  ctx.drawImage(easel, SIDE * PNG_SCALE, HEAD * PNG_SCALE)
  chart.destroy()
  ctx.scale(PNG_SCALE, PNG_SCALE)
  ctx.fillStyle = style.text
  ctx.font = '600 11px "Inter Variable", sans-serif'
  ctx.fillText(figure.title, 8, 16)
  ctx.font = '11px "Inter Variable", sans-serif'
  ctx.textAlign = 'center'
  ctx.fillText(figure.x.title, SIDE + area.left + area.width / 2, HEAD + height + 12)
  ctx.save()
  ctx.translate(13, HEAD + area.top + area.height / 2)
  ctx.rotate(-Math.PI / 2)
  ctx.fillText(figure.y.title, 0, 0)
  ctx.restore()
  drawMarks(ctx, figure, { ...area, left: area.left + SIDE, top: area.top + HEAD })
  return sheet.toDataURL('image/png').replace(/^data:image\/png;base64,/, '')
}

function drawMarks(ctx: CanvasRenderingContext2D, { marks, x, y }: Figure, { left, top, width, height }: PlotArea): void {
  ctx.beginPath()
  ctx.rect(left, top, width, height)
  ctx.clip()
  for (const { points, colour, closed, line, width: thickness = 1.5 } of marks) {
    ctx.beginPath()
    for (const point of points) ctx.lineTo(left + placeOn(x, point.x) * width, top + (1 - placeOn(y, point.y)) * height)
    if (closed) ctx.closePath()
    ctx.setLineDash(line === 'dots' ? [0, 4] : line ? [3, 3] : [])
    ctx.lineCap = line === 'dots' ? 'round' : 'butt'
    ctx.lineWidth = line === 'dots' ? thickness * 1.5 : thickness
    ctx.strokeStyle = colour
    ctx.stroke()
  }
}
