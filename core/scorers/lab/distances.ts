/** Distances of a run of pixels, by the compiled kernel or by the definition, and what is certain of them. */
import { labOf } from '../../pair/delta-e'
import type { ScoreThread } from '../shared/kind'
import { boundsOf, type DistanceBounds } from './bounds'
import { compiledDistances, LAB_PIXELS, type LabDistances } from './compiled'
import { distanceOfModels, distanceOfPixel } from './definition'
import type { LabModel, LabScorer } from './model'

export interface Distances extends DistanceBounds {
  readonly each: LabDistances
  /** The definition's d² of the pixel whose bytes start at an offset. */
  readonly exact: (from: number) => number
}

export function distancesOf({ memory, module }: Pick<ScoreThread, 'memory' | 'module'>, scorer: LabScorer): Distances {
  const { models } = scorer
  const bounds = module === null ? { near: 0, share: 0 } : boundsOf(models)
  const each = module === null ? plainDistances(memory, models) : compiledDistances(module, models, bounds)
  const exact = (from: number) => {
    const [R, G, B] = new Uint8Array(memory.buffer, from, 3) as unknown as [number, number, number]
    return distanceOfPixel(scorer, R, G, B)
  }
  return { ...bounds, each, exact }
}

function plainDistances(memory: WebAssembly.Memory, models: readonly LabModel[]): LabDistances {
  const part = new Float64Array(LAB_PIXELS)
  const lab = new Float64Array(3)
  return (rgb, count, read) => {
    for (let first = 0; first < count; first += LAB_PIXELS) {
      const pixels = Math.min(LAB_PIXELS, count - first)
      const bytes = new Uint8Array(memory.buffer, rgb + first * 3, pixels * 3)
      for (let p = 0, i = 0; p < pixels; p++, i += 3) {
        labOf(bytes[i]!, bytes[i + 1]!, bytes[i + 2]!, lab)
        part[p] = distanceOfModels(models, lab[0]!, lab[1]!, lab[2]!)
      }
      read(part.subarray(0, pixels), first)
    }
  }
}

/** A distance below `inner` is certainly below the limit, one from `outer` on certainly not. */
export function around(limit: number, { near, share }: DistanceBounds): readonly [inner: number, outer: number] {
  return [(limit - near) / (1 + share), share < 1 ? (limit + near) / (1 - share) : Number.POSITIVE_INFINITY]
}
