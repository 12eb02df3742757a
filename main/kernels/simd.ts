/**
 * The compiled kernels behind the interface: shapes are checked here, the task is written into a
 * scratch slot, and the module is called. What does not gain by SIMD is the plain kernel's.
 */
import { assembly } from './assembly.generated'
import { limitFor, prepareEllipses } from './ellipses'
import { bytesOf, RESERVED_BYTES } from './memory'
import { EVERY_PIXEL, keepsAll } from './pixel-rule'
import { createPlainKernels } from './plain'
import { withScratch } from './scratch'
import { factorsOf, maskTask, MODELS_MAX, scoreTask, type EllipseTask } from './simd-ellipses'
import { cutOf } from '../operations/score-map'
import type { Kernels } from './types'

type Run<T> = (rgb: number, count: number, out: number, slot: number) => T
type RunOne<T> = (rgb: number, count: number, out: number, slot: number, correlated: number) => T

/** The module's exports, see assembly/index.ts. */
interface Exports {
  maskOfOne: RunOne<number>
  maskOfMany: Run<number>
  maskExactly: Run<number>
  scoreOfOne: RunOne<void>
  scoreOfMany: Run<void>
  scoreExactly: Run<void>
  census(rgb: number, count: number): bigint
  halve(source: number, width: number, height: number, channels: number, out: number, y0: number, y1: number): void
}

let compiled: WebAssembly.Module | null | undefined

/** The module, compiled once a thread; null on a machine without SIMD or shared memory, as its validation says. */
function compiledModule(): WebAssembly.Module | null {
  if (compiled === undefined) {
    const bytes = Uint8Array.from(atob(assembly), (letter) => letter.charCodeAt(0))
    compiled = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
  }
  return compiled
}

/** The compiled kernels over a shared memory of at least RESERVED_BYTES; null where they cannot run. */
export function createSimdKernels(memory: WebAssembly.Memory): Kernels | null {
  // Asked by name: the type of `buffer` knows of no shared one.
  const shared = Object.prototype.toString.call(memory.buffer) === '[object SharedArrayBuffer]'
  const module = shared && memory.buffer.byteLength >= RESERVED_BYTES ? compiledModule() : null
  if (module === null) return null
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports
  const plain = createPlainKernels(memory)
  const bytesUpTo = bytesOf(memory)
  const runOf = (rgb: number, count: number, out: number) => bytesUpTo(Math.max(rgb + count * 3, out + count))
  let ellipses = prepareEllipses([])
  let factors = factorsOf(ellipses)
  let plainly = false
  // A task's runs may be as short as a row of the view: the last block of each kind is kept.
  let lastMask: { readonly threshold: number; readonly task: EllipseTask } | undefined
  let lastScore: { readonly threshold: number; readonly task: EllipseTask } | undefined

  return {
    ...plain,
    name: 'simd',
    prepareEllipses(models, rule = EVERY_PIXEL) {
      if (models.length > MODELS_MAX) throw new RangeError(`prepareEllipses: at most ${MODELS_MAX} models, received ${models.length}`)
      ellipses = prepareEllipses(models, rule)
      factors = factorsOf(ellipses)
      plainly = rule.light === 'linear' || !keepsAll(rule)
      if (plainly) plain.prepareEllipses(models, rule)
      lastMask = lastScore = undefined
    },
    ellipseMask(rgb, count, threshold, out) {
      if (plainly) return plain.ellipseMask(rgb, count, threshold, out)
      const bytes = runOf(rgb, count, out)
      const limit = limitFor(ellipses, threshold)
      if (!(limit > 0)) {
        if (out >= 0) bytes.fill(0, out, out + count)
        return 0
      }
      if (lastMask?.threshold !== threshold) lastMask = { threshold, task: maskTask(ellipses, factors, limit) }
      const { route, block } = lastMask.task
      const to = Math.max(out, 0)
      return withScratch(memory, (slot) => {
        bytes.set(block, slot)
        if (route === 'exact') return exports.maskExactly(rgb, count, to, slot)
        if (route === 'many') return exports.maskOfMany(rgb, count, to, slot)
        return exports.maskOfOne(rgb, count, to, slot, route === 'one' ? 0 : 1)
      })
    },
    ellipseScore(rgb, count, threshold, out) {
      if (plainly) return plain.ellipseScore(rgb, count, threshold, out)
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
        if (route === 'exact') exports.scoreExactly(rgb, count, out, slot)
        else if (route === 'many') exports.scoreOfMany(rgb, count, out, slot)
        else exports.scoreOfOne(rgb, count, out, slot, route === 'one' ? 0 : 1)
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
  }
}
