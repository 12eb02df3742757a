/** Masks of gates by the compiled kernels: a byte by cell, and the cells on the outline pixel by pixel. */
import type { GateTest } from './definition'
import { byPairs, numpyBins } from '../../wasm/chromaticity-keys'
import { GATE_CELLS, gateCells, MIXED, quickGateTest } from './cells'
import { EVERY_PIXEL, type PixelRule } from '../../kernels/pixel-rule'
import { withScratch } from '../../wasm/scratch'
import { PLANE, PLANE_PIXELS, withRule, type SimdModule } from '../../wasm/simd-module'
import type { GateKernels } from './kernels'

export function simdGates(module: SimdModule, plain: GateKernels): GateKernels {
  const { memory, exports, bytesUpTo } = module
  let pairs: Uint8Array = new Uint8Array(0)
  let test: GateTest = () => false
  let rule: PixelRule = EVERY_PIXEL

  /** Looks at the pixels of mixed cells; returns how many of them are inside. */
  const settle = (rgb: number, count: number, plane: number): number => {
    const bytes = new Uint8Array(memory.buffer, plane, count)
    const colours = new Uint8Array(memory.buffer, rgb, count * 3)
    let inside = 0
    for (let p = bytes.indexOf(MIXED); p >= 0; p = bytes.indexOf(MIXED, p + 1)) {
      const [R, G, B] = [colours[p * 3]!, colours[p * 3 + 1]!, colours[p * 3 + 2]!]
      const value = test(R / (R + G + B), G / (R + G + B)) ? 255 : 0
      bytes[p] = value
      inside += value & 1
    }
    return inside
  }

  return {
    prepareGate(gate, kept = EVERY_PIXEL) {
      plain.prepareGate(gate, kept)
      ;[pairs, test, rule] = [byPairs(numpyBins(GATE_CELLS), GATE_CELLS, gateCells(gate)), quickGateTest(gate), kept]
    },
    gateMask(rgb, count, out) {
      if (rule.light === 'linear') return plain.gateMask(rgb, count, out)
      bytesUpTo(Math.max(rgb + count * 3, out + count))
      return withScratch(memory, (slot) => {
        new Uint8Array(memory.buffer).set(pairs, slot)
        const run = (at: number, n: number, to: number): number => exports.lookUpPairs(at, n, to, GATE_CELLS, slot) + settle(at, n, to)
        return withRule(module, rule, slot, [rgb, count, out], (at, n, to) => {
          if (to > 0) return run(at, n, to)
          let inside = 0
          for (let first = 0; first < n; first += PLANE_PIXELS)
            inside += run(at + first * 3, Math.min(PLANE_PIXELS, n - first), slot + PLANE)
          return inside
        })
      })
    },
  }
}
