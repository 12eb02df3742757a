/** Two scores a pixel, before and after, as the tints of one photo or of both. */
import { contextOf } from '../../pane/canvas'
import type { Stack, Tile } from './tile'

export type TintUse = 'before' | 'after' | 'both'
/** Words by (in before) + 2 · (in after), then the cut. */
type Tints = Int32Array

/** Each use has a canvas of its own: two panels show two of them in one frame. */
const twins = new WeakMap<Tile, Partial<Record<TintUse, Tile>>>()

function twinOf(tile: Tile, use: TintUse): Tile {
  const known = twins.get(tile) ?? {}
  twins.set(tile, known)
  return (known[use] ??= {
    ...tile,
    canvas: new OffscreenCanvas(tile.width, tile.height),
    paint: paintOf(tile.width, tile.height),
  })
}

function paintOf(width: number, height: number): NonNullable<Tile['paint']> {
  const image = new ImageData(width, height)
  return { image, words: new Int32Array(image.data.buffer), table: null }
}

/** Fills `words` from two bytes a pixel. */
export function tintWords(bytes: Uint8Array, tints: Tints, words: Int32Array): void {
  // The sign of a subtraction, not a branch: in a speckled mask a processor guesses half of the branches wrong.
  const last = tints[4]! - 1
  for (let i = 0, p = 0; i < words.length; i++, p += 2) {
    words[i] = tints[((last - bytes[p]!) >>> 31) | (((last - bytes[p + 1]!) >>> 31) << 1)]!
  }
}

/** The stack drawn in these tints. */
export function tinted(stack: Stack, use: TintUse, tints: Tints): Stack {
  const of = (tile: Tile | null) => {
    if (!tile) return null
    const twin = twinOf(tile, use)
    const { paint } = twin
    if (paint && paint.table !== tints) {
      tintWords(twin.bytes, tints, paint.words)
      contextOf(twin.canvas).putImageData(paint.image, 0, 0)
      paint.table = tints
    }
    return twin
  }
  return { ...stack, overview: of(stack.overview), detail: of(stack.detail) }
}
