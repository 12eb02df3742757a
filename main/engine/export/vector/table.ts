/** The objects of a mask as CSV (RFC 4180, a point for decimals) and as JSON. Numbers at full precision. */
import { csvText } from '../../../../core/csv'
import type { DocumentInfo, Measured, MeasuredObject } from '../../../../contract/contract'

type Column = readonly [name: string, value: (object: MeasuredObject) => number | string]

const COLUMNS: readonly Column[] = [
  ['object', ({ number }) => number],
  ['area_px', ({ netArea }) => netArea],
  ['area_with_holes_px', ({ area }) => area],
]
const PLACES: readonly Column[] = [
  ['left', ({ box }) => box.x],
  ['top', ({ box }) => box.y],
  ['width', ({ box }) => box.w],
  ['height', ({ box }) => box.h],
  ['centre_x', ({ centre }) => centre[0]],
  ['centre_y', ({ centre }) => centre[1]],
  ['perimeter_px', ({ perimeter }) => perimeter],
  ['mean_red', ({ colour }) => colour[0]],
  ['mean_green', ({ colour }) => colour[1]],
  ['mean_blue', ({ colour }) => colour[2]],
  ['touches_border', ({ touchesBorder }) => (touchesBorder ? 'yes' : 'no')],
]

/** @param pixels of the whole photo. @param scale millimetres a pixel, or null. */
export function csvOf({ objects }: Measured, pixels: number, scale: number | null): string {
  const share: Column = ['area_percent', ({ netArea }) => (100 * netArea) / pixels]
  const metric: readonly Column[] =
    scale === null
      ? []
      : [
          ['area_mm2', ({ netArea }) => netArea * scale * scale],
          ['area_with_holes_mm2', ({ area }) => area * scale * scale],
          ['perimeter_mm', ({ perimeter }) => perimeter * scale],
        ]
  const columns = [...COLUMNS, share, ...PLACES, ...metric]
  const rows = objects.map((object) => columns.map(([, value]) => value(object)))
  return csvText(
    columns.map(([name]) => name),
    rows,
  )
}

export function jsonOf(
  { name, width, height }: DocumentInfo,
  { pixels, fraction, count, objects }: Measured,
  scale: number | null,
): string {
  const mask = { pixels, fraction, ...(scale === null ? {} : { mm2: pixels * scale * scale }) }
  const described = objects.map(({ number, area: areaWithHoles, netArea: area, ...rest }) => ({
    ...{ number, area, areaWithHoles, ...rest },
    ...(scale === null
      ? {}
      : { areaMm2: area * scale ** 2, areaWithHolesMm2: areaWithHoles * scale ** 2, perimeterMm: rest.perimeter * scale }),
  }))
  return `${JSON.stringify({ image: { name, width, height }, mmPerPixel: scale, mask, count, objects: described })}\n`
}
