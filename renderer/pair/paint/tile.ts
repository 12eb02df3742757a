/** A piece of one layer at one pyramid level, and the canvas it is drawn from. */
import type { View } from '../../../contract/contract'
import { contextOf } from '../../pane/canvas'
import type { Point, Size } from '../../pane/viewpoint'
import type { DifferenceView } from './views'
import { colourBytes, countBytes } from './colouring'

export interface Tile {
  /** Names the layer and the comparison that it is of. */
  readonly source: string
  readonly view: View
  readonly width: number
  readonly height: number
  /** RGBA of pictures; of differences as the engine codes them. */
  readonly bytes: Uint8Array
  readonly canvas: OffscreenCanvas
  readonly paint: {
    readonly image: ImageData
    readonly words: Int32Array
    /** The table that the canvas was last coloured with. */
    table: Int32Array | null
  } | null
  counts: Uint32Array | null
}

/** A layer that can be drawn: all of it, and the part that is in view, finer. */
export interface Stack {
  readonly overview: Tile | null
  readonly detail: Tile | null
  /** Pixels of the source to pixels of the photo before: scaled, then moved. */
  readonly place: Place
}

export interface Place extends Point {
  readonly scale: number
}

export const AS_IT_IS: Place = { x: 0, y: 0, scale: 1 }

/** Where a photo of another size is put so that all of it is seen in the other's place. */
export function placeWithin(photo: Size, frame: Size): Place {
  const scale = Math.min(frame.width / photo.width, frame.height / photo.height)
  return { scale, x: (frame.width - photo.width * scale) / 2, y: (frame.height - photo.height * scale) / 2 }
}

interface TileBytes {
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

export function createTile(source: string, view: View, { width, height, bytes }: TileBytes, isPicture: boolean): Tile {
  const canvas = new OffscreenCanvas(width, height)
  if (!isPicture) {
    const image = new ImageData(width, height)
    const words = new Int32Array(image.data.buffer)
    return { source, view, width, height, bytes, canvas, paint: { image, words, table: null }, counts: null }
  }
  // A view of clamped bytes must not share the port's buffer: ImageData keeps it.
  const clamped = new Uint8ClampedArray(bytes.buffer as ArrayBuffer, bytes.byteOffset, width * height * 4)
  contextOf(canvas).putImageData(new ImageData(clamped, width, height), 0, 0)
  return { source, view, width, height, bytes, canvas, paint: null, counts: null }
}

/** Colours a tile of a difference where its colours are not these already. */
export function colourTile(tile: Tile, table: Int32Array, mode: DifferenceView): void {
  const { paint } = tile
  if (!paint || paint.table === table) return
  colourBytes(tile.bytes, table, mode, paint.words)
  contextOf(tile.canvas).putImageData(paint.image, 0, 0)
  paint.table = table
}

export const countsOf = (tile: Tile, mode: DifferenceView): Uint32Array => (tile.counts ??= countBytes(tile.bytes, mode))

/** R, G, B of a pixel of the source; null where the tile is not of the photo's own pixels, or the pixel is see-through or outside. */
export function pixelOf(tile: Tile | null, x: number, y: number): readonly [number, number, number] | null {
  if (!tile || tile.view.level !== 0 || tile.paint) return null
  const column = x - tile.view.region.x
  const row = y - tile.view.region.y
  if (column < 0 || row < 0 || column >= tile.width || row >= tile.height) return null
  const at = (row * tile.width + column) * 4
  if (tile.bytes[at + 3] === 0) return null
  return [tile.bytes[at]!, tile.bytes[at + 1]!, tile.bytes[at + 2]!]
}
