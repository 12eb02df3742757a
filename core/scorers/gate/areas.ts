/** Areas of a gate at many thresholds, see ../shared/areas.ts. */
import { keeps, lightOf, type PixelRule } from '../../kernels/pixel-rule'
import type { SlotCounter } from '../shared/areas'
import { gateTest, type ChromaticityGate } from './definition'

/** In the gate at every threshold, or at none. */
export function gateSlots(gate: ChromaticityGate, rule: PixelRule, thresholds: readonly number[]): SlotCounter {
  const inside = gateTest(gate)
  const light = lightOf(rule)
  return (bytes, rgb, count, slots) => {
    for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
      const [R, G, B] = [bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number]
      const sum = (light[R] as number) + (light[G] as number) + (light[B] as number)
      const slot = sum > 0 && keeps(rule, R, G, B) && inside((light[R] as number) / sum, (light[G] as number) / sum) ? thresholds.length : 0
      slots[slot] = (slots[slot] as number) + 1
    }
  }
}
