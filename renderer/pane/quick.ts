/**
 * Frames while a slider or a patch is moved: composed of words at the pane's own resolution, so that
 * one costs a select, a contour and a copy. The photo is drawn and blended once per viewpoint. Edges are hard; the painter draws them soft at rest.
 */
import type { View } from '../../contract/contract'
import { BLACK, packHex, packRgba, selectWords, SMOOTHINGS, tintWords, WHITE } from './compose'
import { LINES_FROM } from './contour-stroke'
import type { Frame } from './frame'
import { cutFor, type ScoredView } from './layer'
import { createMaskBits, edgePixels, majority, packSampled, type MaskBits } from './mask-bits'
import { createPainter } from './painter'
import { sameView } from './pyramid'
import { originOf, visibleRegion } from './viewpoint'

/** A frame and the newest map of what is visible. */
export interface QuickFrame extends Frame {
  readonly map: ScoredView
}

/** Where the photo is in the pane, in device pixels. */
interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What stays the same from frame to frame while the view does: buffers of one word or byte per pixel of the box. */
interface Ground {
  readonly made: readonly unknown[]
  readonly box: Box
  readonly image: ImageData
  readonly out: Int32Array
  readonly photo: Int32Array
  /** Pictures that are shown inside or outside of the mask, by name. */
  readonly pictures: Map<string, Int32Array>
  /** Which byte of a map is nearest to each column and row of the box, by the map's view. */
  tables: { readonly view: View; readonly columns: Int32Array; readonly rows: Int32Array } | null
  readonly bits: MaskBits
  readonly smooth: MaskBits
}

const LINE = packRgba(255, 255, 255, 255)

export function createQuickPainter(canvas: HTMLCanvasElement) {
  const context = canvas.getContext('2d')
  // The photo is drawn here and read back, which is quick in plain memory alone.
  const easel = new OffscreenCanvas(1, 1)
  const drawn = easel.getContext('2d', { willReadFrequently: true })
  if (!context || !drawn) throw new Error('The pane could not be prepared: is the graphics memory full?')
  const [ctx, easelCtx] = [context, drawn]
  const painter = createPainter(easel)
  let ground: Ground | null = null
  let shown: readonly unknown[] = []

  /** Paints the frame and returns whether its mask differs from the last one's; null where only the painter can. */
  function paint(frame: QuickFrame): boolean | null {
    const cutout = frame.shown === 'cutout' || (frame.shown === 'swipe' && frame.after === 'cutout')
    // A see-through photo is drawn over the checker once and for all.
    if (cutout && frame.photo.hasAlpha && frame.backdrop !== 'checker') return null
    const box = boxOf(frame)
    if (!box) return null
    const at = groundOf(frame, box)
    const { score } = frame.map
    const cut = cutFor(score, frame.threshold, frame.model)
    packSampled(score.bytes, frame.map.width, tablesFor(frame, at), cut, at.bits)
    if (frame.shown === 'mask') selectWords(at.bits, flat(at, WHITE), flat(at, BLACK), at.out)
    else if (cutout) selectWords(at.bits, at.photo, backdrop(at, frame), at.out)
    else {
      selectWords(at.bits, tinted(at, frame), at.photo, at.out)
      outline(at, frame.viewpoint.zoom < LINES_FROM, frame.pane.ratio)
    }
    const split = frame.shown === 'swipe' ? Math.min(box.width, Math.max(0, Math.round(frame.swipe * frame.pane.width) - box.x)) : 0
    if (split > 0) for (let row = 0; row < at.out.length; row += box.width) at.out.set(at.photo.subarray(row, row + split), row)
    ctx.putImageData(at.image, box.x, box.y)
    const before = shown
    shown = [score.version, cut]
    return differ(before, shown)
  }

  function groundOf(frame: Frame, box: Box): Ground {
    const { pane, viewpoint, overview, detail, checker } = frame
    const of = [overview, detail, viewpoint.x, viewpoint.y, viewpoint.zoom, pane.width, pane.height, pane.ratio, ...checker]
    if (ground && !differ(ground.made, of)) return ground
    if (easel.width !== pane.width) easel.width = pane.width
    if (easel.height !== pane.height) easel.height = pane.height
    painter.paint({ ...frame, shown: 'photo' })
    // What the pane showed beside the photo is of another view.
    ctx.setTransform(1, 0, 0, 1, 0, 0)
    ctx.clearRect(0, 0, pane.width, pane.height)
    const { width, height } = box
    const image = new ImageData(width, height)
    ground = {
      made: of,
      box,
      image,
      out: new Int32Array(image.data.buffer),
      photo: read(box),
      pictures: new Map(),
      tables: null,
      bits: createMaskBits(width, height),
      smooth: createMaskBits(width, height),
    }
    return ground
  }

  const read = ({ x, y, width, height }: Box) => new Int32Array(easelCtx.getImageData(x, y, width, height).data.buffer)

  function kept(at: Ground, name: string, make: () => Int32Array): Int32Array {
    const known = at.pictures.get(name)
    if (known) return known
    // Of each kind the newest alone: colours are tried out, and each is as large as the pane.
    const kind = name.split(':')[0]!
    for (const other of at.pictures.keys()) if (other.startsWith(`${kind}:`)) at.pictures.delete(other)
    const made = make()
    at.pictures.set(name, made)
    return made
  }
  const flat = (at: Ground, word: number) => kept(at, `flat${word}:`, () => new Int32Array(at.out.length).fill(word | 0))
  const backdrop = (at: Ground, frame: Frame) =>
    kept(at, `backdrop:${frame.backdrop}`, () => {
      painter.paintBackdrop(frame)
      return read(at.box)
    })
  const tinted = (at: Ground, { overlay }: Frame) =>
    kept(at, `tint:${overlay.colour}/${overlay.strength}`, () => {
      const made = new Int32Array(at.out.length)
      tintWords(at.photo, packHex(overlay.colour, overlay.strength), made)
      return made
    })

  return { paint }
}

/** Along the mask's edge, about as wide as the painter's; specks have none, except where a pixel of the photo is large. */
function outline({ bits, smooth, out }: Ground, smoothed: boolean, ratio: number): void {
  for (let pass = 0; smoothed && pass < SMOOTHINGS; pass += 2) {
    majority(bits, smooth)
    majority(smooth, bits)
  }
  edgePixels(bits, ratio > 1 || !smoothed, LINE | 0, out)
}

function boxOf({ viewpoint, pane, photo }: Frame): Box | null {
  const origin = originOf(viewpoint, pane)
  const x = Math.max(0, origin.x)
  const y = Math.max(0, origin.y)
  const width = Math.min(pane.width, Math.ceil(origin.x + photo.width * viewpoint.zoom)) - x
  const height = Math.min(pane.height, Math.ceil(origin.y + photo.height * viewpoint.zoom)) - y
  return width > 0 && height > 0 && visibleRegion(viewpoint, pane, photo) ? { x, y, width, height } : null
}

function tablesFor({ viewpoint, pane, map }: QuickFrame, at: Ground): NonNullable<Ground['tables']> {
  if (at.tables && sameView(at.tables.view, map.view)) return at.tables
  const { box } = at
  const origin = originOf(viewpoint, pane)
  const scale = viewpoint.zoom * 2 ** map.view.level
  const place = (count: number, from: number, first: number, size: number) =>
    Int32Array.from({ length: count }, (_, i) => Math.min(size - 1, Math.max(0, Math.floor((i + 0.5 + from) / scale) - first)))
  at.tables = {
    view: map.view,
    columns: place(box.width, box.x - origin.x, map.view.region.x, map.width),
    rows: place(box.height, box.y - origin.y, map.view.region.y, map.height),
  }
  return at.tables
}

function differ(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length !== b.length || a.some((value, i) => value !== b[i])
}
