/** Regions of a comparison for one setting of the sliders: from the kept map alone. */
import type { Changes, DetectOptions } from '../../../contract/comparison'
import { leastArea, REGIONS_MAX } from '../../../core/pair/changes'
import type { OpenDocument } from '../photo/documents'
import { pairAt, type OpenComparison } from './comparison'
import { readRegion, REGION_CELLS } from './records'
import { runForCells, type Work } from './work'

/** @throws ChromapatchError JOB_CANCELLED, MEMORY_EXCEEDED */
export async function detect(
  work: Work,
  before: OpenDocument,
  comparison: OpenComparison,
  { sensitivity, minArea, ignored }: DetectOptions,
): Promise<Changes> {
  const { aligned, level, map } = comparison
  const scale = 2 ** level
  const least = leastArea(minArea, aligned.pixels)
  const pair = pairAt(before.raster, aligned, level)
  const options = {
    sensitivity,
    minArea: Math.max(1, least / scale ** 2),
    ignored: ignored.map(({ x, y, w, h }) => {
      const [x0, y0] = [Math.floor(x / scale), Math.floor(y / scale)]
      return { x: x0, y: y0, w: Math.ceil((x + w) / scale) - x0, h: Math.ceil((y + h) / scale) - y0 }
    }),
  }
  const cells = await runForCells(work, 1 + REGIONS_MAX * REGION_CELLS, (out) => ({
    name: 'regions',
    ...{ map: map.offset, pair, options, out },
  }))
  const regions = Array.from({ length: cells[0]! }, (_, i) => {
    const { x, y, w, h, area, ...rest } = readRegion(cells, 1 + i * REGION_CELLS)
    const [x0, y0] = [x * scale, y * scale]
    return {
      x: x0,
      y: y0,
      w: Math.min(aligned.width, x0 + w * scale) - x0,
      h: Math.min(aligned.height, y0 + h * scale) - y0,
      area: area * scale ** 2,
      ...rest,
    }
  })
  const changed = regions.reduce((sum, { area }) => sum + area, 0)
  return { regions, changedFraction: Math.min(1, changed / aligned.pixels), minArea: least }
}
