/** The soft threshold of a gate. */
import { FULL } from '../../mask/feather'
import { chromaticity } from '../../kernels/definition'
import { keeps, lightOf, type PixelRule } from '../../kernels/pixel-rule'
import { gateTest, type ChromaticityGate } from './definition'

/** A gate has no slope: all inside, nothing outside. */
export function rampOfGate(bytes: Uint8Array, rgb: number, gate: ChromaticityGate, rule: PixelRule, out: Uint16Array): void {
  const inside = gateTest(gate)
  const light = lightOf(rule)
  for (let i = 0, from = rgb; i < out.length; i++, from += 3) {
    const [R, G, B] = [bytes[from]!, bytes[from + 1]!, bytes[from + 2]!]
    const at = keeps(rule, R, G, B) ? chromaticity(light[R]!, light[G]!, light[B]!) : null
    out[i] = at !== null && inside(at.r, at.g) ? FULL : 0
  }
}
