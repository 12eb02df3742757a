/**
 * A piece of the photo at one pyramid level, with the score map that belongs to it and the
 * picture composed of the two. Buffers are made once per layer and used for every frame.
 */
import { cutOf, type ScoreScale } from '../../core/kernels/score-map'
import type { View } from '../../contract/contract'
import { contextOf } from './canvas'
import { composeCutout, composeMask, composeTint, createScratch, type TintScratch, type TintStyle } from './compose'

export interface Score {
  readonly bytes: Uint8Array
  readonly scale: ScoreScale
  /** The threshold at which the map is exact. */
  readonly exactAt: number
  readonly model: string
  /** Names the patches, model and parameters it was made with. */
  readonly key: string
  readonly version: number
  /** A byte is how much of the pixel the mask covers, and is shown so; mask is what is half covered. */
  readonly coverage?: boolean
}

/** The threshold of a map of coverage. */
export const COVERAGE_HALF = 128

export type Composition = { readonly kind: 'mask' } | { readonly kind: 'cutout' } | ({ readonly kind: 'tint' } & TintStyle)

/** A score map and the part of the photo that it is of. */
export interface ScoredView {
  readonly view: View
  readonly width: number
  readonly height: number
  readonly score: Score
}

export interface Layer {
  readonly document: string
  readonly view: View
  readonly width: number
  readonly height: number
  /** RGBA in memory order. */
  readonly pixels: Int32Array
  readonly photo: OffscreenCanvas
  score: Score | null
  /** The mask after its clean-up steps. */
  cleaned: Score | null
  composed: {
    readonly canvas: OffscreenCanvas
    readonly image: ImageData
    readonly words: Int32Array
    readonly scratch: TintScratch
    key: string
  } | null
}

export function createLayer(document: string, view: View, width: number, height: number, bytes: Uint8Array): Layer {
  // A view of words needs an offset that is a multiple of four.
  const rgba = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const photo = new OffscreenCanvas(width, height)
  const clamped = new Uint8ClampedArray(rgba.buffer as ArrayBuffer, rgba.byteOffset, width * height * 4)
  contextOf(photo).putImageData(new ImageData(clamped, width, height), 0, 0)
  const pixels = new Int32Array(rgba.buffer, rgba.byteOffset, width * height)
  return { document, view, width, height, pixels, photo, score: null, cleaned: null, composed: null }
}

/** The cut for a threshold in the unit of `model`; a map of another model keeps the threshold it was made for. */
export function cutFor(score: Score, threshold: number, model: string): number {
  return cutOf(score.model === model ? threshold : score.exactAt, score.scale)
}

/** The picture of photo and score at a cut, composed anew only where something differs from last time. */
export function composedCanvas(
  layer: Layer,
  score: Score,
  cut: number,
  composition: Composition,
): { canvas: OffscreenCanvas; fresh: boolean } {
  layer.composed ??= makeComposed(layer)
  const target = layer.composed
  const style = composition.kind === 'tint' ? `${composition.tint}/${composition.line}/${composition.contour}` : ''
  const key = `${composition.kind}:${score.version}:${cut}:${style}`
  if (target.key === key) return { canvas: target.canvas, fresh: false }
  if (composition.kind === 'tint') composeTint(score.bytes, cut, composition, target.scratch, target.words, score.coverage)
  else if (composition.kind === 'mask') composeMask(score.bytes, cut, target.words, score.coverage)
  else composeCutout(score.bytes, layer.pixels, cut, target.words, score.coverage)
  contextOf(target.canvas).putImageData(target.image, 0, 0)
  target.key = key
  return { canvas: target.canvas, fresh: true }
}

function makeComposed(layer: Layer): NonNullable<Layer['composed']> {
  const image = new ImageData(layer.width, layer.height)
  const scratch = createScratch(layer.width, layer.height)
  return { canvas: new OffscreenCanvas(layer.width, layer.height), image, words: new Int32Array(image.data.buffer), scratch, key: '' }
}
