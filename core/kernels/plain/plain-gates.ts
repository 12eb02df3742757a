/** The plain mask of a gate, see chromaticity-gate.ts. */
import { gateTest, type ChromaticityGate, type GateTest } from '../chromaticity-gate'
import { keeps, lightOf, type PixelRule } from '../pixel-rule'

export interface PreparedGate {
  readonly test: GateTest
  readonly rule: PixelRule
}

/** Throws RangeError for a shape whose numbers are not finite, or that has no inside by its making. */
export function prepareGate(gate: ChromaticityGate, rule: PixelRule): PreparedGate {
  const numbers =
    gate.kind === 'rectangle' ? [...gate.r, ...gate.g] : gate.kind === 'ellipse' ? [...gate.centre, ...gate.radii] : gate.points.flat()
  const drawn = gate.kind === 'polygon' ? gate.points.length >= 3 : gate.kind === 'rectangle' || (gate.radii[0] > 0 && gate.radii[1] > 0)
  if (!drawn || !numbers.every(Number.isFinite)) throw new RangeError(`prepareGate: no shape: ${JSON.stringify(gate)}`)
  return { test: gateTest(gate), rule }
}

/** 255 inside of the gate, else 0, and for black pixels; returns how many. `out` -1 counts alone. */
export function gateMask(bytes: Uint8Array, rgb: number, count: number, { test, rule }: PreparedGate, out: number): number {
  const light = lightOf(rule)
  let inside = 0
  for (let p = 0, i = rgb; p < count; p++, i += 3) {
    const [R, G, B] = [bytes[i]!, bytes[i + 1]!, bytes[i + 2]!]
    const sum = light[R]! + light[G]! + light[B]!
    const value = sum > 0 && keeps(rule, R, G, B) && test(light[R]! / sum, light[G]! / sum) ? 255 : 0
    inside += value & 1
    if (out >= 0) bytes[out + p] = value
  }
  return inside
}
