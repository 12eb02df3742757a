/** The compiled soft threshold: a table of its scores over the distance, and the pixels that the table cannot tell. */
import { greatestPeak } from './definition'
import { limitOf } from '../shared/likelihood'
import { prepareEllipses } from './prepared'
import { FULL } from '../../mask/feather'
import { CLEAR, RAMP_PIXELS, type Ramp } from '../shared/ramp'
import { isTold, markCertain, rampAt, rampOfEllipses, type EllipseRamp } from './ramp'
import { withScratch } from '../../wasm/scratch'
import { rampTask } from './simd-task'
import { keepsAll } from '../../kernels/pixel-rule'
import type { SimdModule } from '../../wasm/simd-module'
import type { EllipseModel } from './model'
import type { EllipseKernels } from './kernels'

/** The slot's layout, see assembly/ramp.ts; behind the table, two lists of pixels. */
const [HEAD, TABLE, ENTRIES, LEFT] = [8128, 8192, 2048, 24_576] as const
const OPEN = LEFT + RAMP_PIXELS * 4

/** As it is copied into the slot: models, and the table. */
type RampTable = Uint8Array

/**
 * Models that are all added, of a ramp that rises above 0. The table lies between the distance where the value is certainly 65535 and
 * that where it is certainly 0.
 */
function rampTable(models: readonly EllipseModel[], { low, high }: Ramp): RampTable {
  const peak = greatestPeak(models)
  const from = Math.max(0, limitOf(high * (1 + CLEAR), peak))
  // Below a score of 0 there is none: the value rounds to 0 long before.
  const end = limitOf(Math.max(low * (1 - CLEAR), (0.4 * high) / FULL), peak)
  const step = (end - from) / ENTRIES
  const block = new Uint8Array(TABLE + ENTRIES * 8)
  block.set(rampTask(prepareEllipses(models), from, end))
  const scale = FULL / (high - low)
  // The series' next term, and far more than what float64 is off by.
  const doubt = scale * high * ((1.1 * step ** 3) / 48 + 1e-9)
  const view = new DataView(block.buffer)
  ;[from, step, 1 / step, ENTRIES, scale * low, doubt].forEach((value, i) => view.setFloat64(HEAD + i * 8, value, true))
  for (let i = 0; i < ENTRIES; i++) view.setFloat64(TABLE + i * 8, scale * peak * Math.exp(-(from + i * step) / 2), true)
  return block
}

export function simdRamp(
  { memory, exports, bytesUpTo }: SimdModule,
  masks: Pick<EllipseKernels, 'ellipseMask'>,
): Pick<EllipseKernels, 'ellipseRamp'> {
  // A task has many runs.
  let last: { readonly task: EllipseRamp; readonly table: RampTable } | undefined
  const tableOf = (task: EllipseRamp): RampTable => {
    if (last?.task.ramp !== task.ramp || last.task.models !== task.models) last = { task, table: rampTable(task.models, task.ramp) }
    return last.table
  }
  return {
    ellipseRamp(rgb, count, task, certain, out) {
      const { models, rule, ramp } = task
      const bytes = bytesUpTo(Math.max(rgb + count * 3, out + count * 2))
      const values = new Uint16Array(bytes.buffer, out, count)
      const rises = ramp.low < ramp.high && ramp.low < greatestPeak(models)
      if (!rises || !isTold(models, ramp.high) || rule.light === 'linear') {
        markCertain(masks, rgb, count, task, certain)
        return rampOfEllipses(bytes, rgb, task, certain, values)
      }
      const valueAt = rampAt(task, bytes)
      withScratch(memory, (slot) => {
        bytes.set(tableOf(task), slot)
        if (models.length === 1 && keepsAll(rule)) exports.boundsOfOne(rgb, count, certain.some, certain.full, slot)
        else markCertain(masks, rgb, count, task, certain)
        const left = exports.rampBetween(rgb, count, certain.some, certain.full, out, slot + LEFT, slot + OPEN, slot)
        for (const i of new Uint32Array(memory.buffer, slot + LEFT, left)) values[i] = valueAt(rgb + i * 3)
      })
    },
  }
}
