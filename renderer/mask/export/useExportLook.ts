/** The file that an export would be, really written and read again: its size, its name and a part of its pixels. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import { toWireError, type WireError } from '../../../contract/errors'
import type { ExportItem, Look, PreparedFile } from '../../../contract/exports'
import { withPixels } from '../../bridge/api'
import { info } from '../stores/documents'
import { reportBusy } from '../../bridge/busy'
import { request } from '../stores/segmentation'
import { newestWins } from '../../kit/use/newestWins'

export interface LookWish {
  readonly item: ExportItem
  readonly template: string
  readonly scale: number | null
  readonly look: Look
}
export interface Looked {
  readonly file: PreparedFile
  readonly pixels: ImageData
  /** Names the file for dragging. */
  readonly job: string
}

/** A setting that is dragged rests this long before a file is written for it. */
const REST_MS = 250
const PATIENCE_MS = 400

export function useExportLook(wish: () => LookWish) {
  const looked = shallowRef<Looked | null>(null)
  const error = shallowRef<WireError | null>(null)
  const asking = newestWins<LookWish, Looked>({
    patience: PATIENCE_MS,
    ask: async (asked, signal) => {
      const of = { document: info.value!.document, segmentation: request.value! }
      const { reply, bytes, job } = await withPixels('prepareExport', { ...of, ...asked }, signal)
      const pixels = new ImageData(new Uint8ClampedArray(bytes), reply.width, reply.height)
      return { file: reply, pixels, job }
    },
    answered: (answer) => {
      looked.value = answer
      error.value = null
    },
    failed: (thrown) => {
      looked.value = null
      error.value = toWireError(thrown, 'prepareExport')
    },
  })
  const stop = reportBusy(asking.pending)
  watch(
    () => (info.value && request.value ? JSON.stringify(wish()) : null),
    (wanted, before) => {
      if (wanted === null) return asking.drop()
      asking.want(JSON.parse(wanted) as LookWish, before === undefined ? 0 : REST_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    stop()
    asking.drop()
  })
  return { looked, error, pending: asking.pending }
}
