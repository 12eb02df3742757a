/** What a mask is held to before any step: a region outside of which nothing is mask, and what hangs together with the patches. */
import type { Segmentation } from '../../../../contract/contract'
import { checkPatch } from '../../../../core/kernels/statistics'
import type { OpenDocument } from '../../photo/documents'
import type { PoolWork } from './work'
import type { EngineMask } from '../../threads/engine-mask'

type Bounds = Pick<Segmentation, 'limit' | 'contiguous' | 'patches'>

export const isBounded = ({ limit, contiguous }: Bounds): boolean => limit !== undefined || contiguous === true

/** @throws ChromapatchError PATCH_OUTSIDE where the region does not lie in the photo. */
export function checkBounds({ raster }: Pick<OpenDocument, 'raster'>, { limit }: Bounds): void {
  if (limit !== undefined) checkPatch(limit, raster.width, raster.height, 'The region')
}

/** A soft mask is held where it is more than 0. */
export function boundsOf(segmentation: Bounds) {
  return async (mask: EngineMask, work: PoolWork): Promise<EngineMask> => {
    const { contiguous, patches } = segmentation
    if (!isBounded(segmentation)) return mask
    const inside = await within(segmentation, await work.positive(mask), work)
    const added = patches.filter(({ role }) => role === 'add')
    const joined = contiguous === true ? await work.touching(inside, work.draw(added, mask.width, mask.height)) : inside
    return mask.kind === 'hard' ? joined : await work.and(mask, joined)
  }
}

/** What of a mask lies in the region. */
export async function within({ limit }: Bounds, mask: EngineMask, work: PoolWork): Promise<EngineMask> {
  return limit === undefined ? mask : await work.and(mask, work.draw([limit], mask.width, mask.height))
}
