/**
 * One frame of the pane. The overview lies below and the detail on top of it, so that nothing
 * blanks while the next detail is on its way. All measures are device pixels.
 */
import { contourLines, pathOf } from './contour'
import { packHex, packRgba, type ContourKind } from './compose'
import { composedCanvas, cutFor, type Composition, type Layer, type Score } from './layer'
import { covers } from './pyramid'
import { CRISP_FROM, originOf, visibleRegion, type Point, type Size, type Viewpoint } from './viewpoint'

export interface Frame {
  readonly photo: Size & { readonly hasAlpha: boolean }
  readonly pane: Size & { readonly ratio: number }
  readonly viewpoint: Viewpoint
  readonly overview: Layer
  readonly detail: Layer | null
  readonly shown: 'photo' | 'overlay' | 'mask' | 'cutout' | 'swipe' | 'method'
  /** The layer's picture of the method; null where another view is shown. */
  readonly picture: ((layer: Layer) => OffscreenCanvas | null) | null
  readonly after: 'cutout' | 'overlay'
  /** Share of the pane's width. */
  readonly swipe: number
  readonly backdrop: 'checker' | 'black' | 'white'
  readonly checker: readonly [string, string]
  readonly model: string
  readonly threshold: number
  /** False while no patch is on: the photo alone is shown. */
  readonly masked: boolean
  /** The layers' cleaned masks are shown instead of their scores. */
  readonly cleaned: boolean
  readonly overlay: { readonly colour: string; readonly strength: number }
}

/** Width of the contour in CSS pixels. */
const CONTOUR = 1.6
/** From this zoom on the contour is drawn as lines instead of pixels. */
export const LINES_FROM = 3
const LINE = packRgba(255, 255, 255, 242)
const LINE_CSS = 'rgb(255 255 255 / 0.95)'

type Picture = (layer: Layer) => OffscreenCanvas | null

export function createPainter(canvas: HTMLCanvasElement | OffscreenCanvas) {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null
  if (!context) throw new Error('The pane could not be prepared: is the graphics memory full?')
  const ctx = context
  let checker: { key: string; pattern: CanvasPattern } | null = null
  let lines: { key: string; path: Path2D | null } = { key: '', path: null }

  /** Returns whether a mask was composed anew for this frame. */
  function paint(frame: Frame): boolean {
    const { pane, viewpoint } = frame
    const origin = originOf(viewpoint, pane)
    const right = origin.x + frame.photo.width * viewpoint.zoom
    const bottom = origin.y + frame.photo.height * viewpoint.zoom
    let fresh = false
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    ctx.clearRect(0, 0, pane.width, pane.height)
    ctx.imageSmoothingEnabled = viewpoint.zoom < CRISP_FROM
    ctx.imageSmoothingQuality = 'medium'
    ctx.save()
    ctx.beginPath()
    ctx.rect(origin.x, origin.y, right - origin.x, bottom - origin.y)
    ctx.clip()

    const compose = (compositionOf: (layer: Layer) => Composition): Picture => {
      return (layer) => {
        const map = mapOf(frame, layer)
        if (!map) return null
        const made = composedCanvas(layer, map, cutFor(map, frame.threshold, frame.model), compositionOf(layer))
        fresh ||= made.fresh
        return made.canvas
      }
    }
    const drawPhoto = () => {
      if (frame.photo.hasAlpha) fillBackdrop(frame, 'checker', origin)
      drawStack(frame, origin, (layer) => layer.photo, frame.photo.hasAlpha)
    }
    const drawOverlay = () => {
      drawPhoto()
      const tint = packHex(frame.overlay.colour, frame.overlay.strength)
      drawStack(
        frame,
        origin,
        compose((layer) => ({ kind: 'tint', tint, line: LINE, contour: contourKind(frame, layer) })),
        true,
      )
      if (viewpoint.zoom >= LINES_FROM) strokeContour(frame, origin)
    }
    const drawCutout = () => {
      fillBackdrop(frame, frame.backdrop, origin)
      drawStack(
        frame,
        origin,
        compose(() => ({ kind: 'cutout' })),
        true,
      )
    }

    if (frame.picture) {
      if (!frame.picture(frame.overview)) drawPhoto()
      drawStack(frame, origin, frame.picture, false)
    } else if (!frame.masked || !mapOf(frame, frame.overview) || frame.shown === 'photo' || frame.shown === 'method') drawPhoto()
    else if (frame.shown === 'overlay') drawOverlay()
    else if (frame.shown === 'mask')
      drawStack(
        frame,
        origin,
        compose(() => ({ kind: 'mask' })),
        false,
      )
    else if (frame.shown === 'cutout') drawCutout()
    else {
      const split = Math.round(frame.swipe * pane.width)
      clipped(0, split, pane, drawPhoto)
      clipped(split, pane.width, pane, frame.after === 'cutout' ? drawCutout : drawOverlay)
    }
    ctx.restore()
    return fresh
  }

  function clipped(x0: number, x1: number, pane: Size, draw: () => void): void {
    ctx.save()
    ctx.beginPath()
    ctx.rect(x0, 0, x1 - x0, pane.height)
    ctx.clip()
    draw()
    ctx.restore()
  }

  /** Overview, then detail. Where the pictures are see-through the overview is left out under the detail. */
  function drawStack(frame: Frame, origin: Point, picture: Picture, seeThrough: boolean): void {
    const visible = visibleRegion(frame.viewpoint, frame.pane, frame.photo)
    const detail = frame.detail && picture(frame.detail)
    if (!frame.detail || !detail || !visible) return drawLayer(frame, origin, frame.overview, picture(frame.overview))
    if (!covers(frame.detail.view, frame.photo, visible)) {
      ctx.save()
      if (seeThrough) {
        const [x, y, w, h] = placeOf(frame, origin, frame.detail)
        ctx.beginPath()
        ctx.rect(0, 0, frame.pane.width, frame.pane.height)
        ctx.rect(x, y, w, h)
        ctx.clip('evenodd')
      }
      drawLayer(frame, origin, frame.overview, picture(frame.overview))
      ctx.restore()
    }
    drawLayer(frame, origin, frame.detail, detail)
  }

  function drawLayer(frame: Frame, origin: Point, layer: Layer, picture: OffscreenCanvas | null): void {
    if (picture) ctx.drawImage(picture, ...placeOf(frame, origin, layer))
  }

  function strokeContour(frame: Frame, origin: Point): void {
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

  function fillBackdrop(frame: Frame, backdrop: Frame['backdrop'], origin: Point): void {
    ctx.fillStyle = backdrop === 'checker' ? checkerPattern(frame, origin) : backdrop
    ctx.fillRect(0, 0, frame.pane.width, frame.pane.height)
  }

  function checkerPattern(frame: Frame, origin: Point): CanvasPattern | string {
    const side = Math.round(8 * frame.pane.ratio)
    const key = `${side}:${frame.checker.join()}`
    if (checker?.key !== key) {
      const tile = new OffscreenCanvas(side * 2, side * 2)
      const draw = tile.getContext('2d')
      if (!draw) return frame.checker[0]
      draw.fillStyle = frame.checker[0]
      draw.fillRect(0, 0, side * 2, side * 2)
      draw.fillStyle = frame.checker[1]
      draw.fillRect(side, 0, side, side)
      draw.fillRect(0, side, side, side)
      const pattern = ctx.createPattern(tile, 'repeat')
      if (!pattern) return frame.checker[0]
      checker = { key, pattern }
    }
    checker.pattern.setTransform(new DOMMatrix([1, 0, 0, 1, origin.x % (side * 2), origin.y % (side * 2)]))
    return checker.pattern
  }

  /** What lies behind a cut-out, all over the pane. */
  function paintBackdrop(frame: Frame): void {
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    fillBackdrop(frame, frame.backdrop, originOf(frame.viewpoint, frame.pane))
  }

  return { paint, paintBackdrop }
}

/** What decides where the layer's mask is. */
export const mapOf = ({ cleaned }: Pick<Frame, 'cleaned'>, layer: Layer): Score | null => (cleaned ? layer.cleaned : layer.score)

/** The contour stays about CONTOUR wide on the screen, whatever the size of the map's pixels there. */
function contourKind({ viewpoint, pane }: Frame, layer: Layer): ContourKind {
  if (viewpoint.zoom >= LINES_FROM) return 'none'
  const pixel = viewpoint.zoom * 2 ** layer.view.level
  const wanted = CONTOUR * pane.ratio
  if (pixel >= wanted) return 'inner'
  return pixel * 2 >= wanted ? 'both' : 'wide'
}

function placeOf(frame: Frame, origin: Point, layer: Layer): [number, number, number, number] {
  const scale = frame.viewpoint.zoom * 2 ** layer.view.level
  const { x, y, w, h } = layer.view.region
  return [origin.x + x * scale, origin.y + y * scale, w * scale, h * scale]
}

/** The visible part in pixels of the layer's map, in coarse steps so that lines are found again only after a longer pan. */
function blockOf(layer: Layer, visible: { x: number; y: number; w: number; h: number }, step: number) {
  const grid = 64
  const x0 = Math.max(0, Math.floor((visible.x / step - layer.view.region.x) / grid) * grid)
  const y0 = Math.max(0, Math.floor((visible.y / step - layer.view.region.y) / grid) * grid)
  const x1 = Math.ceil(((visible.x + visible.w) / step - layer.view.region.x) / grid) * grid
  const y1 = Math.ceil(((visible.y + visible.h) / step - layer.view.region.y) / grid) * grid
  return { x: x0, y: y0, w: Math.max(0, x1 - x0), h: Math.max(0, y1 - y0) }
}
