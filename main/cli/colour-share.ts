/** “This colour went from 31.2 % to 28.1 %”: what `chromapatch difference … --patch` says of a colour in both photos. */
import type { ColourChange } from '../../contract/comparison'
import type { Segmentation } from '../../contract/contract'
import { MODEL_OPTIONS } from './flags/model-flags'
import { usage } from './arguments'

/** Whether a colour is asked for. @throws ChromapatchError USAGE for flags of a model without a patch to learn it from. */
export function hasColour(values: Readonly<Record<string, unknown>>): boolean {
  if (['patch', 'add', 'gate'].some((flag) => values[flag] !== undefined)) return true
  const stray = ['subtract', 'threshold', 'model', ...Object.keys(MODEL_OPTIONS)].find((flag) => values[flag] !== undefined)
  if (stray !== undefined) throw usage(`--${stray} is about the colour of a --patch, and there is none.`)
  return false
}

/** Pixels and shares of what both photos show; fractions 0..1. */
export function colourOf({ model, threshold }: Segmentation, { overlap, before, after, kept, gained, lost, warnings }: ColourChange) {
  const share = (pixels: number) => ({ pixels, fraction: overlap === 0 ? 0 : pixels / overlap })
  return {
    ...{ model, threshold, overlap },
    ...{ before: share(before), after: share(after), kept: share(kept), gained: share(gained), lost: share(lost) },
    warnings,
  }
}

export function colourLines({ model, before, after, kept, gained, lost, warnings }: ReturnType<typeof colourOf>): string[] {
  const percent = ({ fraction }: { fraction: number }) => `${(100 * fraction).toFixed(2)} %`
  return [
    `colour     ${model}: from ${percent(before)} to ${percent(after)} of what both show; kept ${percent(kept)}, gained ${percent(gained)}, lost ${percent(lost)}`,
    ...warnings.map((warning) => `note: ${warning}`),
  ]
}
