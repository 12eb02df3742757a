/** The pixel under the pointer in both photos: from the pixels that are here where they are the photo's own, else asked for. */
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { newestWins } from '../../kit/use/newestWins'
import type { Point } from '../../pane/viewpoint'
import { readLayer, readPhoto } from '../stores/client'
import { pixelOf } from '../paint/tile'
import { comparison } from '../stores/comparison'
import { afterStack, beforeStack } from '../stores/layers'
import { before } from '../stores/pair'

type Rgb = readonly [number, number, number]

export interface PairProbe {
  readonly x: number
  readonly y: number
  readonly before: Rgb | null
  /** Null where after shows nothing, and before it is aligned. */
  readonly after: Rgb | null
}

export const pairProbe = shallowRef<PairProbe | null>(null)

const ALPHA_AT = 3

/** scikit-image's grey, 0..1: see core/pair/difference. */
export const greyOf = ([r, g, b]: Rgb) => (0.2125 * r + 0.7154 * g + 0.0721 * b) / 255

export function usePairProbe(pointer: Ref<Point | null>): void {
  const pixel = computed(() => {
    const at = pointer.value
    const photo = before.value
    if (!at || !photo) return null
    const x = Math.floor(at.x)
    const y = Math.floor(at.y)
    const isInside = x >= 0 && y >= 0 && x < photo.width && y < photo.height
    return isInside ? { x, y, document: photo.document, comparison: comparison.value?.found.comparison ?? null } : null
  })
  const asked = newestWins({
    ask: async ({ x, y, document, comparison: id }: NonNullable<typeof pixel.value>, signal) => {
      const view = { level: 0, region: { x, y, w: 1, h: 1 } }
      const [a, b] = await Promise.all([readPhoto(document, view, signal), id && readLayer(id, 'after-aligned', view, signal)])
      const read = (bytes: Uint8Array): Rgb | null => (bytes[ALPHA_AT] === 0 ? null : [bytes[0]!, bytes[1]!, bytes[2]!])
      return { before: read(a.bytes), after: b ? read(b.bytes) : null }
    },
    answered: (answer, { x, y }) => {
      if (pixel.value?.x === x && pixel.value.y === y) pairProbe.value = { x, y, ...answer }
    },
  })
  watch(
    () => [pixel.value?.x, pixel.value?.y, pixel.value?.document, pixel.value?.comparison],
    () => {
      const wish = pixel.value
      if (!wish) {
        asked.drop()
        pairProbe.value = null
        return
      }
      const here = {
        before: pixelOf(beforeStack.value.detail, wish.x, wish.y) ?? pixelOf(beforeStack.value.overview, wish.x, wish.y),
        after: wish.comparison
          ? (pixelOf(afterStack.value.detail, wish.x, wish.y) ?? pixelOf(afterStack.value.overview, wish.x, wish.y))
          : null,
      }
      // Until the answer comes the last colours stay: figures that flicker cannot be read.
      pairProbe.value = {
        x: wish.x,
        y: wish.y,
        before: here.before ?? pairProbe.value?.before ?? null,
        after: here.after ?? pairProbe.value?.after ?? null,
      }
      if (!here.before || !here.after) asked.want(wish)
    },
  )
  onScopeDispose(() => {
    asked.drop()
    pairProbe.value = null
  })
}
