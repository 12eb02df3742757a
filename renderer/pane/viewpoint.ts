/**
 * Where the pane looks: pure geometry. A viewpoint is the photo point at the pane's centre and
 * the zoom in device pixels per photo pixel, so that 1 is "actual pixels" on every screen.
 */
import type { Region } from '../../contract/contract'

export interface Size {
  readonly width: number
  readonly height: number
}
export interface Point {
  readonly x: number
  readonly y: number
}
export interface Viewpoint extends Point {
  readonly zoom: number
}

export const ZOOM_MAX = 64
/** From here on pixels are shown as squares. */
export const CRISP_FROM = 2
const LADDER = [
  1 / 64,
  1 / 48,
  1 / 32,
  1 / 24,
  1 / 16,
  1 / 12,
  1 / 8,
  1 / 6,
  1 / 4,
  1 / 3,
  1 / 2,
  2 / 3,
  1,
  1.5,
  2,
  3,
  4,
  6,
  8,
  12,
  16,
  24,
  32,
  48,
  64,
]

export function fitZoom(photo: Size, pane: Size, margin: number): number {
  const width = Math.max(1, pane.width - 2 * margin)
  const height = Math.max(1, pane.height - 2 * margin)
  return Math.min(width / photo.width, height / photo.height)
}

/** The next step of the ladder that differs visibly from the present zoom. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  const beyond = direction > 0 ? LADDER.find((step) => step > zoom * 1.01) : LADDER.findLast((step) => step < zoom / 1.01)
  return beyond ?? zoom
}

/** Device pixel, relative to the pane, of the photo's corner; whole, so that pixel edges fall on pixel edges. */
export function originOf(at: Viewpoint, pane: Size): Point {
  return { x: Math.round(pane.width / 2 - at.x * at.zoom), y: Math.round(pane.height / 2 - at.y * at.zoom) }
}

export function toPhoto(at: Viewpoint, pane: Size, point: Point): Point {
  const origin = originOf(at, pane)
  return { x: (point.x - origin.x) / at.zoom, y: (point.y - origin.y) / at.zoom }
}

/** The same photo point stays under `point` at the new zoom. */
export function zoomAt(at: Viewpoint, pane: Size, point: Point, zoom: number): Viewpoint {
  const held = toPhoto(at, pane, point)
  return { zoom, x: held.x - (point.x - pane.width / 2) / zoom, y: held.y - (point.y - pane.height / 2) / zoom }
}

export function panBy(at: Viewpoint, dx: number, dy: number): Viewpoint {
  return { zoom: at.zoom, x: at.x - dx / at.zoom, y: at.y - dy / at.zoom }
}

/** The centre stays on the photo: it cannot be lost out of sight. */
export function boundViewpoint(at: Viewpoint, photo: Size): Viewpoint {
  return { zoom: at.zoom, x: Math.min(photo.width, Math.max(0, at.x)), y: Math.min(photo.height, Math.max(0, at.y)) }
}

/** The photo's pixels that are at least partly in the pane; null when none is. */
export function visibleRegion(at: Viewpoint, pane: Size, photo: Size): Region | null {
  const origin = originOf(at, pane)
  const x0 = Math.max(0, Math.floor(-origin.x / at.zoom))
  const y0 = Math.max(0, Math.floor(-origin.y / at.zoom))
  const x1 = Math.min(photo.width, Math.ceil((pane.width - origin.x) / at.zoom))
  const y1 = Math.min(photo.height, Math.ceil((pane.height - origin.y) / at.zoom))
  return x1 > x0 && y1 > y0 ? { x: x0, y: y0, w: x1 - x0, h: y1 - y0 } : null
}
