/** Keeps the shown picture of the method loaded for each layer of the pane, and counts a disagreement on the whole photo. */
import { onScopeDispose, watch } from 'vue'
import { toWireError } from '../../../../contract/errors'
import { start, withPixels } from '../../../bridge/api'
import { newestWins } from '../../../kit/use/newestWins'
import type { Layer } from '../../../pane/layer'
import { reportBusy } from '../../../bridge/busy'
import { info } from '../../stores/documents'
import { engine } from '../../../bridge/engine'
import { detail, overview } from '../../stores/layers'
import { moving } from '../../../kit/use/motion'
import { methodResults, pictureOf, setPicture, wanted, type PictureWish } from '../stores/pictures'

type Wish = PictureWish & { readonly layer: Layer }

async function fetch(wish: Wish, signal: AbortSignal) {
  const { document, view } = wish.layer
  if (wish.kind === 'disagreement') {
    const { first, second } = wish
    return { bytes: (await withPixels('readDisagreement', { document, first, second, view }, signal)).bytes, scale: null }
  }
  const { picture, segmentation } = wish
  const { bytes, reply } = await withPixels('readPicture', { document, picture, segmentation, view }, signal)
  return { bytes, scale: reply }
}

export function useMethodPictures(): void {
  const asked = newestWins({
    ask: fetch,
    answered: ({ bytes, scale }, { layer, key }: Wish) => {
      methodResults.error = null
      setPicture(layer, key, bytes, scale)
      wantNext()
    },
    failed: (thrown, { key }) => {
      if (engine.state === 'ready' && key === wanted.value?.key) methodResults.error = toWireError(thrown, 'readPicture')
    },
    patience: 600,
  })

  /** What is visible first. */
  function wantNext(): void {
    const wish = wanted.value
    if (!wish) return asked.drop()
    const layers = [detail.value, overview.value].filter((layer) => layer !== null && layer.document === info.value?.document)
    const layer = layers.find((each) => pictureOf(each!)?.key !== wish.key)
    if (layer) asked.want({ ...wish, layer })
    else asked.drop()
  }
  watch([wanted, overview, detail, () => engine.epoch], wantNext, { immediate: true })

  const counted = newestWins({
    ask: ({ first, second }: Extract<PictureWish, { kind: 'disagreement' }>, signal) =>
      start('measureDisagreement', { document: info.value!.document, first, second }, { signal }),
    answered: (counts, { key }) => (methodResults.counts = { ...counts, key }),
    patience: 300,
  })
  watch(
    [wanted, moving],
    ([wish]) => {
      if (moving.value) return
      // Changed and put back: nothing stays of what was between.
      if (wish?.kind !== 'disagreement' || methodResults.counts?.key === wish.key) return counted.drop()
      counted.want(wish)
    },
    { immediate: true },
  )

  const stops = [reportBusy(asked.pending), reportBusy(counted.pending)]
  onScopeDispose(() => {
    for (const stop of stops) stop()
    asked.drop()
    counted.drop()
  })
}
