/** What classes of colour need of a photo, whatever the patches are. */
import { guideMoments, type GuideMoments } from '../../mask/guided-colour'
import { keyOf } from './colour-keys'
import type { LevelPlace } from './scorer'

/** The radius of the guided filter's windows, as a share of the longer side, and its epsilon in squared bytes: 0.001 of the square of 255. */
const [RADIUS_SHARE, EPSILON] = [0.006, 65] as const

/** A small copy of a photo, and what the guided filter knows of it. */
export interface SmallCopy {
  readonly rgb: Uint8Array
  readonly keys: Int32Array
  readonly guide: GuideMoments
}

/** @param rgb 3 · width · height bytes. */
export function prepareCopy(rgb: Uint8Array, width: number, height: number): SmallCopy {
  const keys = Int32Array.from({ length: width * height }, (_, i) => keyOf(rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!))
  const radius = Math.max(1, Math.floor(RADIUS_SHARE * Math.max(width, height) + 0.5))
  return { rgb, keys, guide: guideMoments(rgb, width, height, radius, EPSILON) }
}

export interface PhotoColours {
  /** Pixels of the photo by key. */
  readonly counts: Uint32Array
  readonly copy: SmallCopy
  /** Pixels of the photo along a side in one of the copy. */
  readonly scale: number
  readonly levels: readonly LevelPlace[]
}
