/** One export at a time: its progress, its end, or why it failed. Main asks where to save. */
import { onScopeDispose, reactive } from 'vue'
import type { ExportOptions } from '../../preload/contract'
import { isCancelled, toWireError, type WireError } from '../../preload/errors'
import { call, on, start } from '../api'
import { info } from '../stores/documents'
import { request } from '../stores/segmentation'
import { toast } from '../stores/toasts'
import { showBytes } from '../stores/words'

export function useExport(done: () => void) {
  const state = reactive({ running: false, stage: '', fraction: 0, error: null as WireError | null })
  let controller: AbortController | null = null
  let job = ''
  const stop = on('progress', (progress) => {
    if (progress.job === job) Object.assign(state, { stage: progress.stage, fraction: progress.fraction })
  })

  async function save(options: ExportOptions): Promise<void> {
    const segmentation = request.value
    if (!info.value || !segmentation || state.running) return
    controller = new AbortController()
    Object.assign(state, { running: true, stage: '', fraction: 0, error: null })
    try {
      const { saved } = await start(
        'exportImage',
        { document: info.value.document, segmentation, options },
        { signal: controller.signal, started: (id) => (job = id) },
      )
      // Closing the system's dialog is a change of mind about the file, not about the export.
      if (!saved) return
      const { grant, bytes } = saved
      toast({
        kind: 'done',
        text: `Saved ${grant.name}`,
        detail: showBytes(bytes),
        action: { title: 'Show in folder', run: () => void reveal(grant.handle) },
      })
      done()
    } catch (thrown) {
      if (!isCancelled(thrown)) state.error = toWireError(thrown, 'exportImage')
    } finally {
      state.running = false
      job = ''
    }
  }

  async function reveal(grant: string): Promise<void> {
    try {
      await call('reveal', { grant })
    } catch (thrown) {
      const { message, hint } = toWireError(thrown, 'reveal')
      toast({ kind: 'error', text: message, detail: hint })
    }
  }

  onScopeDispose(() => {
    stop()
    controller?.abort()
  })
  return { state, save, cancel: () => controller?.abort() }
}
