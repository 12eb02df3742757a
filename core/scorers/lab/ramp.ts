/** The soft threshold of Gaussians in L*a*b*: the ramp's value of the likelihood. */
import { keeps, keepsAll } from '../../kernels/pixel-rule'
import { FULL } from '../../mask/feather'
import type { ScoreThread } from '../shared/kind'
import { likelihood, limitOf } from '../shared/likelihood'
import { CLEAR, rampValue, type Ramp } from '../shared/ramp'
import { around, type Distances } from './distances'
import type { LabScorer } from './model'

/** Below this a score is too near to underflow for its distance to tell. */
const LEAST = 1e-250

export function labRamp(
  { memory }: Pick<ScoreThread, 'memory'>,
  { rule }: LabScorer,
  distances: Distances,
  [rgb, count, out]: readonly [rgb: number, count: number, out: number],
  ramp: Ramp,
): void {
  const { low, high } = ramp
  const [full] = around(limitOf(high, 1) - CLEAR, distances)
  const [, nothing] = around(limitOf(low, 1) + CLEAR, distances)
  const isTold = high > LEAST
  const scale = FULL / (high - low)
  const all = keepsAll(rule)
  const bytes = new Uint8Array(memory.buffer)
  distances.each(rgb, count, (found, first) => {
    const values = new Uint16Array(memory.buffer, out + first * 2, found.length)
    for (let i = 0, from = rgb + first * 3; i < found.length; i++, from += 3) {
      const d = found[i]!
      if (d >= nothing || !(all || keeps(rule, bytes[from]!, bytes[from + 1]!, bytes[from + 2]!))) values[i] = 0
      else if (isTold && d < full) values[i] = FULL
      else {
        const score = likelihood(d)
        const value = scale * (score - low) + 0.5
        const part = value - Math.floor(value)
        // Half the error of d², by the ramp's slope; NaN is in doubt.
        const doubt = scale * score * (distances.near + distances.share * d) + 1e-6
        const isCertain = part > doubt && part < 1 - doubt
        values[i] = rampValue(isCertain ? score : likelihood(distances.exact(from)), ramp)
      }
    }
  })
}
