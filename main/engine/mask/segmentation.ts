/** Score maps for the screen, masks at full size, and what is reported of the patches. */
import type { PatchStatistics as StatisticsReply, Segmentation, Segmented, View } from '../../../contract/contract'
import type { PatchStatistics } from '../../../core/kernels/statistics'
import { patchWarnings } from '../../../core/models/shared/patch-health'
import { models } from '../../../core/models'
import type { Arena } from '../threads/arena'
import type { OpenDocument } from '../photo/documents'
import type { Pool, RunOptions } from '../threads/pool'
import type { CallContext } from '../context'
import type { Window } from '../threads/window'
import type { Fitted } from './fitted'
import { fit } from './scorer'
import { wholeOf, windowOf } from '../photo/views'

/** The score map of a view: bytes that are the caller's own, and what they mean. */
export async function score(
  arena: Arena,
  pool: Pool,
  document: OpenDocument,
  segmentation: Segmentation,
  view: View,
  { signal }: Pick<CallContext, 'signal'>,
  letters?: readonly number[],
): Promise<{ map: Uint8Array; reply: Segmented }> {
  const source = windowOf(document, view)
  const { w, h } = source
  const fitted = await fit(pool, document, segmentation, signal)
  const { scale, threshold } = fitted
  return await arena.withBytes([w * h], async ([out]) => {
    await scoreInto(pool, source, fitted, out.offset, { signal })
    const map = arena.bytes(out.offset, w * h).slice()
    const named = report(fitted, (at) => `Patch ${patchLetter(letters?.[at] ?? at)}`)
    return { map, reply: { ...named, scale, width: w, height: h, exactAt: threshold, chosen: fitted.chosen ?? null } }
  })
}

/** The score map of a window into `out`, a byte a pixel. */
export async function scoreInto(
  pool: Pool,
  source: Window,
  { scorer, threshold }: Fitted,
  out: number,
  options: RunOptions,
): Promise<void> {
  await pool.run({ kind: 'score', source, scorer, threshold, out }, options)
}

/** The mask at full size, 0 or 255 a pixel, into `out` (an offset, or -1 to count alone). Returns its pixels. */
export async function mask(
  pool: Pool,
  document: OpenDocument,
  { scorer, threshold }: Fitted,
  out: number,
  options: RunOptions,
): Promise<number> {
  const [pixels] = await pool.run({ kind: 'mask', source: wholeOf(document), scorer, threshold, out }, options)
  return pixels!
}

/** Each patch's statistics, and what makes the mask doubtful. `nameOf` is what the patch of an index is called in a sentence. */
export function report(
  { model, statistics, floored }: Fitted,
  nameOf = (at: number) => `Patch ${patchLetter(at)}`,
): Pick<Segmented, 'patches' | 'warnings'> {
  return {
    patches: statistics.map((patch, i) => describe(patch, floored[i]!)),
    warnings: statistics.flatMap((patch, i) => patchWarnings(patch, nameOf(i), floored[i], models[model].concerns)),
  }
}

function describe(statistics: PatchStatistics, floored: boolean): StatisticsReply {
  const { x, y, w, h, role, pixels, meanR, meanG, stdR, stdG, covariance, meanColour, clipped, dark, black, leftOut } = statistics
  const [[rr, rg], [gr, gg]] = covariance
  const [red, green, blue] = meanColour
  return {
    ...{ x, y, w, h, role, pixels, meanR, meanG, stdR, stdG, floored, clipped, dark, black, leftOut },
    covariance: [
      [rr, rg],
      [gr, gg],
    ],
    meanColour: [red, green, blue],
  }
}

/** A, B … Z, AA, AB …: patches are called the same in the window, the warnings and the help. */
function patchLetter(index: number): string {
  return (index >= 26 ? patchLetter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}
