/** One frame of the compare pane: every view is the same two stacks, drawn in other ways. Device pixels. */
import { beginFrame, clipped, clipTo, contextOf, drawStack, type Place } from '../../pane/canvas'
import { covers } from '../../pane/pyramid'
import { originOf, visibleRegion, type Point, type Size, type Viewpoint } from '../../pane/viewpoint'
import type { DifferenceView, PairView, Panel, Side } from './views'
import { colourTile, type Stack, type Tile } from './tile'
import { tinted, type TintUse } from './tints'

export interface PairFrame {
  readonly photo: Size
  readonly panels: readonly Panel[]
  readonly pane: Size
  readonly viewpoint: Viewpoint
  readonly before: Stack
  readonly after: Stack
  readonly difference: Stack
  /** Pixels by which after is drawn off its place. */
  readonly shift: { readonly dx: number; readonly dy: number }
  readonly shown: PairView
  readonly peeking: boolean
  readonly blinked: Side
  readonly swipe: number
  readonly line: 'vertical' | 'horizontal'
  readonly opacity: number
  readonly mode: DifferenceView
  readonly table: Int32Array
  /** Where both photos have the colour that is asked for; null where none is. */
  readonly tints: { readonly stack: Stack; readonly of: Readonly<Record<TintUse, Int32Array>> } | null
  /** The difference view shows them in place of the difference. */
  readonly ofColour: boolean
  /** What shows where after has nothing. */
  readonly nothing: readonly [string, string]
}

/** How much of the photo is left under a mask of changes. */
const DIMMED = 0.45
/** A stripe of the pattern for nothing. */
const STRIPE = 6

export function createPairPainter(canvas: HTMLCanvasElement) {
  const ctx = contextOf(canvas)
  let stripes: { key: string; pattern: CanvasPattern | null } = { key: '', pattern: null }

  function paint(frame: PairFrame): void {
    beginFrame(ctx, frame.pane, frame.viewpoint.zoom)
    const [first, second] = frame.panels
    if (!first) return
    const { peeking } = frame
    if (frame.shown === 'two-up' && second) {
      within(first, frame, () => drawSide(frame, peeking ? 'after' : 'before'))
      within(second, frame, () => drawSide(frame, peeking ? 'before' : 'after'))
      return
    }
    within(first, frame, () => {
      if (frame.shown === 'swipe') drawSwipe(frame, first)
      else if (frame.shown === 'onion') drawOnion(frame)
      else if (frame.shown === 'difference' && !peeking) drawDifference(frame)
      else drawSide(frame, frame.shown === 'blink' ? frame.blinked : 'after')
    })
  }

  /** In the panel's own coordinates, inside of the photo. */
  function within(panel: Panel, frame: PairFrame, draw: () => void): void {
    const origin = originOf(frame.viewpoint, panel)
    const { zoom } = frame.viewpoint
    clipped(ctx, [panel.x, panel.y, panel.width, panel.height], () => {
      ctx.translate(panel.x, panel.y)
      clipTo(ctx, [origin.x, origin.y, Math.round(frame.photo.width * zoom), Math.round(frame.photo.height * zoom)])
      draw()
    })
  }

  function drawSide(frame: PairFrame, side: Side): void {
    if (side === 'before') drawTiles(frame, frame.before, NO_SHIFT)
    else {
      fillNothing(frame)
      drawTiles(frame, frame.after, frame.shift)
    }
    drawTints(frame, side)
  }

  function drawTints(frame: PairFrame, use: TintUse): void {
    if (frame.tints) drawTiles(frame, tinted(frame.tints.stack, use, frame.tints.of[use]), NO_SHIFT)
  }

  function drawSwipe(frame: PairFrame, panel: Panel): void {
    const { swipe, line, peeking } = frame
    const isUpright = line === 'vertical'
    const at = Math.round(swipe * (isUpright ? panel.width : panel.height))
    drawSide(frame, peeking ? 'after' : 'before')
    clipped(ctx, [isUpright ? at : 0, isUpright ? 0 : at, panel.width, panel.height], () => drawSide(frame, peeking ? 'before' : 'after'))
  }

  function drawOnion(frame: PairFrame): void {
    drawSide(frame, 'before')
    ctx.globalAlpha = frame.peeking ? 1 - frame.opacity : frame.opacity
    drawTiles(frame, frame.after, frame.shift)
    ctx.globalAlpha = 1
  }

  function drawDifference(frame: PairFrame): void {
    // What came and what went of the colour stands on a dimmed photo, in place of the difference of all colours.
    if (frame.tints && frame.ofColour) {
      drawTiles(frame, frame.before, NO_SHIFT)
      dim(frame)
      return drawTints(frame, 'both')
    }
    if (frame.mode === 'mask' || !frame.difference.overview) drawTiles(frame, frame.before, NO_SHIFT)
    if (frame.mode === 'mask') dim(frame)
    for (const tile of [frame.difference.overview, frame.difference.detail]) if (tile) colourTile(tile, frame.table, frame.mode)
    drawTiles(frame, frame.difference, NO_SHIFT)
  }

  /** The overview is left out where the detail covers it, for it may be see-through. */
  function drawTiles(frame: PairFrame, stack: Stack, shift: PairFrame['shift']): void {
    const { overview, detail } = stack
    const panel = frame.panels[0]!
    const origin = originOf(frame.viewpoint, panel)
    const seen = visibleRegion(frame.viewpoint, panel, frame.photo)
    const isCovered = detail !== null && seen !== null && stack.place.scale === 1 && covers(detail.view, frame.photo, seen)
    const piece = (tile: Tile | null) => tile && { picture: tile.canvas, place: placeOf(frame, stack, tile, origin, shift) }
    drawStack(ctx, frame.pane, isCovered ? null : piece(overview), piece(detail), true)
  }

  function dim({ pane }: PairFrame): void {
    ctx.fillStyle = `rgb(0 0 0 / ${1 - DIMMED})`
    ctx.fillRect(0, 0, pane.width, pane.height)
  }

  function fillNothing({ nothing, pane }: PairFrame): void {
    const key = nothing.join()
    if (stripes.key !== key) stripes = { key, pattern: ctx.createPattern(stripeTile(nothing), 'repeat') }
    ctx.fillStyle = stripes.pattern ?? nothing[0]
    ctx.fillRect(0, 0, pane.width, pane.height)
  }

  return { paint }
}

const NO_SHIFT = { dx: 0, dy: 0 }

function placeOf(
  { viewpoint: { zoom } }: PairFrame,
  { place }: Stack,
  { view: { level, region } }: Tile,
  origin: Point,
  { dx, dy }: PairFrame['shift'],
): Place {
  const scale = zoom * place.scale * 2 ** level
  return [
    origin.x + (place.x + dx) * zoom + region.x * scale,
    origin.y + (place.y + dy) * zoom + region.y * scale,
    region.w * scale,
    region.h * scale,
  ]
}

/** Slanting stripes: here the photo after shows nothing. */
function stripeTile([ground, stripe]: readonly [string, string]): OffscreenCanvas {
  const side = STRIPE * 2
  const tile = new OffscreenCanvas(side, side)
  const draw = tile.getContext('2d')
  if (!draw) return tile
  draw.fillStyle = ground
  draw.fillRect(0, 0, side, side)
  draw.strokeStyle = stripe
  draw.lineWidth = 2
  draw.beginPath()
  for (const offset of [-side, 0, side]) {
    draw.moveTo(offset, side)
    draw.lineTo(offset + side, 0)
  }
  draw.stroke()
  return tile
}
