/**
 * Keeps the score map of each layer up to date. A changed patch or model wants a new map at
 * once; a changed threshold is cut from the bytes that are here, and wants a map that is exact
 * at the new threshold when the slider rests.
 */
import { onScopeDispose, watch } from 'vue'
import type { Segmentation } from '../../preload/contract'
import { toWireError } from '../../preload/errors'
import { withPixels } from '../api'
import type { Layer } from '../pane/layer'
import { reportBusy } from '../stores/busy'
import { engine } from '../stores/engine'
import { clearScores, detail, overview, setScore } from '../stores/layers'
import { requestKey, results } from '../stores/results'
import { request } from '../stores/segmentation'
import { newestWins } from './newestWins'

interface Wish {
  readonly layer: Layer
  readonly segmentation: Segmentation
  readonly key: string
}

const THRESHOLD_REST_MS = 120
/** A map that takes longer while a newer patch is wanted is cancelled. */
const PATIENCE_MS = 300

export function useScores(): void {
  const scores = newestWins({
    ask: ({ layer, segmentation }: Wish, signal) =>
      withPixels('segment', { document: layer.document, segmentation, view: layer.view }, signal),
    answered: ({ reply, bytes }, { layer, segmentation, key }) => {
      results.error = null
      results.segmented = reply
      results.key = key
      // An older patch's map is still nearer to the newest than what is on the screen.
      setScore(layer, { bytes, scale: reply.scale, exactAt: reply.exactAt, model: segmentation.model, key })
      wantNext()
    },
    failed: (thrown, { key }) => {
      if (engine.state !== 'ready') return
      if (key === requestKey.value) {
        results.error = toWireError(thrown, 'segment')
        results.segmented = null
        results.key = key
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
    const layers = [detail.value, overview.value].filter((layer) => layer !== null)
    const wrong = layers.find((layer) => layer.score?.key !== key)
    if (wrong) return scores.want({ layer: wrong, segmentation, key })
    const inexact = layers.find((layer) => layer.score?.exactAt !== segmentation.threshold)
    if (inexact) scores.want({ layer: inexact, segmentation, key }, THRESHOLD_REST_MS)
  }

  watch(
    [request, requestKey, overview, detail, () => engine.epoch],
    ([, , , , epoch], [, , , , before]) => {
      // What failed before the engine was started again may well succeed now.
      if (epoch !== before) results.error = null
      if (!request.value) {
        results.segmented = results.error = null
        results.key = ''
        clearScores()
      }
      wantNext()
    },
    { immediate: true },
  )

  const stop = reportBusy(scores.pending)
  onScopeDispose(() => {
    stop()
    scores.drop()
  })
}
