/** How much of a colour there is in each of two photos: one model, learned from patches of before, asked of both. */
import type { ColourChange } from '../../../contract/comparison'
import type { ScoreScale, Segmentation, View } from '../../../contract/contract'
import { kindOf } from '../../../core/models/scorers'
import { fit } from '../mask/scorer'
import { report } from '../mask/segmentation'
import { wholeOf, windowOf } from '../photo/views'
import type { Scorer } from '../../../core/scorers/shared/kind'
import type { InUse } from './comparisons'
import { COLOUR_LENGTH } from './run-colour'
import { run } from './work'

/** What is fitted to one photo is asked of another. */
const byColour = (scorer: Scorer): Scorer => kindOf(scorer).onAnotherPhoto?.(scorer) ?? scorer

/** @throws ChromapatchError PATCH_OUTSIDE, PATCH_UNUSABLE, PARAMETER_INVALID, MEMORY_EXCEEDED, JOB_CANCELLED */
export async function measureColour({ work, before, open: { aligned } }: InUse, segmentation: Segmentation): Promise<ColourChange> {
  const fitted = await fit(work.pool, before, segmentation, work.signal)
  const { threshold } = fitted
  const scorer = byColour(fitted.scorer)
  const { width, height, levels } = aligned
  return await work.arena.withBytes([width * height, width * height, height * COLOUR_LENGTH * 8], async ([a, b, out]) => {
    const masks = [
      [wholeOf(before), a],
      [wholeOf({ raster: aligned }), b],
    ] as const
    for (const [source, mask] of masks) {
      await work.pool.run({ kind: 'mask', source, scorer, threshold, out: mask.offset }, { signal: work.signal })
    }
    const step = { name: 'colour', before: a.offset, after: b.offset, covered: levels[0]!.alpha, width, out: out.offset } as const
    await run(work, step, height, width)
    const records = new Float64Array(work.arena.memory.buffer, out.offset, height * COLOUR_LENGTH)
    const sum = (cell: number) => {
      let total = 0
      for (let i = cell; i < records.length; i += COLOUR_LENGTH) total += records[i]!
      return total
    }
    const [overlap, was, is, kept] = [sum(0), sum(1), sum(2), sum(3)]
    // One alone has no letter.
    const { warnings } = report(fitted, fitted.statistics.length === 1 ? () => 'the patch' : undefined)
    return { overlap, before: was, after: is, kept, gained: is - kept, lost: was - kept, warnings }
  })
}

/** The scores of a view, before and after in turn: bytes that are the caller's own. @throws as `measureColour` does. */
export async function colourScores(
  { work, before, open: { aligned } }: InUse,
  segmentation: Segmentation,
  view: View,
): Promise<{ bytes: Uint8Array; scale: ScoreScale }> {
  const { scale, threshold, ...fitted } = await fit(work.pool, before, segmentation, work.signal)
  const scorer = byColour(fitted.scorer)
  const [from, to] = [windowOf(before, view), windowOf({ raster: aligned }, view)]
  const { w, h } = view.region
  return await work.arena.withBytes([w * h, w * h, w * h * 2], async ([a, b, out]) => {
    for (const [source, map] of [
      [from, a],
      [to, b],
    ] as const) {
      await work.pool.run({ kind: 'score', source, scorer, threshold, out: map.offset }, { signal: work.signal })
    }
    const places = { before: a.offset, after: b.offset, covered: to.alpha, stride: to.stride, width: w, out: out.offset }
    await run(work, { name: 'interleave', ...places }, h, w)
    return { bytes: work.arena.bytes(out.offset, w * h * 2).slice(), scale }
  })
}
