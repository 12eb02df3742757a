/** Paints a frame of the photo's pane, exactly: masks are composed at the layers' own pixels. */
import { createBackdrop } from './backdrop'
import { beginFrame, clipped, contextOf, drawStack } from './canvas'
import { packHex } from './compose'
import { contourKind, createContourStroke, LINE, LINES_FROM } from './contour-stroke'
import { mapOf, placeOf, placeOfPhoto, type Frame } from './frame'
import { composedCanvas, cutFor, type Composition, type Layer } from './layer'
import { covers } from './pyramid'
import { originOf, visibleRegion, type Point } from './viewpoint'

type Picture = (layer: Layer) => OffscreenCanvas | null

export function createPainter(canvas: HTMLCanvasElement | OffscreenCanvas) {
  const ctx = contextOf(canvas)
  const backdrop = createBackdrop(ctx)
  const strokeContour = createContourStroke(ctx)

  /** Returns whether a mask was composed anew for this frame. */
  function paint(frame: Frame): boolean {
    const { pane, viewpoint, photo } = frame
    const origin = originOf(viewpoint, pane)
    let fresh = false
    beginFrame(ctx, pane, viewpoint.zoom)

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
      if (photo.hasAlpha) backdrop.fill(frame, 'checker', origin)
      drawLayers(frame, origin, (layer) => layer.photo, photo.hasAlpha)
    }
    const drawMask = () => {
      const mask = compose(() => ({ kind: 'mask' }))
      drawLayers(frame, origin, mask, false)
    }
    const drawOverlay = () => {
      drawPhoto()
      const tint = packHex(frame.overlay.colour, frame.overlay.strength)
      const tinted = compose((layer) => ({ kind: 'tint', tint, line: LINE, contour: contourKind(frame, layer) }))
      drawLayers(frame, origin, tinted, true)
      if (viewpoint.zoom >= LINES_FROM) strokeContour(frame, origin)
    }
    const drawCutout = () => {
      backdrop.fill(frame, frame.backdrop, origin)
      const cutout = compose(() => ({ kind: 'cutout' }))
      drawLayers(frame, origin, cutout, true)
    }

    clipped(ctx, placeOfPhoto(frame, origin), () => {
      if (frame.picture) {
        if (!frame.picture(frame.overview)) drawPhoto()
        drawLayers(frame, origin, frame.picture, false)
      } else if (!frame.masked || !mapOf(frame, frame.overview) || frame.shown === 'photo' || frame.shown === 'method') drawPhoto()
      else if (frame.shown === 'overlay') drawOverlay()
      else if (frame.shown === 'mask') drawMask()
      else if (frame.shown === 'cutout') drawCutout()
      else {
        const split = Math.round(frame.swipe * pane.width)
        clipped(ctx, [0, 0, split, pane.height], drawPhoto)
        clipped(ctx, [split, 0, pane.width - split, pane.height], frame.after === 'cutout' ? drawCutout : drawOverlay)
      }
    })
    return fresh
  }

  function drawLayers(frame: Frame, origin: Point, picture: Picture, seeThrough: boolean): void {
    const visible = visibleRegion(frame.viewpoint, frame.pane, frame.photo)
    const piece = (layer: Layer) => {
      const made = picture(layer)
      return made && { picture: made, place: placeOf(frame, origin, layer) }
    }
    const detail = frame.detail && visible && piece(frame.detail)
    // A picture that nothing is seen of is not made.
    const isCovered = detail && frame.detail && visible && covers(frame.detail.view, frame.photo, visible)
    drawStack(ctx, frame.pane, isCovered ? null : piece(frame.overview), detail, seeThrough)
  }

  /** What lies behind a cut-out, all over the pane. */
  function paintBackdrop(frame: Frame): void {
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    backdrop.fill(frame, frame.backdrop, originOf(frame.viewpoint, frame.pane))
  }

  return { paint, paintBackdrop }
}
