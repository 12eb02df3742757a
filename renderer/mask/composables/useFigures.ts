/** The figures beside the pane: the area, measured at full size, and the histograms. Both follow the newest wish and never hold up the picture. */
import { onScopeDispose, watch } from 'vue'
import type { Patch, Segmentation } from '../../../contract/contract'
import { start } from '../../bridge/api'
import { reportBusy } from '../../bridge/busy'
import { cleaning } from '../stores/cleaning'
import { info } from '../stores/documents'
import { engine } from '../../bridge/engine'
import { moving } from '../../kit/use/motion'
import { cutOfRequest, measured, requestKey, results } from '../stores/results'
import { patchRequest, request, selectedPatch } from '../stores/segmentation'
import { settings } from '../../bridge/settings'
import { newestWins } from '../../kit/use/newestWins'

export const HISTOGRAM_BINS = 100
const PATCH_REST_MS = 90

export function useFigures(): void {
  const areas = newestWins({
    ask: ({ document, segmentation }: { document: string; segmentation: Segmentation; key: string }, signal) =>
      start('measure', { document, segmentation }, { signal }),
    answered: (area, { key, segmentation }) => {
      measured.value = { ...area, key, cut: cutOfRequest(segmentation) }
    },
    patience: 300,
  })
  watch(
    // After the map of the same patches: the picture comes first, and nothing counts the whole photo while it is moved.
    [() => results.key, () => !moving.value && request.value && cutOfRequest(request.value), () => engine.epoch, cleaning],
    () => {
      const segmentation = request.value
      if (moving.value) return
      // A cleaned mask brings its own area.
      if (!info.value || !segmentation || results.error || cleaning.value) return areas.drop()
      if (results.key === requestKey.value) areas.want({ document: info.value.document, segmentation, key: requestKey.value })
    },
  )

  const histograms = newestWins({
    ask: (wish: { document: string; patch: Patch | null }, signal) => start('histograms', { ...wish, bins: HISTOGRAM_BINS }, { signal }),
    answered: (answer, { document }) => {
      if (document === info.value?.document) results.histograms = answer
    },
    patience: 600,
  })
  watch(
    [info, () => (moving.value ? null : selectedPatch.value), () => settings.drawer, () => engine.epoch],
    ([photo, patch, drawer]) => {
      if (moving.value) return
      if (!photo || !drawer) return histograms.drop()
      const wish = patch && patchRequest(patch)
      histograms.want({ document: photo.document, patch: wish }, results.histograms ? PATCH_REST_MS : 0)
    },
    { immediate: true },
  )

  const stops = [reportBusy(areas.pending), reportBusy(histograms.pending)]
  onScopeDispose(() => {
    for (const stop of stops) stop()
    areas.drop()
    histograms.drop()
  })
}
