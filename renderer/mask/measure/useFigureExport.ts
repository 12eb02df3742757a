/**
 * One file of figures or shapes at a time. Main asks where to save; what failed is told as a toast. It is the window's, not
 * the panel's: one that is being written is written to its end, whatever is shown meanwhile.
 */
import { effectScope, shallowRef } from 'vue'
import type { FigureFormat } from '../../../contract/contract'
import { start } from '../../bridge/api'
import { info } from '../stores/documents'
import { mmPerPixel } from '../stores/scale'
import { request } from '../stores/segmentation'
import { toast } from '../../kit/use/toasts'
import { toastSaved, useSaving } from '../../photo/useSaving'

/** The format that is being written. */
const running = shallowRef<FigureFormat | null>(null)
let saving: ReturnType<typeof useSaving> | undefined

export function useFigureExport() {
  const { state, run, cancel } = (saving ??= effectScope(true).run(() => useSaving('exportFigures'))!)

  async function save(format: FigureFormat): Promise<void> {
    if (state.running) return
    running.value = format
    await run(async (watched) => {
      const segmentation = request.value
      if (!info.value || !segmentation) return
      const wish = { document: info.value.document, segmentation, format, scale: mmPerPixel.value }
      const { saved } = await start('exportFigures', wish, watched)
      if (saved) toastSaved(saved)
    })
    running.value = null
    if (state.error) toast({ kind: 'error', text: state.error.message, detail: state.error.hint })
  }

  return { running, state, save, cancel }
}
