/** Which picture of the method is shown, what it needs, and the pixels that the pane's layers have of it. */
import { computed, reactive, shallowRef } from 'vue'
import { isModelId, models, type ModelId } from '../../../../core/models/index'
import type { Segmentation } from '../../../../contract/contract'
import type { WireError } from '../../../../contract/errors'
import type { Disagreement, MethodPicture, PictureScale } from '../../../../contract/method'
import { packHex } from '../../../pane/compose'
import type { Layer } from '../../../pane/layer'
import { info } from '../../stores/documents'
import { request, segmentation, thresholdOf } from '../../stores/segmentation'
import { view } from '../../stores/view'
import { wordsOf, type ColourMapId } from '../../../pane/colour-maps'

export const PICTURES = [
  { id: 'r', title: 'r plane', doc: 'Red’s share of each pixel: r = R / (R + G + B).' },
  { id: 'g', title: 'g plane', doc: 'Green’s share of each pixel: g = G / (R + G + B).' },
  { id: 'likelihood-r', title: 'Likelihood of r', doc: 'How like the patch’s r each pixel’s is, by the Gaussian along r.' },
  { id: 'likelihood-g', title: 'Likelihood of g', doc: 'How like the patch’s g each pixel’s is, by the Gaussian along g.' },
  { id: 'product', title: 'Product', doc: 'The score: both likelihoods together. The mask is where it is above the threshold.' },
  { id: 'hue', title: 'Back-projection of hue', doc: 'How common each pixel’s hue is in the histogram.' },
  { id: 'rg', title: 'Back-projection of r and g', doc: 'How common each pixel’s chromaticity is in the patch’s 2-D histogram.' },
  {
    id: 'disagreement',
    title: 'Disagreement',
    doc: 'Where the masks of two models differ, each at its own threshold, before any clean-up.',
  },
] as const
export type PictureId = (typeof PICTURES)[number]['id']

/** Okabe and Ito's: told apart by everybody, and by their lightness alone. */
export const DISAGREEMENT_COLOURS = { neither: '#1f1f1f', first: '#e69f00', second: '#56b4e9', both: '#f5f5f5' } as const

export const method = reactive({
  picture: 'r' as PictureId,
  colourMap: 'viridis' as ColourMapId,
  /** The second model of a disagreement. */
  other: 'hue' as ModelId,
})

export const methodResults = reactive({
  error: null as WireError | null,
  counts: null as (Disagreement & { readonly key: string }) | null,
})

/** Whose ellipses have likelihoods along r and g: those of others' patches are the first model's. */
const hasLikelihoods = (id: ModelId): boolean => models[id].ellipse !== null
/** A picture that has a model's own name is that model's back-projection, whatever model is chosen. */
const backProjected = (picture: PictureId): ModelId | null => (isModelId(picture) ? picture : null)

/** The present patches under a model, with what was set for it; without clean-up, which is no part of a model. */
function under(model: ModelId): Segmentation | null {
  const { parameters, gate } = segmentation.value
  const patches = request.value?.patches ?? []
  const isGate = models[model].selectsBy === 'gate'
  const isThere = isGate ? gate !== null : patches.some(({ role }) => role === 'add')
  if (!request.value || !isThere) return null
  return { model, parameters: parameters[model], patches, ...thresholdOf(model), ...(gate && isGate ? { gate } : {}) }
}

export type PictureWish =
  | { readonly kind: 'scale'; readonly key: string; readonly picture: MethodPicture; readonly segmentation: Segmentation | null }
  | { readonly kind: 'disagreement'; readonly key: string; readonly first: Segmentation; readonly second: Segmentation }

/** What the picture on the pane is made of; null while none is to be shown, or no patch is there for it. */
export const wanted = computed<PictureWish | null>(() => {
  if (view.shown !== 'method' || !info.value) return null
  const { picture } = method
  if (picture === 'disagreement') {
    const [first, second] = [under(segmentation.value.model), under(method.other)]
    if (!first || !second) return null
    return { kind: 'disagreement', key: keyOf(picture, first, second), first, second }
  }
  if (picture === 'r' || picture === 'g') return { kind: 'scale', key: keyOf(picture, lightOf()), picture, segmentation: request.value }
  const named = backProjected(picture)
  const made = under(named ?? gaussianModel.value)
  // A threshold changes none of these.
  const key = made && keyOf(picture, { ...made, threshold: 0 })
  const scored = named === null ? (picture as MethodPicture) : 'back-projection'
  return made && { kind: 'scale', key: key!, picture: scored, segmentation: made }
})

/** The model whose likelihoods are shown. */
export const gaussianModel = computed<ModelId>(() => {
  const { model } = segmentation.value
  return hasLikelihoods(model) ? model : models.gaussian.id
})

const lightOf = () => (request.value ? segmentation.value.parameters[segmentation.value.model]['light'] : undefined) ?? 'encoded'
const keyOf = (picture: PictureId, ...parts: unknown[]) => `${info.value?.document}:${picture}:${JSON.stringify(parts)}`

export interface LayerPicture {
  readonly key: string
  readonly bytes: Uint8Array
  readonly scale: PictureScale | null
  readonly canvas: OffscreenCanvas
  /** The colours that the canvas was painted in. */
  painted: string
}

const made = new WeakMap<Layer, LayerPicture>()
/** Grows with each picture that arrives. */
export const pictured = shallowRef(0)

export const pictureOf = (layer: Layer): LayerPicture | null => made.get(layer) ?? null

export function setPicture(layer: Layer, key: string, bytes: Uint8Array, scale: PictureScale | null): void {
  const canvas = made.get(layer)?.canvas ?? new OffscreenCanvas(layer.width, layer.height)
  made.set(layer, { key, bytes, scale, canvas, painted: '' })
  pictured.value += 1
}

/** The layer's picture in the colours of now; null before the first one of this kind has come. */
function paintedPicture(layer: Layer): OffscreenCanvas | null {
  const picture = made.get(layer)
  if (!picture || (picture.scale === null) !== (method.picture === 'disagreement')) return null
  const colours = picture.scale === null ? 'disagreement' : `${method.colourMap}:${picture.scale.missing}`
  if (picture.painted !== colours) {
    const table = picture.scale === null ? DISAGREEMENT_WORDS : wordsOf(method.colourMap, picture.scale.missing)
    const image = new ImageData(layer.width, layer.height)
    const words = new Int32Array(image.data.buffer)
    for (let i = 0; i < words.length; i += 1) words[i] = table[picture.bytes[i]!]!
    picture.canvas.getContext('2d')!.putImageData(image, 0, 0)
    picture.painted = colours
  }
  return picture.canvas
}

const { neither, first, second, both } = DISAGREEMENT_COLOURS
const DISAGREEMENT_WORDS = Int32Array.of(...[neither, first, second, both].map((colour) => packHex(colour, 1) | 0))

/** Anew with each picture and each choice of colours, so that the pane paints again; null while nothing can be made. */
export const picturing = computed(() => {
  void [pictured.value, method.picture, method.colourMap]
  return wanted.value && ((layer: Layer) => paintedPicture(layer))
})
