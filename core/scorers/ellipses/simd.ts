/**
 * The compiled kernels of ellipses: the task is written into a scratch slot, and the module is called. Linear light is the plain
 * kernels'.
 */
import { EVERY_PIXEL, type PixelRule } from '../../kernels/pixel-rule'
import { cutOf } from '../../kernels/score-map'
import { withScratch } from '../../wasm/scratch'
import { withRule, type SimdModule } from '../../wasm/simd-module'
import type { EllipseKernels } from './kernels'
import { limitFor, prepareEllipses } from './prepared'
import { factorsOf, maskTask, MODELS_MAX, scoreTask, type EllipseTask } from './simd-task'

type MaskKernels = Omit<EllipseKernels, 'ellipseRamp'>

export function simdEllipses(module: SimdModule, plain: MaskKernels): MaskKernels {
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
