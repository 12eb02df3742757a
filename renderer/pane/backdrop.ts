/** What lies behind a cut-out: a plain colour or a checker that stays with the photo. */
import type { Context } from './canvas'
import type { Frame } from './frame'
import type { Point } from './viewpoint'

/** Of a square of the checker, in CSS pixels. */
const SQUARE = 8

export function createBackdrop(ctx: Context) {
  let checker: { key: string; pattern: CanvasPattern } | null = null

  /** All over the pane. */
  function fill(frame: Frame, backdrop: Frame['backdrop'], origin: Point): void {
    ctx.fillStyle = backdrop === 'checker' ? checkerPattern(frame, origin) : backdrop
    ctx.fillRect(0, 0, frame.pane.width, frame.pane.height)
  }

  function checkerPattern(frame: Frame, origin: Point): CanvasPattern | string {
    const side = Math.round(SQUARE * frame.pane.ratio)
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

  return { fill }
}
