/**
 * A chart as data: what Chart.js draws, what is saved as PNG, SVG and CSV, what the table shows and what a screen
 * reader says all come from one of these.
 */
export interface ChartPoint {
  readonly x: number
  readonly y: number
  /** The pixels that `y` stands for, where it is scaled. */
  readonly count?: number
}

export interface Series {
  readonly name: string
  readonly kind: 'bars' | 'line'
  readonly points: readonly ChartPoint[]
  /** A CSS colour, or one a point. */
  readonly colour: string | readonly string[]
}

export interface Axis {
  readonly title: string
  readonly min: number
  readonly max: number
  readonly log?: boolean
  /** How a value is written; no ticks where left out. */
  readonly show?: (value: number) => string
  /** Instead of round steps. */
  readonly ticks?: readonly { readonly value: number; readonly label: string }[]
}

/** A line laid over the chart, in the units of its axes. */
export interface Mark {
  readonly id: string
  readonly points: readonly ChartPoint[]
  readonly colour: string
  readonly closed?: boolean
  readonly line?: 'dashes' | 'dots'
  readonly width?: number
}

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

export interface Figure {
  /** What its file is called after the photo's name. */
  readonly id: string
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly Series[]
  /** Dense data, drawn once and stretched over the axes: a picture whose first row is the top. */
  readonly image?: OffscreenCanvas | null
  readonly marks: readonly Mark[]
  /** All of the data; made when it is asked for. */
  readonly table: () => Table
  readonly summary: string
  /** A square plot: both axes are of one kind. */
  readonly square?: boolean
}

/** RFC 4180, with a line of names. */
export function csvOf({ columns, rows }: Table): string {
  const cell = (value: string | number) =>
    typeof value === 'number' || !/[",\n]/.test(value) ? String(value) : `"${value.replaceAll('"', '""')}"`
  return [columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

/** Round steps, about `count` of them, from the first one at or above `min`. */
export function ticksOf(min: number, max: number, count: number): number[] {
  const rough = (max - min) / count
  if (!(rough > 0)) return [min]
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? 10 * power
  const first = Math.ceil(min / step - 1e-9)
  return Array.from({ length: Math.max(0, Math.floor(max / step + 1e-9) - first + 1) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
}

/** Where a value lies on its axis, 0 to 1 within it. */
export function placeOn({ min, max, log }: Axis, value: number): number {
  if (!log) return (value - min) / (max - min)
  return Math.log(Math.max(value, min) / min) / Math.log(max / min)
}

/** The value at a place of an axis. */
export function valueOn({ min, max, log }: Axis, place: number): number {
  return log ? min * (max / min) ** place : min + place * (max - min)
}
