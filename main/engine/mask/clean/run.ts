/** A worker thread's side of cleaning a mask: rows [y0, y1) of one task. */
import { countRows, invertRows, wordsOf } from '../../../../core/mask/bit-mask'
import { countRuns, filterRows, joinBlock, joinBlocks, keepLargest, type RunTable } from '../../../../core/mask/components'
import { featherRows, FULL, type SoftMask } from '../../../../core/mask/feather'
import { measureRegions, RECORD } from '../../../../core/mask/measure-regions'
import { bytesOf } from '../../../../core/memory'
import type { BitMask } from '../../../../core/mask/morphology'
import type { ScoreThread } from '../../../../core/scorers/shared/kind'
import { andRows, andSoftRows, keepTouching, positiveRows } from '../../../../core/mask/within'
import { createRamp } from './ramp'
import type { CleanTask, MaskPlace, RunsPlace } from '../../threads/clean-task'

/** Returns what rows [y0, y1) add to the task's one count; 0 where it counts nothing. */
export type RunClean = (task: CleanTask, y0: number, y1: number) => number

export function createClean(thread: ScoreThread): RunClean {
  const { memory, kernels } = thread
  const bytesUpTo = bytesOf(memory)
  const ramp = createRamp(thread)
  const ints = (offset: number, length: number) => new Int32Array(bytesUpTo(offset + length * 4).buffer, offset, length)
  const halves = (offset: number, length: number) => new Uint16Array(bytesUpTo(offset + length * 2).buffer, offset, length)
  const hard = ({ offset, width, height }: MaskPlace): BitMask => ({ bits: ints(offset, wordsOf(width) * height), width, height })
  const soft = ({ offset, width, height }: MaskPlace): SoftMask => ({ values: halves(offset, width * height), width, height })
  const table = ({ mask, inverted, rowStarts, runs, parents, areas }: RunsPlace): RunTable => ({
    ...hard(mask),
    inverted,
    diagonal: !inverted,
    rowStarts: ints(rowStarts, mask.height + 1),
    parents: ints(parents, runs),
    areas: ints(areas, runs),
  })

  return ({ step }, y0, y1) => {
    switch (step.name) {
      case 'pack':
        kernels.packMask(step.bytes, step.out, y0, y1)
        return 0
      case 'dilate':
        kernels.dilateMask(step.mask, step.radius, step.erode, step.out.offset, y0, y1)
        return 0
      case 'median':
        kernels.smoothMask(step.mask, step.radius, step.out.offset, y0, y1)
        return 0
      case 'blur':
        if (step.mask.kind === 'hard') kernels.featherMask(step.mask, step.sigma, step.out.offset, y0, y1)
        else featherRows(soft(step.mask), step.sigma, soft(step.out).values, y0, y1)
        return 0
      case 'invert':
        if (step.mask.kind === 'hard') invertRows(hard(step.mask).bits, step.mask.width, hard(step.out).bits, y0, y1)
        else invertValues(soft(step.mask), soft(step.out).values, y0, y1)
        return 0
      case 'refine':
        for (let strip = y0; strip < y1; strip++) kernels.refineMask(step.mask, step.rgb, step.radius, step.epsilon, step.out.offset, strip)
        return 0
      case 'and': {
        const { bits, width } = hard(step.other)
        if (step.mask.kind === 'hard') andRows(hard(step.mask).bits, bits, width, hard(step.out).bits, y0, y1)
        else andSoftRows(soft(step.mask), bits, soft(step.out).values, y0, y1)
        return 0
      }
      case 'positive':
        positiveRows(soft(step.mask), hard(step.out).bits, y0, y1)
        return 0
      case 'harden':
        kernels.hardenMask(step.mask.offset, step.out, y0, y1)
        return 0
      case 'ramp':
        ramp(step, y0, y1)
        return 0
      case 'count':
        if (step.mask.kind === 'hard') return countRows(hard(step.mask).bits, step.mask.width, y0, y1)
        return kernels.countSoft(step.mask.offset + y0 * step.mask.width * 2, (y1 - y0) * step.mask.width)
      case 'runs': {
        const counts = ints(step.counts, step.mask.height)
        const mask = hard(step.mask)
        for (let y = y0; y < y1; y++) counts[y] = countRuns(mask, step.inverted, y)
        return 0
      }
      case 'join': {
        const runs = table(step.runs)
        for (let block = y0; block < y1; block++) joinBlock(runs, block)
        return 0
      }
      case 'merge': {
        const runs = table(step.runs)
        const regions = joinBlocks(runs)
        if (step.keep !== null && 'largest' in step.keep) keepLargest(runs, step.keep.largest)
        else if (step.keep !== null) keepTouching(runs, hard(step.keep.touching))
        return regions
      }
      case 'filter':
        filterRows(table(step.runs), step.below, hard(step.out).bits, y0, y1)
        return 0
      case 'measure': {
        const { width, height } = step.objects.mask
        const rgb = bytesUpTo(step.rgb + width * height * 3).subarray(step.rgb)
        const buffer = bytesUpTo(step.records + step.regions * RECORD * 8).buffer
        measureRegions(table(step.objects), table(step.holes), rgb, new Float64Array(buffer, step.records, step.regions * RECORD))
        return 0
      }
      case 'wide':
        widen(step.mask, halves(step.out, step.mask.width * step.mask.height), y0, y1)
        return 0
      case 'view':
        kernels.viewMask(step.mask, step, step.out, y0, y1)
        return 0
    }
  }

  function widen(mask: MaskPlace, out: Uint16Array, y0: number, y1: number): void {
    const { width } = mask
    if (mask.kind === 'soft') {
      out.set(soft(mask).values.subarray(y0 * width, y1 * width), y0 * width)
      return
    }
    const { bits } = hard(mask)
    const words = wordsOf(width)
    for (let y = y0; y < y1; y++) {
      for (let x = 0; x < width; x++) out[y * width + x] = (bits[y * words + (x >>> 5)]! >>> (x & 31)) & 1 ? FULL : 0
    }
  }
}

function invertValues({ values, width }: SoftMask, out: Uint16Array, y0: number, y1: number): void {
  for (let i = y0 * width; i < y1 * width; i++) out[i] = FULL - values[i]!
}
