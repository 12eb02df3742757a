/** Mask, score map and areas of Gaussians in L*a*b*. What the kernel's bounds leave in doubt, the definition decides. */
import { keeps, keepsAll } from '../../kernels/pixel-rule'
import { anchoredByte, byteOfSquaredDistance, cutOf, STEPS_PER_SIGMA, type ScoreScale } from '../../kernels/score-map'
import { slotOfDistance, type SlotCounter } from '../shared/areas'
import type { ScorerRun, ScoreThread } from '../shared/kind'
import { limitOf } from '../shared/likelihood'
import { around, distancesOf, type Distances } from './distances'
import type { LabScorer } from './model'
import { labRamp } from './ramp'

export const SCALE: ScoreScale = { kind: 'distance', peak: 1 }

/** Whether the rule keeps the pixel whose bytes start at an offset. */
export function keeper({ memory }: Pick<ScoreThread, 'memory'>, { rule }: LabScorer): (from: number) => boolean {
  if (keepsAll(rule)) return () => true
  const bytes = new Uint8Array(memory.buffer)
  return (from) => keeps(rule, bytes[from]!, bytes[from + 1]!, bytes[from + 2]!)
}

export function labRun(thread: ScoreThread, scorer: LabScorer): ScorerRun {
  const distances = distancesOf(thread, scorer)
  return {
    mask: (rgb, count, threshold, out) => labMask(thread, scorer, distances, [rgb, count, out], limitOf(threshold, 1)),
    score: (rgb, count, threshold, out) => labScore(thread, scorer, distances, [rgb, count, out], threshold),
    ramp: (rgb, count, ramp, out) => labRamp(thread, scorer, distances, [rgb, count, out], ramp),
  }
}

type Run = readonly [rgb: number, count: number, out: number]

function labMask(thread: ScoreThread, scorer: LabScorer, distances: Distances, [rgb, count, out]: Run, limit: number): number {
  const [inner, outer] = around(limit, distances)
  const kept = keeper(thread, scorer)
  let inside = 0
  distances.each(rgb, count, (found, first) => {
    const mask = out < 0 ? null : new Uint8Array(thread.memory.buffer, out + first, found.length)
    for (let i = 0, from = rgb + first * 3; i < found.length; i++, from += 3) {
      const d = found[i]!
      const yes = (d < inner || (!(d >= outer) && distances.exact(from) < limit)) && kept(from)
      if (yes) inside++
      if (mask !== null) mask[i] = yes ? 255 : 0
    }
  })
  return inside
}

function labScore(thread: ScoreThread, scorer: LabScorer, distances: Distances, [rgb, count, out]: Run, threshold: number): void {
  const limit = limitOf(threshold, 1)
  const cut = cutOf(threshold, SCALE)
  const [inner, outer] = around(limit, distances)
  const kept = keeper(thread, scorer)
  // Steps from 1 to 256 are off by less; below 1 there is no other step to be mistaken for.
  const doubt = STEPS_PER_SIGMA ** 2 * distances.near + 4 * STEPS_PER_SIGMA * distances.share
  // Further than 6 σ, where the scale ends.
  const [, beyond] = around((255 / STEPS_PER_SIGMA) ** 2, distances)
  const exactly = (from: number) => {
    const d = distances.exact(from)
    return d === Number.POSITIVE_INFINITY ? 0 : anchoredByte(byteOfSquaredDistance(d), d < limit, cut)
  }
  distances.each(rgb, count, (found, first) => {
    const map = new Uint8Array(thread.memory.buffer, out + first, found.length)
    for (let i = 0, from = rgb + first * 3; i < found.length; i++, from += 3) {
      const d = found[i]!
      if ((d >= beyond && d >= outer) || !kept(from)) map[i] = 0
      else {
        const steps = Math.sqrt(Math.max(0, d)) * STEPS_PER_SIGMA
        const part = steps - Math.floor(steps)
        const isCertain = (d < inner || d >= outer) && part >= doubt && part <= 1 - doubt
        map[i] = isCertain ? anchoredByte(steps >= 255 ? 0 : 255 - Math.floor(steps), d < inner, cut) : exactly(from)
      }
    }
  })
}

/** Score > T, as the mask has it. */
export function labSlots(scorer: LabScorer, thresholds: readonly number[], thread: ScoreThread): SlotCounter {
  const distances = distancesOf(thread, scorer)
  const limits = thresholds.map((threshold) => limitOf(threshold, 1))
  const bounds = limits.map((limit) => around(limit, distances))
  const slotOf = slotOfDistance(limits)
  const kept = keeper(thread, scorer)
  /** Of a distance that passes `slot` thresholds, and not the next. */
  const isCertain = (d: number, slot: number) =>
    (slot === 0 || d < bounds[slot - 1]![0]) && (slot === limits.length || d >= bounds[slot]![1])
  return (_bytes, rgb, count, slots) =>
    distances.each(rgb, count, (found, first) => {
      for (let i = 0, from = rgb + first * 3; i < found.length; i++, from += 3) {
        const d = found[i]!
        let slot = kept(from) ? slotOf(d) : 0
        if (!isCertain(d, slot) && kept(from)) slot = slotOf(distances.exact(from))
        slots[slot]! += 1
      }
    })
}
