/** The little pictures on the cards of changes: which part they show, and their pixels, a few at a time. */
import type { Box } from '../../../contract/comparison'
import { levelSize } from '../../pane/pyramid'
import type { Size } from '../../pane/viewpoint'
import { readLayer, readPhoto, type ViewBytes } from './client'
import type { Side } from './pair'

/** How much is shown for a change of a given size, and at least. */
const AIR = 1.5
const SIDE_MIN = 24
/** The pane's own pixels come first. */
const AT_ONCE = 2

/** A square round the box, inside of the photo where that is large enough. */
export function cropOf({ x, y, w, h }: Box, photo: Size): Box {
  const side = Math.min(photo.width, photo.height, Math.max(SIDE_MIN, Math.round(Math.max(w, h) * AIR)))
  const within = (start: number, length: number) => Math.round(Math.min(length - side, Math.max(0, start)))
  return { x: within(x + w / 2 - side / 2, photo.width), y: within(y + h / 2 - side / 2, photo.height), w: side, h: side }
}

export interface CropWish {
  readonly side: Side
  readonly document: string
  readonly comparison: string
  readonly part: Box
  readonly level: number
}

let underWay = 0
const waiting: (() => void)[] = []

export async function readCrop(
  { side, document, comparison, part, level }: CropWish,
  photo: Size,
  signal: AbortSignal,
): Promise<ViewBytes> {
  if (underWay >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  underWay++
  try {
    signal.throwIfAborted()
    const { width, height } = levelSize(photo, level)
    const [x, y] = [part.x >> level, part.y >> level]
    const region = { x, y, w: Math.max(1, Math.min(width - x, part.w >> level)), h: Math.max(1, Math.min(height - y, part.h >> level)) }
    const view = { level, region }
    return side === 'before' ? await readPhoto(document, view, signal) : await readLayer(comparison, 'after-aligned', view, signal)
  } finally {
    underWay--
    waiting.shift()?.()
  }
}
