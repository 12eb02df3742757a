import type { View } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import type { Outline } from '../../../core/mask/outline'
import type { OpenDocument } from './documents'
import type { Window } from '../threads/window'

/** The level's pixels under a view; `alpha` is the offset of their first opacity, or -1. @throws ChromapatchError PARAMETER_INVALID for a view outside of the photo. */
export function windowOf({ raster }: Pick<OpenDocument, 'raster'>, { level, region }: View): Window & { readonly alpha: number } {
  const base = raster.levels[level]
  const { x, y, w, h } = region
  if (base === undefined || x + w > base.width || y + h > base.height) {
    throw new ChromapatchError('PARAMETER_INVALID', `The view ${x},${y},${w},${h} at level ${level} lies outside of the photo.`)
  }
  const first = y * base.width + x
  return { rgb: base.rgb + first * 3, alpha: base.alpha < 0 ? -1 : base.alpha + first, stride: base.width, w, h }
}

/** The pixels of a patch or a region: of its box, or inside of its shape. It lies on the photo. */
export function patchWindow(document: Pick<OpenDocument, 'raster'>, { x, y, w, h, shape }: Outline): Window {
  const { rgb, stride } = windowOf(document, { level: 0, region: { x, y, w, h } })
  return { rgb, stride, w, h, ...(shape === undefined ? {} : { inside: { x, y, w, h, shape } }) }
}

/** All of the photo, at one of its levels. */
export function wholeOf({ raster }: Pick<OpenDocument, 'raster'>, level = 0): Window {
  const { rgb, width, height } = raster.levels[level]!
  return { rgb, stride: width, w: width, h: height }
}
