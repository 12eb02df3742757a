/** The rings of a mask gathered to objects, and holes to the rings around them. */
import { blocksOf, countRuns, joinBlock, joinBlocks, runBuffer, runsOfRow, type RunTable } from '../../../../core/mask/components'
import { areaOf, ringsOf, type Ring } from '../../../../core/mask/contours'
import type { BitMask } from '../../../../core/mask/morphology'
import { resting } from './resting'

export interface Polygon {
  readonly outer: Ring
  readonly holes: readonly Ring[]
}

/** An object, by 8: one polygon, or several that meet at corners. */
export interface Shape {
  readonly polygons: readonly Polygon[]
}

/**
 * The objects in the order of the table of measurements: the largest first, the upper left one where areas are equal. Each is
 * linear in the mask's pixels and corners: a hole is the hole of the part, connected by 4, whose edge it is.
 * @throws ChromapatchError JOB_CANCELLED
 */
export async function shapesOf(mask: BitMask, signal: AbortSignal): Promise<Shape[]> {
  const rest = resting(signal)
  const objects = regionsOf(mask, true)
  const parts = regionsOf(mask, false)
  const byPart = new Map<number, { outer: Ring | null; readonly holes: Ring[] }>()
  const byObject = new Map<number, Polygon[]>()
  for (const ring of ringsOf(mask)) {
    if (ring !== null) {
      const part = parts.at(...ring.pixel)
      const known = byPart.get(part) ?? { outer: null, holes: [] }
      byPart.set(part, known)
      if (areaOf(ring) < 0) known.holes.push(ring)
      else {
        known.outer = ring
        const object = objects.at(...ring.pixel)
        const polygons = byObject.get(object)
        if (polygons === undefined) byObject.set(object, [known as Polygon])
        else polygons.push(known as Polygon)
      }
    }
    await rest()
  }
  return [...byObject].sort(([a], [b]) => objects.areas[b]! - objects.areas[a]! || a - b).map(([, polygons]) => ({ polygons }))
}

/** The regions of a mask: of a pixel, which one it belongs to (the number of its first run), and the areas by that. */
function regionsOf(mask: BitMask, diagonal: boolean): { at: (x: number, y: number) => number; areas: Int32Array } {
  const { width, height } = mask
  const rowStarts = new Int32Array(height + 1)
  for (let y = 0; y < height; y++) rowStarts[y + 1] = rowStarts[y]! + countRuns(mask, false, y)
  const all = rowStarts[height]!
  const table: RunTable = { ...mask, inverted: false, diagonal, rowStarts, parents: new Int32Array(all), areas: new Int32Array(all) }
  for (let block = 0; block < blocksOf(height); block++) joinBlock(table, block)
  joinBlocks(table)
  const runs = runBuffer(width)
  let [row, count] = [-1, 0]
  const at = (x: number, y: number) => {
    if (y !== row) [row, count] = [y, runsOfRow(mask, false, y, runs)]
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (runs[2 * middle + 1]! <= x) low = middle + 1
      else high = middle
    }
    return table.parents[rowStarts[y]! + low]!
  }
  return { at, areas: table.areas }
}
