/** How far a threshold is moved to see how much an area hangs on it. */
import { models, type ModelId } from './index'
import type { ModelDeclaration } from './shared/define'

/** A stricter and a looser threshold, within the model's range: twice and half of it, or of the odds where scores are logarithms of odds. */
export function thresholdBand(model: ModelId, threshold: number): readonly [stricter: number, looser: number] {
  const { min, max, shownAs, octave }: ModelDeclaration['threshold'] = models[model].threshold
  if (shownAs === 'nothing') return [threshold, threshold]
  const within = (value: number) => Math.min(max, Math.max(min, value))
  return octave === undefined ? [within(2 * threshold), within(threshold / 2)] : [within(threshold + octave), within(threshold - octave)]
}
