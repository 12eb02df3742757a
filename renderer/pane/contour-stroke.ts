/** The mask's edge in the overlay: as pixels of the tint, or as lines over it where pixels are large. */
import type { Context } from './canvas'
import { packRgba, type ContourKind } from './compose'
import { contourLines, pathOf } from './contour'
import { mapOf, placeOf, type Frame } from './frame'
import { cutFor, type Layer } from './layer'
import { visibleRegion, type Point } from './viewpoint'

/** Width of the contour in CSS pixels. */
const CONTOUR = 1.6
/** From this zoom on the contour is drawn as lines instead of pixels. */
export const LINES_FROM = 3
export const LINE = packRgba(255, 255, 255, 242)
const LINE_CSS = 'rgb(255 255 255 / 0.95)'
/** Lines are found again only after a pan of this many pixels of the map. */
const GRID = 64

/** The contour stays about CONTOUR wide on the screen, whatever the size of the map's pixels there. */
export function contourKind({ viewpoint, pane }: Frame, layer: Layer): ContourKind {
  if (viewpoint.zoom >= LINES_FROM) return 'none'
  const pixel = viewpoint.zoom * 2 ** layer.view.level
  const wanted = CONTOUR * pane.ratio
  if (pixel >= wanted) return 'inner'
  return pixel * 2 >= wanted ? 'both' : 'wide'
}

export function createContourStroke(ctx: Context) {
  let lines: { key: string; path: Path2D | null } = { key: '', path: null }

  return function stroke(frame: Frame, origin: Point): void {
    const visible = visibleRegion(frame.viewpoint, frame.pane, frame.photo)
    const layer = frame.detail && mapOf(frame, frame.detail) ? frame.detail : frame.overview
    const map = mapOf(frame, layer)
    if (!visible || !map) return
    const step = 2 ** layer.view.level
    const cut = cutFor(map, frame.threshold, frame.model)
    const part = blockOf(layer, visible, step)
    const key = `${map.version}:${cut}:${part.x},${part.y},${part.w},${part.h}`
    if (lines.key !== key) {
      const found = contourLines(map.bytes, layer.width, layer.height, cut, part)
      lines = { key, path: found && pathOf(found) }
    }
    if (!lines.path) return
    const scale = frame.viewpoint.zoom * step
    const [x, y] = placeOf(frame, origin, layer)
    ctx.save()
    ctx.setTransform(scale, 0, 0, scale, x, y)
    ctx.lineWidth = (CONTOUR * frame.pane.ratio) / scale
    ctx.lineCap = 'square'
    ctx.strokeStyle = LINE_CSS
    ctx.stroke(lines.path)
    ctx.restore()
  }
}

/** The visible part in pixels of the layer's map, in coarse steps. */
function blockOf(layer: Layer, visible: { x: number; y: number; w: number; h: number }, step: number) {
  const x0 = Math.max(0, Math.floor((visible.x / step - layer.view.region.x) / GRID) * GRID)
  const y0 = Math.max(0, Math.floor((visible.y / step - layer.view.region.y) / GRID) * GRID)
  const x1 = Math.ceil(((visible.x + visible.w) / step - layer.view.region.x) / GRID) * GRID
  const y1 = Math.ceil(((visible.y + visible.h) / step - layer.view.region.y) / GRID) * GRID
  return { x: x0, y: y0, w: Math.max(0, x1 - x0), h: Math.max(0, y1 - y0) }
}
