/** Regions of a comparison for one setting of the sliders: from the kept map alone. */
import type { Box, ChangedRegion, Changes, DetectOptions } from '../../../contract/comparison'
import { leastArea, REGIONS_MAX } from '../../../core/pair/changes'
import { levelOf } from '../../../core/pair/evidence/probability'
import { verdictOf } from '../../../core/pair/verdict'
import type { OpenComparison } from './comparison'
import { readRegion, REGION_CELLS } from './records'
import { runForCells, type Work } from './work'

/** @throws ChromapatchError JOB_CANCELLED, MEMORY_EXCEEDED */
export async function detect(work: Work, comparison: OpenComparison, wanted: DetectOptions): Promise<Changes> {
  const { sensitivity, minArea, ignored } = wanted
  const { aligned, align, level, map, residual, judged } = comparison
  const scale = 2 ** level
  const least = leastArea(minArea, aligned.pixels)
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
    ...{ map: map.offset, residual: residual.offset, pair: judged.pair, tolerance: judged.tolerance, options, out },
  }))
  const all = Array.from({ length: cells[0]! }, (_, i): ChangedRegion => {
    const { x, y, w, h, area, ...rest } = readRegion(cells, 1 + i * REGION_CELLS)
    const [x0, y0] = [x * scale, y * scale]
    return {
      x: x0,
      y: y0,
      w: Math.min(aligned.width, x0 + w * scale) - x0,
      h: Math.min(aligned.height, y0 + h * scale) - y0,
      area: area * scale ** 2,
      ...rest,
      vector: null,
      level: levelOf(rest.probability),
    }
  })
  const { regions, perhaps, lightOnly } = sorted(all, align.found)
  const changed = regions.reduce((sum, { area }) => sum + area, 0)
  return {
    ...{ regions, perhaps, lightOnly },
    changedFraction: Math.min(1, changed / aligned.pixels),
    minArea: least,
    verdict: verdictOf({
      ...{ found: align.found, overlap: align.overlap, overlapAfter: align.overlapAfter },
      ignored: sharedBy(ignored, aligned),
      ...{ noise: comparison.noise, sensitivity, isLightLimited: comparison.light.limited === true },
      ...{ listed: regions.length, perhaps: perhaps.length },
    }),
  }
}

/** The lists of a pair; of one that is not aligned, nothing is listed: what differs there is not what changed. */
function sorted(all: readonly ChangedRegion[], isAligned: boolean): Pick<Changes, 'regions' | 'perhaps' | 'lightOnly'> {
  const isLit = ({ kind }: ChangedRegion) => kind === 'lightOnly'
  const isListed = (region: ChangedRegion) => isAligned && !isLit(region) && region.level !== 'perhaps'
  return {
    regions: all.filter(isListed),
    perhaps: all.filter((region) => !isLit(region) && !isListed(region)),
    lightOnly: all.filter(isLit),
  }
}

/** The share of a photo that areas cover, on a grid of 64 × 64 points. */
function sharedBy(areas: readonly Box[], { width, height }: { readonly width: number; readonly height: number }): number {
  let inside = 0
  for (let i = 0; i < 4096; i++) {
    const [px, py] = [(((i & 63) + 0.5) * width) / 64, (((i >> 6) + 0.5) * height) / 64]
    if (areas.some(({ x, y, w, h }) => px >= x && px < x + w && py >= y && py < y + h)) inside++
  }
  return inside / 4096
}
