/** Keeps the overview and, when zoomed in, the detail of the open photo loaded. */
import { onScopeDispose, watch } from 'vue'
import type { DocumentInfo, View } from '../../../contract/contract'
import { toWireError } from '../../../contract/errors'
import { withPixels } from '../../bridge/api'
import { createLayer } from '../../pane/layer'
import { covers, detailView, levelFor, sameView, wholeView } from '../../pane/pyramid'
import { reportBusy } from '../../bridge/busy'
import { failure, info, source } from '../stores/documents'
import { engine } from '../../bridge/engine'
import { detail, overview, preview } from '../stores/layers'
import { fitViewpoint, pane, viewpoint, visible } from '../stores/viewport'
import { newestWins } from '../../kit/use/newestWins'

interface Wish {
  readonly photo: DocumentInfo
  readonly view: View
}

/** While the wheel turns, the level that is passed by is not worth asking for. */
const DETAIL_REST_MS = 40

export function useLayers(): void {
  const fetch = ({ photo, view }: Wish, signal: AbortSignal) => withPixels('readView', { document: photo.document, view }, signal)
  const failed = (thrown: unknown, { photo }: Wish) => {
    if (info.value?.document !== photo.document || engine.state !== 'ready') return
    failure.value = {
      error: toWireError(thrown, 'readView'),
      grant: source.value === null ? null : { handle: source.value, name: photo.name },
    }
  }
  const whole = newestWins<Wish, Awaited<ReturnType<typeof fetch>>>({
    ask: fetch,
    answered: ({ reply, bytes }, { photo, view }) => {
      if (info.value?.document !== photo.document) return
      overview.value = createLayer(photo.document, view, reply.width, reply.height, bytes)
    },
    failed,
  })
  const part = newestWins<Wish, Awaited<ReturnType<typeof fetch>>>({
    ask: fetch,
    answered: ({ reply, bytes }, { photo, view }) => {
      if (info.value?.document !== photo.document || !needsDetail(photo)) return
      detail.value = createLayer(photo.document, view, reply.width, reply.height, bytes)
    },
    failed,
    patience: 400,
  })

  const overviewLevel = (photo: DocumentInfo) => levelFor(fitViewpoint.value.zoom, photo.levels)
  const needsDetail = (photo: DocumentInfo) => levelFor(viewpoint.value.zoom, photo.levels) < overviewLevel(photo)

  watch(
    [info, () => engine.epoch, () => pane.width, () => pane.height],
    ([photo, epoch], [, before]) => {
      if (overview.value && overview.value.document !== photo?.document) {
        overview.value = detail.value = preview.value = null
        part.drop()
      }
      if (!photo) return whole.drop()
      if (pane.width === 0) return
      const view = wholeView(photo, overviewLevel(photo))
      const have = overview.value
      if (have && sameView(have.view, view) && epoch === before) return
      // A coarser overview than before is no gain while the finer one is held.
      if (have && have.view.level <= view.level && epoch === before) return
      whole.want({ photo, view })
    },
    { immediate: true },
  )

  watch([visible, overview, () => engine.epoch], () => {
    const photo = info.value
    const seen = visible.value
    if (!photo || !overview.value || !seen || levelFor(viewpoint.value.zoom, photo.levels) >= overview.value.view.level) {
      part.drop()
      detail.value = null
      return
    }
    const level = levelFor(viewpoint.value.zoom, photo.levels)
    const have = detail.value
    if (have && have.view.level === level && covers(have.view, photo, seen)) return
    part.want({ photo, view: detailView(photo, level, seen) }, DETAIL_REST_MS)
  })

  const stops = [reportBusy(whole.pending), reportBusy(part.pending)]
  onScopeDispose(() => {
    for (const stop of stops) stop()
    whole.drop()
    part.drop()
  })
}
