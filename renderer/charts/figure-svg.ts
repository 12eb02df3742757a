/** A figure of bars and lines as a drawing: no script, no reference, colours and font written out. */
import { placeOn, ticksOf, type Axis, type Figure, type Mark, type Series } from './figures/figure'

export interface SvgStyle {
  readonly panel: string
  readonly text: string
  readonly grid: string
}

const WIDTH = 640
const HEIGHT = 360
const PLOT = { left: 64, top: 36, width: 556, height: 268 }

const escape = (text: string) =>
  text.replace(/[<>&"]/g, (letter) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[letter] ?? letter)
const round = (value: number) => String(Math.round(value * 100) / 100)
const left = (axis: Axis, value: number) => PLOT.left + Math.min(1, Math.max(0, placeOn(axis, value))) * PLOT.width
const top = (axis: Axis, value: number) => PLOT.top + (1 - Math.min(1, Math.max(0, placeOn(axis, value)))) * PLOT.height

export function svgOf(figure: Figure, { panel, text, grid }: SvgStyle): string {
  const { title, x, y, series, marks, summary } = figure
  const label = (at: [number, number], words: string, more = '', colour = text) =>
    `<text x="${round(at[0])}" y="${round(at[1])}" fill="${colour}" ${more}>${escape(words)}</text>`
  const named = x.ticks ?? ticksOf(x.min, x.max, 8).map((value) => ({ value, label: x.show?.(value) ?? '' }))
  const columns = named.map((tick) => label([left(x, tick.value), PLOT.top + PLOT.height + 18], tick.label, 'text-anchor="middle"'))
  const rows = rowTicks(y).flatMap((value) => [
    `<line x1="${PLOT.left}" x2="${PLOT.left + PLOT.width}" y1="${round(top(y, value))}" y2="${round(top(y, value))}" stroke="${grid}"/>`,
    ...(y.show ? [label([PLOT.left - 8, top(y, value) + 4], y.show(value), 'text-anchor="end"')] : []),
  ])
  const lines = marks.map(({ points, colour, line, closed }) =>
    path(
      points.map((p) => [left(x, p.x), top(y, p.y)]),
      colour,
      closed,
      line,
    ),
  )
  const names = series.filter(({ colour }) => typeof colour === 'string').map(({ name, colour }, i) => label([PLOT.left + PLOT.width - 8, PLOT.top + 14 + i * 15], name, 'text-anchor="end"', String(colour))) // prettier-ignore
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="Inter, sans-serif" font-size="11">`,
    `<title>${escape(title)}</title><desc>${escape(summary)}</desc>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${panel}"/>`,
    label([16, 22], title, 'font-weight="600" font-size="13"'),
    ...rows,
    ...series.flatMap((one) => shapes(one, x, y)),
    ...lines,
    ...columns,
    label([PLOT.left + PLOT.width / 2, HEIGHT - 12], x.title, 'text-anchor="middle"'),
    label([0, 0], y.title, `text-anchor="middle" transform="translate(16 ${PLOT.top + PLOT.height / 2}) rotate(-90)"`),
    ...names,
    '</svg>\n',
  ].join('\n')
}

function rowTicks(y: Axis): number[] {
  if (!y.log) return ticksOf(y.min, y.max, 5)
  return ticksOf(Math.log10(y.min), Math.log10(y.max), 6).filter(Number.isInteger).map((power) => 10 ** power) // prettier-ignore
}

function shapes({ kind, points, colour }: Series, x: Axis, y: Axis): string[] {
  if (kind === 'line')
    return [
      path(
        points.map((p) => [left(x, p.x), top(y, p.y)]),
        String(colour),
      ),
    ]
  const gaps = points.slice(1).map((point, i) => point.x - points[i]!.x)
  const half = (gaps.length > 0 ? Math.min(...gaps) : (x.max - x.min) / 2) / 2
  return points.flatMap((point, i) => {
    if (!(point.y > y.min)) return []
    const [from, to, high] = [left(x, point.x - half), left(x, point.x + half), top(y, point.y)]
    const fill = typeof colour === 'string' ? colour : (colour[i] ?? '')
    return [`<rect x="${round(from)}" y="${round(high)}" width="${round(to - from)}" height="${round(PLOT.top + PLOT.height - high)}" fill="${fill}"/>`] // prettier-ignore
  })
}

function path(points: readonly (readonly [number, number])[], colour: string, closed = false, line?: Mark['line']): string {
  const d = points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${round(px)} ${round(py)}`).join('')
  return `<path d="${d}${closed ? 'Z' : ''}" fill="none" stroke="${colour}" stroke-width="1.5"${line ? ` stroke-dasharray="${line === 'dots' ? '0 4" stroke-linecap="round' : '4 3'}"` : ''}/>`
}
