/**
 * The compiled kernels behind the interface: shapes are checked here, the task is written into a
 * scratch slot, and the module is called. What does not gain by SIMD is the plain kernels'.
 */
import { cutOf } from '../kernels/score-map'
import { endOfCutOut } from '../mask/cut-out'
import { limitFor, prepareEllipses } from '../kernels/ellipses'
import { EVERY_PIXEL, type PixelRule } from '../kernels/pixel-rule'
import { createPlainKernels } from '../kernels/plain/plain'
import { SLOT_BYTES } from '../memory'
import { withScratch } from './scratch'
import { factorsOf, maskTask, MODELS_MAX, scoreTask, type EllipseTask } from './simd-ellipses'
import { simdGates } from './simd-gates'
import { simdMasks } from './simd-masks'
import { simdRamp } from './simd-ramp'
import { instantiate, withRule, type SimdModule } from './simd-module'
import { simdTables } from './simd-tables'
import type { Kernels } from '../kernels/types'

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
    ...simdGates(module, plain),
    ...simdMasks(module, plain),
    ...simdRamp(module, ellipses),
    fieldRow(run, row, line, cut) {
      const { rgb, x, count, out } = run
      const shift = Math.log2(line.scale)
      if (!Number.isInteger(shift) || shift < 0 || row.byteLength > SLOT_BYTES) return plain.fieldRow(run, row, line, cut)
      bytesUpTo(Math.max(rgb + count * 3, out + count))
      return withScratch(memory, (slot) => {
        new Float32Array(memory.buffer, slot, row.length).set(row)
        return exports.fieldRow(rgb, x, count, slot, line.size, shift, cut, Math.max(out, 0))
      })
    },
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

type EllipseKernels = Pick<Kernels, 'prepareEllipses' | 'ellipseMask' | 'ellipseScore'>

function simdEllipses(module: SimdModule, plain: EllipseKernels): EllipseKernels {
  const { memory, exports, bytesUpTo } = module
  const runOf = (rgb: number, count: number, out: number) => bytesUpTo(Math.max(rgb + count * 3, out + count))
  let ellipses = prepareEllipses([])
  let factors = factorsOf(ellipses)
  let rule: PixelRule = EVERY_PIXEL
  // A task's runs may be as short as a row of the view: the last block of each kind is kept.
  let lastMask: { readonly threshold: number; readonly task: EllipseTask } | undefined
  let lastScore: { readonly threshold: number; readonly task: EllipseTask } | undefined

  return {
    prepareEllipses(models, kept = EVERY_PIXEL) {
      if (models.length > MODELS_MAX) throw new RangeError(`prepareEllipses: at most ${MODELS_MAX} models, received ${models.length}`)
      ellipses = prepareEllipses(models, kept)
      factors = factorsOf(ellipses)
      rule = kept
      if (rule.light === 'linear') plain.prepareEllipses(models, rule)
      lastMask = lastScore = undefined
    },
    ellipseMask(rgb, count, threshold, out) {
      if (rule.light === 'linear') return plain.ellipseMask(rgb, count, threshold, out)
      const bytes = runOf(rgb, count, out)
      const limit = limitFor(ellipses, threshold)
      if (!(limit > 0)) {
        if (out >= 0) bytes.fill(0, out, out + count)
        return 0
      }
      if (lastMask?.threshold !== threshold) lastMask = { threshold, task: maskTask(ellipses, factors, limit) }
      const { route, block } = lastMask.task
      return withScratch(memory, (slot) => {
        bytes.set(block, slot)
        return withRule(module, rule, slot, [rgb, count, out], (at, n, to) => {
          if (route === 'exact') return exports.maskExactly(at, n, to, slot)
          if (route === 'many') return exports.maskOfMany(at, n, to, slot)
          return exports.maskOfOne(at, n, to, slot, route === 'one' ? 0 : 1)
        })
      })
    },
    ellipseScore(rgb, count, threshold, out) {
      if (rule.light === 'linear') return plain.ellipseScore(rgb, count, threshold, out)
      const bytes = runOf(rgb, count, out)
      if (ellipses.added === 0) {
        bytes.fill(0, out, out + count)
        return
      }
      if (lastScore?.threshold !== threshold) {
        const cut = cutOf(threshold, { kind: 'distance', peak: ellipses.peak })
        lastScore = { threshold, task: scoreTask(ellipses, factors, limitFor(ellipses, threshold), cut) }
      }
      const { route, block } = lastScore.task
      withScratch(memory, (slot) => {
        bytes.set(block, slot)
        withRule(module, rule, slot, [rgb, count, out], (at, n, to) => {
          if (route === 'exact') exports.scoreExactly(at, n, to, slot)
          else if (route === 'many') exports.scoreOfMany(at, n, to, slot)
          else exports.scoreOfOne(at, n, to, slot, route === 'one' ? 0 : 1)
          return 0
        })
      })
    },
  }
}
