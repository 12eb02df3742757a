/** The soft threshold of a back-projection, see ../shared/ramp.ts. */
import type { PixelRule } from '../../kernels/pixel-rule'
import { rampValue, type Ramp } from '../shared/ramp'
import { prepareTable } from './plain'
import type { ScoreTable } from './table'

/** A run of `out.length` pixels whose RGB bytes start at `rgb`. */
export function rampOfTable(bytes: Uint8Array, rgb: number, table: ScoreTable, rule: PixelRule, ramp: Ramp, out: Uint16Array): void {
  const { entryOf } = prepareTable(table, rule)
  const values = Uint16Array.from(table.scores, (score) => rampValue(score, ramp))
  for (let i = 0, from = rgb; i < out.length; i++, from += 3) {
    const entry = entryOf(bytes[from]!, bytes[from + 1]!, bytes[from + 2]!)
    out[i] = entry < 0 ? 0 : values[entry]!
  }
}
