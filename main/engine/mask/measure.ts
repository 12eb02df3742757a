/** The objects of a cleaned mask, measured. A soft mask is measured where it is more than half in. */
import type { Measured, MeasuredObject, Segmentation } from '../../../contract/contract'
import * as m from '../../../core/mask/measure-regions'
import { withCleanMask } from './clean'
import { type Tools } from '../threads/tools'
import type { OpenDocument } from '../photo/documents'

/**
 * @param most objects that are described; the largest, all by default. `count` is of all.
 * @throws ChromapatchError as `withCleanMask`.
 */
export async function measureObjects(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  signal: AbortSignal,
  most = Number.POSITIVE_INFINITY,
): Promise<Measured> {
  const { width, height, pixels: all } = document.raster
  const { rgb } = document.raster.levels[0]!
  const records = await withCleanMask(tools, document, segmentation, signal, (mask, work) =>
    work.hardened(mask, (hard) => work.measure(hard, rgb)),
  )
  const count = records.length / m.RECORD
  const each = Array.from({ length: count }, (_, i) => records.subarray(i * m.RECORD, (i + 1) * m.RECORD))
  const pixels = each.reduce((sum, record) => sum + record[m.NET]!, 0)
  // Stable: the upper left one is first where areas are equal.
  each.sort((a, b) => b[m.NET]! - a[m.NET]!)
  const objects = each.slice(0, most).map((record, i) => describe(record, i + 1, width, height))
  return { pixels, fraction: pixels / all, count, objects }
}

function describe(record: Float64Array, number: number, width: number, height: number): MeasuredObject {
  const cell = (index: number) => record[index]!
  const [x, y, right, bottom, net] = [cell(m.LEFT), cell(m.TOP), cell(m.RIGHT), cell(m.BOTTOM), cell(m.NET)]
  return {
    number,
    area: cell(m.GROSS),
    netArea: net,
    box: { x, y, w: right - x, h: bottom - y },
    centre: [cell(m.SUM_X) / net, cell(m.SUM_Y) / net],
    perimeter: m.perimeterOf(record),
    colour: [cell(m.RED) / net, cell(m.GREEN) / net, cell(m.BLUE) / net],
    touchesBorder: x === 0 || y === 0 || right === width || bottom === height,
  }
}
