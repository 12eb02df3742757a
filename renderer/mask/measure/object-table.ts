/** The columns of the table of objects, and objects in the order of one of them. Pure. */
import { showCount, showDecimal, showSignificant } from '../../../contract/shown'
import type { MeasuredObject } from '../../../contract/contract'

export interface ObjectColumn {
  readonly id: string
  readonly title: string
  readonly tip: string
  /** What the column is sorted by. */
  readonly rank: (object: MeasuredObject) => number
  readonly show: (object: MeasuredObject) => string
}

const whole = (value: number) => showCount(Math.round(value))
const decimal = (value: number) => showDecimal(value, 1)
/** Four digits that count, whatever the size. */
const metric = (value: number) => showSignificant(value, 4)

/** @param scale millimetres a pixel, or null: there is no column of mm² then. */
export function columnsOf(scale: number | null): ObjectColumn[] {
  const area: ObjectColumn = {
    id: 'netArea',
    title: 'Area',
    tip: 'Pixels of it, without its holes',
    rank: (o) => o.netArea,
    show: (o) => whole(o.netArea),
  }
  const square =
    scale === null
      ? []
      : [
          {
            id: 'mm2',
            title: 'mm²',
            tip: 'Its area by the scale',
            rank: area.rank,
            show: (o: MeasuredObject) => metric(o.netArea * scale * scale),
          },
        ]
  return [
    { id: 'number', title: '#', tip: 'Rank by area: 1 is the largest', rank: (o) => o.number, show: (o) => String(o.number) },
    area,
    ...square,
    {
      id: 'area',
      title: 'With holes',
      tip: 'Pixels of it and of all that lies in its holes',
      rank: (o) => o.area,
      show: (o) => whole(o.area),
    },
    {
      id: 'perimeter',
      title: 'Perimeter',
      tip: 'Its outline in pixels, by Benkrid and Crookes’ estimate',
      rank: (o) => o.perimeter,
      show: (o) => decimal(o.perimeter),
    },
    {
      id: 'box',
      title: 'Box',
      tip: 'Width × height at left, top',
      rank: (o) => o.box.w * o.box.h,
      show: ({ box: { x, y, w, h } }) => `${w} × ${h} at ${x}, ${y}`,
    },
    {
      id: 'centre',
      title: 'Centre',
      tip: 'Centroid x, y; sorted from top to bottom',
      rank: (o) => o.centre[1],
      show: ({ centre: [x, y] }) => `${decimal(x)}, ${decimal(y)}`,
    },
    {
      id: 'colour',
      title: 'Colour',
      tip: 'Mean sRGB; sorted by brightness',
      rank: (o) => o.colour.reduce((sum, c) => sum + c, 0),
      show: (o) => o.colour.map(Math.round).join(' '),
    },
    {
      id: 'border',
      title: 'Border',
      tip: 'Whether it touches the border of the photo',
      rank: (o) => (o.touchesBorder ? 1 : 0),
      show: (o) => (o.touchesBorder ? 'touches' : ''),
    },
  ]
}

/** A new list; equals stay in the order of their numbers. */
export function sorted(objects: readonly MeasuredObject[], column: ObjectColumn, descending: boolean): MeasuredObject[] {
  const sign = descending ? -1 : 1
  return [...objects].sort((a, b) => sign * (column.rank(a) - column.rank(b)) || a.number - b.number)
}

/** Which rows of a long list are in view, with a few to either side: [from, to). */
export function rowsInView(scrollTop: number, height: number, row: number, count: number, beyond = 4): [number, number] {
  const from = Math.max(0, Math.min(count, Math.floor(scrollTop / row)) - beyond)
  return [from, Math.min(count, Math.ceil((scrollTop + height) / row) + beyond)]
}
