/** Each pixel's class: the mask after its steps, and in it the class of the greatest score. */
import type { ClassShares, Segmentation, View } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import { classNames } from '../../../core/models/classes/names'
import type { OpenDocument } from '../photo/documents'
import { windowOf, wholeOf } from '../photo/views'
import { classScorer } from '../../../core/scorers/classes'
import type { ClassScorer } from '../../../core/scorers/classes/scorer'
import type { Tools } from '../threads/tools'
import { writeMask } from './clean'
import { cleanView } from './clean-view'
import { fit } from './scorer'

/** @throws ChromapatchError PARAMETER_INVALID for a model that has no classes. */
async function scorerOf({ pool }: Tools, document: OpenDocument, segmentation: Segmentation, signal: AbortSignal): Promise<ClassScorer> {
  const { scorer, model } = await fit(pool, document, segmentation, signal)
  if (scorer.kind === classScorer.kind) return scorer as ClassScorer
  throw new ChromapatchError('PARAMETER_INVALID', `The model ${model} has no classes.`, { hint: 'Choose the model “Classes of colour”.' })
}

/** Labels of a view, a byte a pixel: 0 for none, else the number of the class. @throws as `cleanView`, and PARAMETER_INVALID. */
export async function labelView(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  view: View,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const scorer = await scorerOf(tools, document, segmentation, signal)
  const { bytes } = await cleanView(tools, document, segmentation, view, signal)
  const { rgb, stride, w, h } = windowOf(document, view)
  return await tools.arena.withBytes([bytes.length], async ([mask]) => {
    tools.arena.bytes(mask.offset, bytes.length).set(bytes)
    await tools.pool.run({ kind: 'labels', source: { rgb, stride, w, h }, scorer, mask: mask.offset }, { signal })
    return tools.arena.bytes(mask.offset, bytes.length).slice()
  })
}

/** Labels at full size, and pixels of none and of each class. */
export interface Labels {
  readonly names: readonly string[]
  readonly labels: Uint8Array
  readonly counts: readonly number[]
}

/** Lets `use` read the labels of the whole photo, which are gone when it has ended. */
export async function withLabels<T>(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  signal: AbortSignal,
  use: (labels: Labels) => Promise<T> | T,
): Promise<T> {
  const scorer = await scorerOf(tools, document, segmentation, signal)
  const { pixels } = document.raster
  return await tools.arena.withBytes([pixels], async ([mask]) => {
    await writeMask(tools, document, segmentation, { narrow: mask.offset, wide: -1 }, { signal })
    const counts = await tools.pool.run({ kind: 'labels', source: wholeOf(document), scorer, mask: mask.offset }, { signal })
    return await use({ names: classNames(segmentation.patches), labels: tools.arena.bytes(mask.offset, pixels), counts: [...counts] })
  })
}

/** How much of the photo each class has. Together with none they are all of it. */
export async function classShares(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  signal: AbortSignal,
): Promise<ClassShares> {
  return await withLabels(tools, document, segmentation, signal, ({ names, counts }) => ({
    none: counts[0]!,
    classes: names.map((name, k) => ({ name, pixels: counts[k + 1]! })),
  }))
}
