/**
 * Asks for what the shown charts need, the newest alone, when nothing moves: a drag drops what is under way, so
 * that charts never hold up the picture. What is here already is not asked for again.
 */
import { computed, onScopeDispose, provide, watch, type ComputedRef } from 'vue'
import type { Patch } from '../../../contract/contract'
import { start, withPixels } from '../../bridge/api'
import { planeCells } from '../../charts/figures/plane'
import { thresholdsFor } from '../../charts/figures/score-figure'
import { reportBusy } from '../../bridge/busy'
import { chartData, charts } from '../../charts/choices'
import { chartDocument } from '../../charts/chart-document'
import { info } from '../stores/documents'
import { engine } from '../../bridge/engine'
import { moving } from '../../kit/use/motion'
import { peak, requestKey, results } from '../stores/results'
import { model, patchRequest, request, segmentation, selectedPatch } from '../stores/segmentation'
import { chartMark } from '../../charts/chartMarks'
import { newestWins } from '../../kit/use/newestWins'

/** After the map and the measured area, which come first. */
const REST_MS = 60
const PATIENCE_MS = 500

const SCATTER_BINS = 400

interface Source<A> {
  /** Names what is wanted; null while nothing is. */
  readonly key: ComputedRef<string | null>
  readonly ask: (signal: AbortSignal) => Promise<A>
  readonly answered: (answer: A | null) => void
}

export function useChartData(): void {
  provide(chartDocument, () => info.value?.document ?? null)
  const document = computed(() => info.value?.document ?? null)
  const patch = computed<Patch | null>(() => {
    if (!selectedPatch.value) return null
    // What was set by hand changes no pixel.
    return patchRequest({ ...selectedPatch.value, hand: undefined })
  })
  const bins = computed(() => (charts.shown === 'scatter' ? SCATTER_BINS : charts.bins))
  const showsPlane = () => charts.tab === 'overview' || charts.tab === 'plane'
  const plane = (of: typeof patch.value) => async (signal: AbortSignal) => {
    const wish = { document: document.value!, patch: of, bins: bins.value, range: charts.range }
    const { reply, bytes } = await withPixels('chromaticityPlane', wish, signal)
    return planeCells(reply, bytes)
  }
  const parametersOfHue = computed(() => segmentation.value.parameters.hue)
  const thresholds = computed(() => thresholdsFor(model.value.threshold, peak.value))

  const stops = [
    follow({
      key: computed(() => (document.value && showsPlane() ? `${document.value} ${bins.value} ${charts.range}` : null)),
      ask: (signal) => plane(null)(signal),
      answered: (cells) => (chartData.plane = cells),
    }),
    follow({
      key: computed(() =>
        document.value && patch.value && showsPlane()
          ? `${document.value} ${bins.value} ${charts.range} ${JSON.stringify(patch.value)}`
          : null,
      ),
      ask: (signal) => plane(patch.value)(signal),
      answered: (cells) => (chartData.patchPlane = cells),
    }),
    follow({
      key: computed(() => {
        const { minimumBrightness, minimumSpread } = parametersOfHue.value
        return document.value && charts.tab === 'hue'
          ? JSON.stringify([document.value, patch.value, minimumBrightness, minimumSpread])
          : null
      }),
      ask: (signal) => {
        const { minimumBrightness, minimumSpread } = parametersOfHue.value
        const wish = { document: document.value!, patch: patch.value }
        return start(
          'hueCounts',
          { ...wish, minimumBrightness: Number(minimumBrightness), minimumSpread: Number(minimumSpread) },
          { signal },
        )
      },
      answered: (hues) => (chartData.hues = hues),
    }),
    follow({
      key: computed(() => {
        const shown = charts.tab === 'overview' || charts.tab === 'threshold'
        // The peak of a density is that of the answered request alone.
        const known = results.key === requestKey.value && results.error === null
        return shown && known && request.value && thresholds.value.length > 0 ? `${requestKey.value} ${thresholds.value.at(-1)}` : null
      }),
      ask: async (signal) => {
        const wish = { document: document.value!, segmentation: { ...request.value!, threshold: model.value.threshold.default } }
        const asked = { model: model.value.id, thresholds: thresholds.value }
        const { areas } = await start('areasAt', { ...wish, thresholds: asked.thresholds }, { signal })
        return { ...asked, areas }
      },
      answered: (areas) => (chartData.areas = areas),
    }),
  ]
  onScopeDispose(() => stops.forEach((stop) => stop()))
}

function follow<A>({ key, ask, answered }: Source<A>): () => void {
  let have: string | null = null
  const asked = newestWins({
    ask: (_: string, signal) => ask(signal),
    answered: (answer, wish) => {
      if (key.value !== wish) return
      have = wish
      chartMark('data')
      answered(answer)
    },
    failed: (_, wish) => {
      // The picture's own request says what went wrong; a chart without data says that it has none.
      have = wish
      answered(null)
    },
    patience: PATIENCE_MS,
  })
  const stopBusy = reportBusy(asked.pending)
  watch(
    [key, moving, () => engine.epoch, () => info.value?.document],
    ([wish, moves, epoch, photo], [, , before, last]) => {
      if (epoch !== before || photo !== last) have = null
      // What was counted of another photo says nothing of this one.
      if (photo !== last) answered(null)
      if (moves || wish === have) return asked.drop()
      if (wish !== null) return asked.want(wish, REST_MS)
      asked.drop()
    },
    { immediate: true },
  )
  return () => {
    stopBusy()
    asked.drop()
  }
}
