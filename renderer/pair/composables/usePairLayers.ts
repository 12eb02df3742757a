/** Which pictures the pane needs: both photos, after as it was brought into before's place, and the difference that is looked at. */
import { computed, onScopeDispose, watch } from 'vue'
import { toWireError } from '../../../contract/errors'
import { readLayer, readPhoto } from '../stores/client'
import { LAYER_OF } from '../paint/colouring'
import { AS_IT_IS, placeWithin, type Stack } from '../paint/tile'
import { comparison, trouble } from '../stores/comparison'
import { afterStack, beforeStack, differenceStack } from '../stores/layers'
import { after, before } from '../stores/pair'
import { pairView } from '../stores/view'
import { useTiles, type TileSource } from './useTiles'

const NONE: Stack = { overview: null, detail: null, place: AS_IT_IS }

export function usePairLayers(): void {
  const beforeSource = computed<TileSource | null>(() => {
    const photo = before.value
    if (!photo || !after.value) return null
    const read: TileSource['read'] = (view, signal) => readPhoto(photo.document, view, signal)
    return { name: photo.document, size: photo, levels: photo.levels, isPicture: true, place: AS_IT_IS, read }
  })

  /** Of the pair that is open; the last one's is of other photos. */
  const found = computed(() => {
    const open = comparison.value
    return open && open.before === before.value?.document && open.after === after.value?.document ? open.found : null
  })

  const afterSource = computed<TileSource | null>(() => {
    const [a, b] = [before.value, after.value]
    if (!a || !b) return null
    const open = found.value
    if (open) {
      const read: TileSource['read'] = (view, signal) => readLayer(open.comparison, 'after-aligned', view, signal)
      return { name: `${open.comparison}:${b.document}`, size: a, levels: a.levels, isPicture: true, place: AS_IT_IS, read }
    }
    // As it is, until it is aligned.
    const read: TileSource['read'] = (view, signal) => readPhoto(b.document, view, signal)
    return { name: `plain:${b.document}`, size: b, levels: b.levels, isPicture: true, place: placeWithin(b, a), read }
  })

  const differenceSource = computed<TileSource | null>(() => {
    const open = found.value
    const photo = before.value
    if (!open || !photo || pairView.shown !== 'difference') return null
    const layer = LAYER_OF[pairView.difference]
    const read: TileSource['read'] = (view, signal) => readLayer(open.comparison, layer, view, signal)
    return { name: `${open.comparison}:${layer}`, size: photo, levels: photo.levels, isPicture: false, place: AS_IT_IS, read }
  })

  const failed = (thrown: unknown) => (trouble.value = toWireError(thrown, 'readComparison'))
  const tiles = [
    { to: beforeStack, stack: useTiles(beforeSource, () => false, failed) },
    // The same photo in another place may stay until the new one is there.
    { to: afterStack, stack: useTiles(afterSource, ({ source }) => source.endsWith(`:${after.value?.document}`), failed) },
    {
      to: differenceStack,
      stack: useTiles(differenceSource, ({ source }) => source.endsWith(`:${LAYER_OF[pairView.difference]}`), failed),
    },
  ]
  for (const { to, stack } of tiles) watch(stack, (now) => (to.value = now), { immediate: true, flush: 'sync' })
  onScopeDispose(() => {
    for (const { to } of tiles) to.value = NONE
  })
}
