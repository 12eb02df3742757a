/** The compiled soft threshold: a table of its scores over the distance, and the pixels that the table cannot tell. */
import { greatestPeak, limitOf } from './definition'
import { prepareEllipses } from './ellipses'
import { FULL } from './feather'
import { CLEAR, isTold, rampAt, RAMP_PIXELS, type EllipseRamp, type Ramp } from './ramp'
import { withScratch } from './scratch'
import { exactTask } from './simd-ellipses'
import type { SimdModule } from './simd-module'
import type { EllipseModel, Kernels } from './types'

/** The slot's layout, see assembly/ramp.ts. */
const [HEAD, TABLE, ENTRIES, LEFT] = [8128, 8192, 2048, 24_576] as const

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
  block.set(exactTask(prepareEllipses(models)))
  const scale = FULL / (high - low)
  // The series' next term, and far more than what float64 is off by.
  const doubt = scale * high * ((1.1 * step ** 3) / 48 + 1e-9)
  const view = new DataView(block.buffer)
  ;[from, step, 1 / step, ENTRIES, scale * low, doubt].forEach((value, i) => view.setFloat64(HEAD + i * 8, value, true))
  for (let i = 0; i < ENTRIES; i++) view.setFloat64(TABLE + i * 8, scale * peak * Math.exp(-(from + i * step) / 2), true)
  return block
}

export function simdRamp({ memory, exports, bytesUpTo }: SimdModule, plain: Pick<Kernels, 'ellipseRamp'>): Pick<Kernels, 'ellipseRamp'> {
  // A task has many runs.
  let last: { readonly task: EllipseRamp; readonly table: RampTable } | undefined
  return {
    ellipseRamp(rgb, count, task, certain, out) {
      const { models, rule, ramp } = task
      const isPlain = models.length === 0 || !isTold(models, ramp.high) || !(ramp.low < ramp.high) || rule.light === 'linear'
      if (isPlain || count > RAMP_PIXELS) return plain.ellipseRamp(rgb, count, task, certain, out)
      if (last?.task.ramp !== ramp || last.task.models !== models) last = { task, table: rampTable(models, ramp) }
      const { table } = last
      const bytes = bytesUpTo(Math.max(rgb + count * 3, out + count * 2))
      const values = new Uint16Array(bytes.buffer, out, count)
      const valueAt = rampAt(task, bytes)
      withScratch(memory, (slot) => {
        bytes.set(table, slot)
        const left = exports.rampBetween(rgb, count, certain.some, certain.full, out, slot + LEFT, slot)
        for (const i of new Uint32Array(memory.buffer, slot + LEFT, left)) values[i] = valueAt(rgb + i * 3)
      })
    },
  }
}
