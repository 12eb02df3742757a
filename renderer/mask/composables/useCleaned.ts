/**
 * Keeps the cleaned mask of each layer up to date, while there are steps that make one. The engine computes it at full
 * size, so the pane shows what an export gives. While something is moved, what is visible is asked for alone, the newest wish
 * after the last answer; the last mask stays until then. A step that takes long is then a draft, until it rests.
 */
import { onScopeDispose, watch } from 'vue'
import type { Segmentation, View } from '../../../contract/contract'
import { toWireError } from '../../../contract/errors'
import { withPixels } from '../../bridge/api'
import { COVERAGE_HALF, type Layer } from '../../pane/layer'
import { previewView } from '../../pane/pyramid'
import { reportBusy } from '../../bridge/busy'
import { cleanKey, cleaning } from '../stores/cleaning'
import { info } from '../stores/documents'
import { engine } from '../../bridge/engine'
import { cleanedPreview, clearCleaned, detail, overview, setCleaned, setCleanedPreview } from '../stores/layers'
import { moving } from '../../kit/use/motion'
import { cleanedArea, results } from '../stores/results'
import { request } from '../stores/segmentation'
import { viewpoint, visible } from '../stores/viewport'
import { newestWins } from '../../kit/use/newestWins'

interface Wish {
  readonly document: string
  readonly view: View
  /** Whose map it is; null for a preview. */
  readonly layer: Layer | null
  readonly segmentation: Segmentation
  readonly key: string
}

/** A mask that takes longer while a newer one is wanted is cancelled. */
const PATIENCE_MS = 400

export function useCleaned(): void {
  /** The wish that failed: not asked for again and again. */
  let failedKey = ''
  const masks = newestWins({
    ask: ({ document, view, segmentation, layer }: Wish, signal) =>
      withPixels('cleanMask', { document, segmentation, view, quick: layer === null }, signal),
    answered: ({ reply, bytes }, { layer, key, document }) => {
      if (document !== info.value?.document) return
      const score = { bytes, scale: { kind: 'byte' as const }, exactAt: COVERAGE_HALF, model: 'cleaned', key, coverage: true }
      if (layer) setCleaned(layer, score)
      else setCleanedPreview({ view: reply.view, width: reply.width, height: reply.height, score })
      // A draft is not counted: the figure of before stays, as one that is not of this mask.
      if (reply.pixels !== null) cleanedArea.value = { key, pixels: reply.pixels }
      results.cleanError = null
      wantNext()
    },
    failed: (thrown, { key }) => {
      // It asks again when it is back: until then it would fail at once, without end.
      if (engine.state !== 'ready') return
      if (key !== cleanKey.value) return wantNext()
      failedKey = key
      results.cleanError = toWireError(thrown, 'cleanMask')
    },
    patience: PATIENCE_MS,
  })

  /** What is visible first: the detail, then the overview under it. */
  function wantNext(): void {
    const photo = info.value
    const segmentation = request.value
    const key = cleanKey.value
    if (!cleaning.value || !segmentation || !photo || key === failedKey) return masks.drop()
    const layers = [detail.value, overview.value].filter((layer): layer is Layer => layer !== null && layer.document === photo.document)
    const wrong = layers.find((layer) => layer.cleaned?.key !== key)
    // Moved and put back: nothing stays of what was between, neither its picture nor its area.
    if (!wrong && cleanedPreview.value && cleanedPreview.value.score.key !== key) cleanedPreview.value = null
    const next = wrong ?? (cleanedArea.value?.key === key ? undefined : layers[0])
    if (!next) return
    if (!wrong || !moving.value || !visible.value)
      return masks.want({ document: photo.document, view: next.view, layer: next, segmentation, key })
    if (cleanedPreview.value?.score.key === key) return
    const view = previewView(photo, photo.levels, viewpoint.value.zoom, visible.value)
    masks.want({ document: photo.document, view, layer: null, segmentation, key })
  }

  watch(
    [cleanKey, overview, detail, info, () => engine.epoch],
    ([key, , , photo, epoch], [, , , before, epochBefore]) => {
      if (epoch !== epochBefore || key !== failedKey) {
        failedKey = ''
        results.cleanError = null
      }
      if (key === '' || photo?.document !== before?.document) {
        cleanedArea.value = null
        clearCleaned()
      }
      wantNext()
    },
    { immediate: true, flush: 'sync' },
  )
  watch(moving, wantNext)

  const stop = reportBusy(masks.pending)
  onScopeDispose(() => {
    stop()
    masks.drop()
  })
}
