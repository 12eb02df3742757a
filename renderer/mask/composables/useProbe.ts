/** The pixel under the pointer: from the pixels that are here where they are the photo's own, else asked for, the newest alone. */
import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { call } from '../../bridge/api'
import type { Layer } from '../../pane/layer'
import type { Point } from '../../pane/viewpoint'
import { info } from '../stores/documents'
import { detail, overview } from '../stores/layers'
import { newestWins } from '../../kit/use/newestWins'

export interface Probe {
  readonly x: number
  readonly y: number
  readonly rgb: readonly [number, number, number] | null
}

export const probe = shallowRef<Probe | null>(null)

export function useProbe(pointer: Ref<Point | null>): void {
  const pixel = computed(() => {
    const at = pointer.value
    const photo = info.value
    if (!at || !photo) return null
    const x = Math.floor(at.x)
    const y = Math.floor(at.y)
    return x >= 0 && y >= 0 && x < photo.width && y < photo.height ? { document: photo.document, x, y } : null
  })
  const asked = newestWins({
    ask: (wish: { document: string; x: number; y: number }) => call('probe', wish),
    answered: ({ r, g, b }, { x, y }) => {
      if (pixel.value?.x === x && pixel.value.y === y) probe.value = { x, y, rgb: [r, g, b] }
    },
  })
  watch(
    () => [pixel.value?.document, pixel.value?.x, pixel.value?.y],
    () => {
      const wish = pixel.value
      if (!wish) {
        asked.drop()
        probe.value = null
        return
      }
      const rgb = readFrom(detail.value, wish) ?? readFrom(overview.value, wish)
      // Until the answer comes the last colour stays: figures that flicker cannot be read.
      probe.value = { x: wish.x, y: wish.y, rgb: rgb ?? probe.value?.rgb ?? null }
      if (!rgb) asked.want(wish)
    },
  )
  onScopeDispose(asked.drop)
}

/** Only level 0 holds the photo's own pixels. */
function readFrom(layer: Layer | null, { document, x, y }: { document: string; x: number; y: number }): [number, number, number] | null {
  if (!layer || layer.view.level !== 0 || layer.document !== document) return null
  const column = x - layer.view.region.x
  const row = y - layer.view.region.y
  if (column < 0 || row < 0 || column >= layer.width || row >= layer.height) return null
  const word = layer.pixels[row * layer.width + column]!
  return [word & 255, (word >> 8) & 255, (word >> 16) & 255]
}
