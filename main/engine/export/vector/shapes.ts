/** The rings of a mask gathered to objects, and holes to the rings around them. */
import { blocksOf, countRuns, joinBlock, joinBlocks, runBuffer, runsOfRow, type RunTable } from '../../../../core/mask/components'
import { areaOf, ringsOf, type Ring } from '../../../../core/mask/contours'
import type { BitMask } from '../../../../core/mask/morphology'
import { throwIfCancelled } from '../../threads/pool'

export interface Polygon {
  readonly outer: Ring
  readonly holes: readonly Ring[]
}

/** An object, by 8: one polygon, or several that meet at corners. */
export interface Shape {
  readonly polygons: readonly Polygon[]
}

/** How long the thread is kept at a time, in milliseconds: others wait for it. */
const SLICE = 12

/** In the order of the objects' first pixels. @throws ChromapatchError JOB_CANCELLED */
export async function shapesOf(mask: BitMask, signal: AbortSignal): Promise<Shape[]> {
  const objectAt = objectsOf(mask)
  const byObject = new Map<number, Ring[]>()
  let since = performance.now()
  for (const ring of ringsOf(mask)) {
    if (ring !== null) {
      const object = objectAt(...ring.pixel)
      const known = byObject.get(object)
      if (known === undefined) byObject.set(object, [ring])
      else known.push(ring)
    }
    if (performance.now() - since < SLICE) continue
    await new Promise(setImmediate)
    throwIfCancelled(signal)
    since = performance.now()
  }
  return [...byObject].sort(([a], [b]) => a - b).map(([, rings]) => ({ polygons: polygonsOf(rings) }))
}

/** The number of the object that a pixel of the mask belongs to: its first run. */
function objectsOf(mask: BitMask): (x: number, y: number) => number {
  const { width, height } = mask
  const rowStarts = new Int32Array(height + 1)
  for (let y = 0; y < height; y++) rowStarts[y + 1] = rowStarts[y]! + countRuns(mask, false, y)
  const all = rowStarts[height]!
  const table: RunTable = { ...mask, inverted: false, diagonal: true, rowStarts, parents: new Int32Array(all), areas: new Int32Array(all) }
  for (let block = 0; block < blocksOf(height); block++) joinBlock(table, block)
  joinBlocks(table)
  const runs = runBuffer(width)
  let [row, count] = [-1, 0]
  return (x, y) => {
    if (y !== row) [row, count] = [y, runsOfRow(mask, false, y, runs)]
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (runs[2 * middle + 1]! <= x) low = middle + 1
      else high = middle
    }
    return table.parents[rowStarts[y]! + low]!
  }
}

function polygonsOf(rings: readonly Ring[]): Polygon[] {
  const outers = rings.filter((ring) => areaOf(ring) > 0).map((outer) => ({ outer, holes: [] as Ring[] }))
  // The smallest ring around a hole is its own.
  const bySize = outers.length === 1 ? outers : [...outers].sort((a, b) => areaOf(a.outer) - areaOf(b.outer))
  for (const hole of rings) {
    if (areaOf(hole) > 0) continue
    const around = bySize.length === 1 ? bySize[0] : bySize.find(({ outer }) => surrounds(outer, insideOf(hole)))
    if (around === undefined) throw new Error('polygonsOf: a hole without a ring around it')
    around.holes.push(hole)
  }
  return outers
}

/** The middle of a pixel inside of a hole: to the left of where its ring goes up. */
function insideOf({ corners }: Ring): [number, number] {
  for (let i = 0; i < corners.length; i += 2) {
    const next = (i + 2) % corners.length
    if (corners[next] === corners[i] && corners[next + 1]! < corners[i + 1]!) return [corners[i]! - 0.5, corners[i + 1]! - 0.5]
  }
  throw new Error('insideOf: a ring that never goes up')
}

/** Whether a ray from the point to the right crosses the ring an odd number of times. */
function surrounds({ corners }: Ring, [x, y]: readonly [number, number]): boolean {
  let odd = false
  for (let i = 0; i < corners.length; i += 2) {
    const next = (i + 2) % corners.length
    if (corners[i] !== corners[next] || corners[i]! < x) continue
    if (corners[i + 1]! > y !== corners[next + 1]! > y) odd = !odd
  }
  return odd
}
