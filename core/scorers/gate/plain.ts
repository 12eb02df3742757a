/** The plain mask of a gate, see chromaticity-gate.ts. */
import { gateTest, type ChromaticityGate, type GateTest } from './definition'
import { EVERY_PIXEL, keeps, lightOf, type PixelRule } from '../../kernels/pixel-rule'
import type { BytesUpTo } from '../../memory'
import type { GateKernels } from './kernels'

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

/** The kernels of gates in plain float64. */
export function plainGates(bytesUpTo: BytesUpTo): GateKernels {
  let gate = prepareGate({ kind: 'rectangle', r: [0, 0], g: [0, 0] }, EVERY_PIXEL)
  return {
    prepareGate(shape, rule = EVERY_PIXEL) {
      gate = prepareGate(shape, rule)
    },
    gateMask(rgb, count, out) {
      return gateMask(bytesUpTo(Math.max(rgb + count * 3, out + count)), rgb, count, gate, out)
    },
  }
}
