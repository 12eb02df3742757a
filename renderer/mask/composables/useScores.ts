/**
 * Keeps the score map of each layer up to date. While a patch is moved, a coarse map of what is
 * visible is asked for, the newest alone; at rest each layer gets its own. A changed threshold is
 * cut from the bytes that are here, and wants a map that is exact at the new threshold at rest.
 */
import { onScopeDispose, watch } from 'vue'
import type { Segmentation, Segmented, View } from '../../../contract/contract'
import { toWireError } from '../../../contract/errors'
import { withPixels } from '../../bridge/api'
import type { Layer } from '../../pane/layer'
import { previewView } from '../../pane/pyramid'
import { reportBusy } from '../../bridge/busy'
import { info } from '../stores/documents'
import { engine } from '../../bridge/engine'
import { clearScores, detail, overview, preview, setPreview, setScore } from '../stores/layers'
import { calmly, moving } from '../../kit/use/motion'
import { requestKey, results } from '../stores/results'
import { activePatches, foundThreshold, request, threshold } from '../stores/segmentation'
import { viewpoint, visible } from '../stores/viewport'
import { newestWins } from '../../kit/use/newestWins'

interface Wish {
  readonly document: string
  readonly view: View
  /** Whose map it is; null for a preview. */
  readonly layer: Layer | null
  readonly segmentation: Segmentation
  /** What its patches are called. */
  readonly letters: readonly number[]
  readonly key: string
}

const THRESHOLD_REST_MS = 120
/** A map that takes longer while a newer patch is wanted is cancelled; the slowest fit of 24 megapixels takes a third of it, else a drag would show none. */
const PATIENCE_MS = 1_000

export function useScores(): void {
  /** What the figures are of, or will be in a moment. */
  let published = ''
  const publish = calmly(({ reply, key }: { reply: Segmented; key: string }) => {
    results.error = null
    results.segmented = reply
    results.key = key
  })
  const scores = newestWins({
    ask: ({ document, view, segmentation, letters }: Wish, signal) =>
      withPixels('segment', { document, segmentation, view, letters: [...letters] }, signal),
    answered: ({ reply, bytes }, { layer, view, segmentation, key }) => {
      const score = { bytes, scale: reply.scale, exactAt: reply.exactAt, model: segmentation.model, key }
      // Before the map: a picture is never cut at the threshold of another one.
      foundThreshold.value = reply.chosen
      // An older patch's map is still nearer to the newest than what is on the screen.
      if (layer) setScore(layer, score)
      else setPreview({ view, width: reply.width, height: reply.height, score })
      publish.pass({ reply, key })
      published = key
      wantNext()
    },
    failed: (thrown, { key }) => {
      if (engine.state !== 'ready') return
      if (key === requestKey.value) {
        publish.drop()
        results.error = toWireError(thrown, 'segment')
        results.segmented = null
        results.key = published = key
        clearScores()
      }
      wantNext()
    },
    patience: PATIENCE_MS,
  })

  /** What is visible first: the detail, then the overview under it; wrong maps before inexact ones. */
  function wantNext(): void {
    const segmentation = request.value
    const key = requestKey.value
    if (!segmentation) return scores.drop()
    if (results.error && results.key === key) return
    const letters = activePatches.value.map(({ letter }) => letter)
    const layers = [detail.value, overview.value].filter(
      (layer): layer is Layer => layer !== null && layer.document === info.value?.document,
    )
    const wish = (layer: Layer): Wish => ({ document: layer.document, view: layer.view, layer, segmentation, letters, key })
    const wrong = layers.find((layer) => layer.score?.key !== key)
    if (wrong && moving.value && info.value && visible.value) {
      if (preview.value?.score.key === key) return
      const view = previewView(info.value, info.value.levels, viewpoint.value.zoom, visible.value)
      return scores.want({ document: wrong.document, view, layer: null, segmentation, letters, key })
    }
    if (wrong) return scores.want(wish(wrong))
    // Moved and put back: nothing stays of the place between, neither its map nor its figures.
    if (preview.value && preview.value.score.key !== key) preview.value = null
    if (layers[0] && published !== key) return scores.want(wish(layers[0]))
    const inexact = layers.find((layer) => layer.score?.exactAt !== threshold.value)
    if (inexact) scores.want(wish(inexact), THRESHOLD_REST_MS)
  }

  watch(
    [request, requestKey, overview, detail, () => engine.epoch],
    ([, , , , epoch], [, , , , before]) => {
      // What failed before the engine was started again may well succeed now.
      if (epoch !== before) results.error = null
      if (!request.value) {
        publish.drop()
        results.segmented = results.error = null
        results.key = published = ''
        clearScores()
      }
      wantNext()
    },
    // Within the pointer's own event: every millisecond until the engine has heard of it is seen.
    { immediate: true, flush: 'sync' },
  )
  watch(moving, wantNext)

  const stop = reportBusy(scores.pending)
  onScopeDispose(() => {
    stop()
    publish.drop()
    scores.drop()
  })
}
