/** The cleaned mask as the window looks at it: at rest as the export has it; while something moves, in time. */
import type { Segmentation, View } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import { keysOf, scoredOf, withCleanMask } from './clean'
import { type Tools } from '../threads/tools'
import { isBounded } from './clean/bounds'
import { draft, draftFrom, draftLevel, viewAt } from './clean/draft'
import { checkSteps } from './clean/steps'
import { PoolWork } from './clean/work'
import type { OpenDocument } from '../photo/documents'
import { fit } from './scorer'

export interface CleanView {
  /** Of the view below: 0 or 255 at level 0 of a hard mask, else how much of each pixel it covers. */
  readonly bytes: Uint8Array
  readonly soft: boolean
  /** Pixels of the mask; null of a draft, which is not counted. */
  readonly pixels: number | null
  /** The view that was asked for; of a draft, it may be at a coarser level. */
  readonly view: View
}

/** The cleaned mask under a view. `quick`: where it would take long, a draft will do. */
export async function cleanView(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  view: View,
  signal: AbortSignal,
  quick = false,
): Promise<CleanView> {
  const { level, region } = view
  const size = document.raster.levels[level]
  if (size === undefined || region.x + region.w > size.width || region.y + region.h > size.height) {
    throw new ChromapatchError('PARAMETER_INVALID', `The view at level ${level} lies outside of the photo.`)
  }
  const drawn = quick ? await draftView(tools, document, segmentation, view, signal) : null
  if (drawn !== null) return drawn
  return await withCleanMask(tools, document, segmentation, signal, async (cleaned, work) => ({
    bytes: await work.view(cleaned, level, region),
    soft: cleaned.kind === 'soft',
    pixels: await work.count(cleaned),
    view,
  }))
}

/**
 * As `cleanView`, for as long as something moves: where that takes too long, a draft at a smaller size, and its view. Null where
 * it does not, or where the mask is held to a region.
 */
async function draftView(tools: Tools, document: OpenDocument, segmentation: Segmentation, view: View, signal: AbortSignal) {
  const { raster, cleaned } = document
  const list = checkSteps(segmentation.clean)
  const keys = keysOf(segmentation, list)
  const known = keys.findLastIndex((key) => cleaned.has(key))
  const level = draftLevel(raster.levels, view)
  const from = draftFrom(list, Math.max(0, known), raster.pixels, tools.pool.threads, level)
  const size = raster.levels[level]
  if (from < 0 || size === undefined || isBounded(segmentation)) return null
  const before = { ...segmentation, clean: list.slice(0, from).map(({ id, values }) => ({ id, parameters: values })) }
  return await withCleanMask(tools, document, before, signal, async (mask, work) => {
    const scored = async () => scoredOf(document, await fit(tools.pool, document, segmentation, signal), level)
    const small = new PoolWork(tools.arena, tools.pool, signal, scored)
    const made = await draft(tools.arena, { mask, work }, small, level, size, list.slice(from))
    try {
      const shown = viewAt(view, level, size)
      return { bytes: await small.view(made, 0, shown.region), soft: made.kind === 'soft', pixels: null, view: shown }
    } finally {
      tools.arena.release(made)
    }
  })
}
