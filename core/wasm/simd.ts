/**
 * The compiled kernels behind the interface: shapes are checked here, the task is written into a
 * scratch slot, and the module is called. What does not gain by SIMD is the plain kernels'.
 */
import { endOfCutOut } from '../mask/cut-out'
import { createPlainKernels } from './plain'
import { withScratch } from './scratch'
import { simdGates } from '../scorers/gate/simd'
import { simdMasks } from './simd-masks'
import { simdRamp } from '../scorers/ellipses/simd-ramp'
import { instantiate } from './instantiate'
import { simdCounts } from './simd-counts'
import { simdClasses } from '../scorers/classes/simd'
import { simdEllipses } from '../scorers/ellipses/simd'
import { simdTables } from '../scorers/table/simd'
import type { Kernels } from './kernels'

/** The compiled kernels over a shared memory of at least RESERVED_BYTES; null where they cannot run. */
export function createSimdKernels(memory: WebAssembly.Memory): Kernels | null {
  const module = instantiate(memory)
  if (module === null) return null
  const { exports, bytesUpTo } = module
  const plain = createPlainKernels(memory)
  const ellipses = simdEllipses(module, plain)
  return {
    name: 'simd',
    ...ellipses,
    ...simdTables(module, plain),
    ...simdCounts(module, plain),
    ...simdGates(module, plain),
    ...simdMasks(module, plain),
    ...simdRamp(module, ellipses),
    ...simdClasses(module, plain),
    census(rgb, count, counts) {
      bytesUpTo(rgb + count * 3)
      const both = exports.census(rgb, count)
      counts[0] = (counts[0] as number) + Number(both & 0xffff_ffffn)
      counts[1] = (counts[1] as number) + Number(both >> 32n)
    },
    halve(source, width, height, channels, out, y0, y1) {
      bytesUpTo(Math.max(source + width * height * channels, out + ((width + 1) >> 1) * y1 * channels))
      exports.halve(source, width, height, channels, out, y0, y1)
    },
    greyDifference(before, after, count, out) {
      if (out % 4 !== 0) throw new RangeError(`greyDifference: the output must lie at a multiple of 4, received ${out}`)
      bytesUpTo(Math.max(before + count * 3, after + count * 3, out + count * 4))
      exports.greyDifference(before, after, count, out)
    },
    cutOut(run) {
      const { rgb, mask, alpha, out, count, matte } = run
      const bytes = bytesUpTo(endOfCutOut(run))
      const opacity = Math.max(alpha, 0)
      if (matte === null) return exports.cutOut(rgb, mask, opacity, out, count)
      withScratch(memory, (slot) => {
        for (let i = 0; i < 48; i++) bytes[slot + i] = matte[i % 3] as number
        exports.cutOutOn(rgb, mask, opacity, out, count, slot)
      })
    },
    greyDistance(before, after, count, out) {
      bytesUpTo(Math.max(before + count * 3, after + count * 3, out + count))
      exports.greyDistance(before, after, count, out)
    },
  }
}
