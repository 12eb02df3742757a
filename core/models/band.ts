/** How far a threshold is moved to see how much an area hangs on it. */
import { models, type ModelId } from './index'

/** Twice and half the odds, in scores of classes of colour: 21.25 for each nat. */
const ODDS_STEP = 15

/** A stricter and a looser threshold, within the model's range: twice and half of it, or of the odds where scores are logarithms of odds. */
export function thresholdBand(model: ModelId, threshold: number): readonly [stricter: number, looser: number] {
  const { min, max, shownAs } = models[model].threshold
  if (shownAs === 'nothing') return [threshold, threshold]
  const within = (value: number) => Math.min(max, Math.max(min, value))
  return model === 'classes'
    ? [within(threshold + ODDS_STEP), within(threshold - ODDS_STEP)]
    : [within(2 * threshold), within(threshold / 2)]
}
