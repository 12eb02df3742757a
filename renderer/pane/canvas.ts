/** What both painters do with a canvas: the photo's and the pair's. Device pixels. */
import { CRISP_FROM, type Size } from './viewpoint'

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
/** x, y, width, height. */
export type Place = readonly [number, number, number, number]

/** A picture and where in the pane it lies. */
export interface Piece {
  readonly picture: OffscreenCanvas
  readonly place: Place
}

/** @throws Error when there is no memory for the canvas. */
export function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D
export function contextOf(canvas: HTMLCanvasElement | OffscreenCanvas): Context
export function contextOf(canvas: HTMLCanvasElement | OffscreenCanvas): Context {
  const context = canvas.getContext('2d') as Context | null
  if (!context) throw new Error('The canvas could not be prepared: is the graphics memory full?')
  return context
}

/** Empties the pane; pixels of the photo are squares where they are large. */
export function beginFrame(ctx: Context, pane: Size, zoom: number): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.clearRect(0, 0, pane.width, pane.height)
  ctx.imageSmoothingEnabled = zoom < CRISP_FROM
  ctx.imageSmoothingQuality = 'medium'
}

/** Nothing is drawn outside of `place` from here on, until `restore`. */
export function clipTo(ctx: Context, place: Place): void {
  ctx.beginPath()
  ctx.rect(...place)
  ctx.clip()
}

export function clipped(ctx: Context, place: Place, draw: () => void): void {
  ctx.save()
  clipTo(ctx, place)
  draw()
  ctx.restore()
}

/**
 * The overview below and the detail on top of it, so that nothing blanks while the next detail is on its way.
 * Where the pictures are see-through the overview is left out under the detail.
 */
export function drawStack(ctx: Context, pane: Size, overview: Piece | null, detail: Piece | null, seeThrough: boolean): void {
  if (overview) {
    ctx.save()
    if (detail && seeThrough) {
      ctx.beginPath()
      ctx.rect(0, 0, pane.width, pane.height)
      ctx.rect(...detail.place)
      ctx.clip('evenodd')
    }
    ctx.drawImage(overview.picture, ...overview.place)
    ctx.restore()
  }
  if (detail) ctx.drawImage(detail.picture, ...detail.place)
}
