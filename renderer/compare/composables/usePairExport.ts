/** One export of the comparison at a time: its progress, its end, or why it failed. Main asks where to save. */
import { onScopeDispose, reactive } from 'vue'
import type { ComparisonExport } from '../../../preload/comparison'
import { isCancelled, toWireError, type WireError } from '../../../preload/errors'
import { call, on } from '../../api'
import { toast } from '../../stores/toasts'
import { showBytes } from '../../stores/words'
import { exportComparison } from '../client'
import { comparison } from '../stores/comparison'
import { settleChanges } from './useComparison'

export function usePairExport(done: () => void) {
  const state = reactive({ running: false, stage: '', fraction: 0, error: null as WireError | null })
  let controller: AbortController | null = null
  let job = ''
  const stop = on('progress', (progress) => {
    if (progress.job === job) Object.assign(state, { stage: progress.stage, fraction: progress.fraction })
  })

  async function save(what: ComparisonExport): Promise<void> {
    const open = comparison.value
    if (!open || state.running) return
    controller = new AbortController()
    Object.assign(state, { running: true, stage: '', fraction: 0, error: null })
    try {
      await settleChanges()
      const saved = await exportComparison(open.found.comparison, what, { signal: controller.signal, started: (id) => (job = id) })
      // Closing the system's dialog is a change of mind about the file, not about the export.
      if (!saved) return
      toast({
        kind: 'done',
        text: `Saved ${saved.grant.name}`,
        detail: showBytes(saved.bytes),
        action: { title: 'Show in folder', run: () => void reveal(saved.grant.handle) },
      })
      done()
    } catch (thrown) {
      if (!isCancelled(thrown)) state.error = toWireError(thrown, 'exportComparison')
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
