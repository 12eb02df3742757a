/** While the measurements are shown: the objects of the present mask, then how sure its area is. The newest wish alone, and only at rest. */
import { onScopeDispose, watch } from 'vue'
import type { Segmentation } from '../../../contract/contract'
import { toWireError } from '../../../contract/errors'
import { start } from '../../bridge/api'
import { reportBusy } from '../../bridge/busy'
import { info } from '../stores/documents'
import { engine } from '../../bridge/engine'
import { clearMeasurements, lookedAt, measurements } from '../stores/measurements'
import { moving } from '../../kit/use/motion'
import { request } from '../stores/segmentation'
import { newestWins } from '../../kit/use/newestWins'

interface Wish {
  readonly document: string
  readonly segmentation: Segmentation
  readonly key: string
}

/** As many as a table is looked through; the files have all. */
const OBJECTS_MOST = 10_000
const REST_MS = 120

export function useMeasurements(): void {
  const intervals = newestWins({
    ask: ({ document, segmentation }: Wish, signal) => start('areaInterval', { document, segmentation }, { signal }),
    answered: (interval, { key }) => {
      if (key === measurements.key) measurements.interval = interval
    },
  })
  const objects = newestWins({
    ask: ({ document, segmentation }: Wish, signal) => start('measureObjects', { document, segmentation, most: OBJECTS_MOST }, { signal }),
    answered: (measured, wish) => {
      // Numbers of the last mask's objects say nothing of this one's.
      if (wish.key !== measurements.key) lookedAt.value = null
      Object.assign(measurements, { measured, key: wish.key, interval: null, error: null })
      intervals.want(wish)
    },
    failed: (thrown, { key }) => {
      if (engine.state === 'ready')
        Object.assign(measurements, { key, measured: null, interval: null, error: toWireError(thrown, 'measureObjects') })
    },
    patience: 400,
  })

  watch(
    [info, request, moving, () => engine.epoch],
    ([photo, segmentation, isMoving, epoch], [, , , before]) => {
      if (!photo || !segmentation) {
        objects.drop()
        intervals.drop()
        return clearMeasurements()
      }
      const key = `${photo.document}:${JSON.stringify(segmentation)}`
      if (isMoving) return
      const wish = { document: photo.document, segmentation, key }
      if (key === measurements.key && (!measurements.error || epoch === before)) {
        // Changed and put back: nothing stays of the mask between.
        objects.drop()
        if (measurements.measured && !measurements.interval) intervals.want(wish)
        return
      }
      intervals.drop()
      objects.want(wish, measurements.measured ? REST_MS : 0)
    },
    { immediate: true },
  )
  const stops = [reportBusy(objects.pending), reportBusy(intervals.pending)]
  onScopeDispose(() => {
    for (const stop of stops) stop()
    objects.drop()
    intervals.drop()
    clearMeasurements()
  })
}
