/** First patches for a photo, found on the smallest level of its pyramid: see core/kernels/suggest.ts. */
import type { SuggestedPatch } from '../../../contract/contract'
import { suggestPatches } from '../../../core/kernels/suggest'
import type { Arena } from '../threads/arena'
import type { OpenDocument } from './documents'

/** @param most how many at most, those of the largest share. */
export function suggestions(arena: Arena, { raster }: Pick<OpenDocument, 'raster'>, most: number): SuggestedPatch[] {
  const { width, height, rgb } = raster.levels.at(-1)!
  const step = 2 ** (raster.levels.length - 1)
  return suggestPatches({ rgb: arena.bytes(rgb, width * height * 3), width, height }, most).map(({ x, y, side, colour, share }) => {
    const [left, top] = [x * step, y * step]
    // The last pixel of a row or column of the level may be of less than `step` of the photo's.
    const region = { x: left, y: top, w: Math.min(raster.width - left, side * step), h: Math.min(raster.height - top, side * step) }
    return { region, colour: [...colour], share }
  })
}
