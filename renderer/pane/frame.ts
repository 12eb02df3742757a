/** One frame of the photo's pane: what is shown, and where its layers lie. Device pixels. */
import type { Place } from './canvas'
import type { Layer, Score } from './layer'
import type { Point, Size, Viewpoint } from './viewpoint'

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

/** What decides where the layer's mask is. */
export const mapOf = ({ cleaned }: Pick<Frame, 'cleaned'>, layer: Layer): Score | null => (cleaned ? layer.cleaned : layer.score)

export function placeOf({ viewpoint }: Frame, origin: Point, { view: { level, region } }: Layer): Place {
  const scale = viewpoint.zoom * 2 ** level
  return [origin.x + region.x * scale, origin.y + region.y * scale, ...seen(region.w, region.h, scale)]
}

export const placeOfPhoto = ({ viewpoint, photo }: Frame, origin: Point): Place => [
  origin.x,
  origin.y,
  ...seen(photo.width, photo.height, viewpoint.zoom),
]

/** A strip that is narrower than a pixel of the screen is still seen. */
const seen = (width: number, height: number, scale: number): [number, number] => [Math.max(1, width * scale), Math.max(1, height * scale)]
