/** The cleaned mask of a segmentation: computed at full size, step by step, and kept for the next who asks. */
import type { Tools } from '../threads/tools'
import type { Segmentation } from '../../../contract/contract'
import { peakOf } from '../../../core/kernels/score-map'
import { runStep } from '../../../core/steps/run'

import { boundsOf, checkBounds, isBounded, within } from './clean/bounds'
import { checkSteps, type CheckedStep } from './clean/steps'
import { PoolWork, type Scored } from './clean/work'
import { type EngineMask } from '../threads/engine-mask'
import type { OpenDocument } from '../photo/documents'
import { throwIfCancelled, type RunOptions } from '../threads/pool'
import type { Fitted } from './fitted'
import { fit } from './scorer'
import { mask } from './segmentation'
import { wholeOf } from '../photo/views'

/**
 * Lets `use` read the cleaned mask of a segmentation; it must not be used after `use` has ended.
 * @throws ChromapatchError PATCH_*, PARAMETER_INVALID, MEMORY_EXCEEDED, JOB_CANCELLED, and what `use` throws.
 */
export async function withCleanMask<T>(
  { arena, pool }: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  signal: AbortSignal,
  use: (mask: EngineMask, work: PoolWork) => Promise<T>,
): Promise<T> {
  const steps = checkSteps(segmentation.clean)
  checkBounds(document, segmentation)
  const keys = keysOf(segmentation, steps)
  const bounds = boundsOf(segmentation)
  const { cleaned } = document
  return await cleaned.exclusive(async () => {
    throwIfCancelled(signal)
    let fitted: Promise<Fitted> | undefined
    const fitOnce = () => (fitted ??= fit(pool, document, segmentation, signal))
    const work = new PoolWork(arena, pool, signal, async () => scoredOf(document, await fitOnce()), bounds)
    let at = keys.length - 1
    while (at > 0 && !cleaned.has(keys[at]!)) at--
    let current = cleaned.find(keys[at]!)
    if (current === undefined) {
      current = await work.keep(async () => bounds(await modelMask({ arena, pool }, document, await fitOnce(), work, signal), work))
      cleaned.keep(keys[at]!, current)
    }
    for (; at < steps.length; at++) {
      const before: EngineMask = current
      const { id, values } = steps[at]!
      const last = at === steps.length - 1
      current = await work.keep(async () => {
        const after = await runStep(id, before, values, work)
        return last ? await within(segmentation, after, work) : after
      })
      cleaned.keep(keys[at + 1]!, current)
    }
    cleaned.trim(new Set([keys.at(-1)!]))
    return await use(current, work)
  })
}

/** Pixels of the mask after its clean-up steps; without any, counted on the way through the photo, with no memory taken. */
export async function cleanPixels(tools: Tools, document: OpenDocument, segmentation: Segmentation, signal: AbortSignal): Promise<number> {
  if (isModels(segmentation)) {
    return await mask(tools.pool, document, await fit(tools.pool, document, segmentation, signal), -1, { signal })
  }
  return await withCleanMask(tools, document, segmentation, signal, (cleaned, work) => work.count(cleaned))
}

/**
 * The mask at full size: a byte a pixel at the offset `narrow`, and where `wide` is not -1, 16 bits a pixel there.
 * Without steps it comes straight from the model.
 */
export async function writeMask(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  { narrow, wide }: { readonly narrow: number; readonly wide: number },
  options: RunOptions & { readonly signal: AbortSignal },
): Promise<void> {
  if (wide < 0 && isModels(segmentation)) {
    await mask(tools.pool, document, await fit(tools.pool, document, segmentation, options.signal), narrow, options)
    return
  }
  await withCleanMask(tools, document, segmentation, options.signal, async (cleaned, work) => {
    await work.write(cleaned, narrow, false)
    if (wide >= 0) await work.write(cleaned, wide, true)
  })
}

/** The mask is the model's own: nothing is done to it. */
function isModels(segmentation: Segmentation): boolean {
  return checkSteps(segmentation.clean).length === 0 && !isBounded(segmentation)
}

/** What the model selects, before any step. */
async function modelMask(
  { arena, pool }: Tools,
  document: OpenDocument,
  fitted: Fitted,
  work: PoolWork,
  signal: AbortSignal,
): Promise<EngineMask> {
  const { width, height, pixels } = document.raster
  return await arena.withBytes([pixels], async ([bytes]) => {
    await mask(pool, document, fitted, bytes.offset, { signal })
    return await work.pack(bytes.offset, width, height)
  })
}

export function scoredOf(document: OpenDocument, { scorer, scale, threshold }: Fitted, level = 0): Scored {
  return { source: wholeOf(document, level), scorer, threshold, peak: peakOf(scale) }
}

/** What makes the mask before the first step, and after each. What the last step made is held to the region once more. */
export function keysOf(
  { model, parameters, patches, learned, gate, threshold, automatic, limit, contiguous }: Segmentation,
  steps: readonly CheckedStep[],
): string[] {
  const scored = [model, parameters, patches, learned ?? null, gate, automatic === true ? 'automatic' : threshold]
  const keys = [JSON.stringify([...scored, limit ?? null, contiguous === true])]
  steps.forEach(({ id, values }, at) => {
    const last = limit !== undefined && at === steps.length - 1 ? ' within' : ''
    keys.push(`${keys.at(-1)!} ${id} ${JSON.stringify(values)}${last}`)
  })
  return keys
}
