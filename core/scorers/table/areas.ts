/** Areas of a back-projection at many thresholds, see ../shared/areas.ts. */
import type { PixelRule } from '../../kernels/pixel-rule'
import type { SlotCounter } from '../shared/areas'
import { prepareTable } from './plain'
import type { ScoreTable } from './table'

/** Score >= T, and above 0. */
export function tableSlots(table: ScoreTable, rule: PixelRule, thresholds: readonly number[]): SlotCounter {
  const { entryOf } = prepareTable(table, rule)
  const slotOf = Uint16Array.from(table.scores, (score) => (score > 0 ? thresholds.filter((threshold) => score >= threshold).length : 0))
  return (bytes, rgb, count, slots) => {
    for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
      const entry = entryOf(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
      const slot = entry < 0 ? 0 : (slotOf[entry] as number)
      slots[slot] = (slots[slot] as number) + 1
    }
  }
}
