/** Which pyramid level and which part of it the pane needs. Level k is the photo at 1 / 2^k, each side halved and rounded up k times. */
import type { Region, View } from '../../contract/contract'
import type { Size } from './viewpoint'

/** Share of the visible side that a detail view reaches beyond it, so that a small pan needs no new pixels. */
const MARGIN = 0.12
/** About 1 ms of the 4 that a megabyte takes from process to process. */
const PREVIEW_PIXELS = 400_000
/** Detail regions start and end on multiples of this. */
const GRID = 32

export function levelSize(photo: Size, level: number): Size {
  let { width, height } = photo
  for (let k = 0; k < level; k += 1) {
    width = Math.ceil(width / 2)
    height = Math.ceil(height / 2)
  }
  return { width, height }
}

/** The coarsest level that still has at least a pixel for every device pixel. */
export function levelFor(zoom: number, levels: number): number {
  return Math.min(Math.max(0, levels - 1), Math.max(0, Math.floor(Math.log2(1 / zoom) + 1e-9)))
}

export function wholeView(photo: Size, level: number): View {
  const { width, height } = levelSize(photo, level)
  return { level, region: { x: 0, y: 0, w: width, h: height } }
}

/** The visible part with a margin, in pixels of the level. `visible` is in photo pixels. */
export function detailView(photo: Size, level: number, visible: Region): View {
  const step = 2 ** level
  const { width, height } = levelSize(photo, level)
  const marginX = Math.ceil((visible.w / step) * MARGIN)
  const marginY = Math.ceil((visible.h / step) * MARGIN)
  const x0 = Math.max(0, snapDown(Math.floor(visible.x / step) - marginX))
  const y0 = Math.max(0, snapDown(Math.floor(visible.y / step) - marginY))
  const x1 = Math.min(width, snapUp(Math.ceil((visible.x + visible.w) / step) + marginX))
  const y1 = Math.min(height, snapUp(Math.ceil((visible.y + visible.h) / step) + marginY))
  return { level, region: { x: x0, y: y0, w: x1 - x0, h: y1 - y0 } }
}

/** The visible part, at the finest level at which it is small enough to come over within a frame. */
export function previewView(photo: Size, levels: number, zoom: number, visible: Region): View {
  let level = levelFor(zoom, levels)
  for (;;) {
    const step = 2 ** level
    const { width, height } = levelSize(photo, level)
    const x = Math.floor(visible.x / step)
    const y = Math.floor(visible.y / step)
    const w = Math.min(width, Math.ceil((visible.x + visible.w) / step)) - x
    const h = Math.min(height, Math.ceil((visible.y + visible.h) / step)) - y
    if (w * h <= PREVIEW_PIXELS || level >= levels - 1) return { level, region: { x, y, w, h } }
    level += 1
  }
}

/** Whether a view has every visible pixel. */
export function covers(view: View, photo: Size, visible: Region): boolean {
  const step = 2 ** view.level
  const { x, y, w, h } = view.region
  const right = Math.min(photo.width, (x + w) * step)
  const bottom = Math.min(photo.height, (y + h) * step)
  return x * step <= visible.x && y * step <= visible.y && right >= visible.x + visible.w && bottom >= visible.y + visible.h
}

export function sameView(a: View, b: View): boolean {
  return (
    a.level === b.level && a.region.x === b.region.x && a.region.y === b.region.y && a.region.w === b.region.w && a.region.h === b.region.h
  )
}

const snapDown = (value: number) => Math.floor(value / GRID) * GRID
const snapUp = (value: number) => Math.ceil(value / GRID) * GRID
