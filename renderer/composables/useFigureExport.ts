/** One file of figures or shapes at a time. Main asks where to save; what failed is told as a toast. */
import { onScopeDispose, ref } from 'vue'
import type { FigureFormat } from '../../preload/contract'
import { isCancelled, toWireError } from '../../preload/errors'
import { call, start } from '../api'
import { info } from '../stores/documents'
import { mmPerPixel } from '../stores/scale'
import { request } from '../stores/segmentation'
import { toast } from '../stores/toasts'
import { showBytes } from '../stores/words'

export function useFigureExport() {
  /** The format that is being written. */
  const running = ref<FigureFormat | null>(null)
  let controller: AbortController | null = null

  async function save(format: FigureFormat): Promise<void> {
    const segmentation = request.value
    if (!info.value || !segmentation || running.value) return
    controller = new AbortController()
    running.value = format
    try {
      const wish = { document: info.value.document, segmentation, format, scale: mmPerPixel.value }
      const { saved } = await start('exportFigures', wish, { signal: controller.signal })
      if (!saved) return
      const { grant, bytes } = saved
      const reveal = () => void call('reveal', { grant: grant.handle }).catch(tell)
      toast({ kind: 'done', text: `Saved ${grant.name}`, detail: showBytes(bytes), action: { title: 'Show in folder', run: reveal } })
    } catch (thrown) {
      if (!isCancelled(thrown)) tell(thrown)
    } finally {
      running.value = null
    }
  }

  function tell(thrown: unknown): void {
    const { message, hint } = toWireError(thrown, 'exportFigures')
    toast({ kind: 'error', text: message, detail: hint })
  }

  onScopeDispose(() => controller?.abort())
  return { running, save, cancel: () => controller?.abort() }
}
