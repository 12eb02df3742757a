/** Saving to a file, one at a time: its progress, its end, or why it failed. Main asks where to save. */
import { onScopeDispose, reactive } from 'vue'
import type { Grant } from '../../contract/contract'
import { isCancelled, toWireError, type WireError } from '../../contract/errors'
import { call, on } from '../bridge/api'
import { toast, toastFailure } from '../kit/use/toasts'
import { showBytes } from '../kit/use/words'

export interface Saving {
  readonly running: boolean
  readonly stage: string
  /** 0..1; 0 while the system's dialog is up. */
  readonly fraction: number
  readonly error: WireError | null
}

/** What a long call of the contract is started with. */
export interface Watched {
  readonly signal: AbortSignal
  readonly started: (job: string) => void
}

export function useSaving(where: string) {
  const state = reactive({ running: false, stage: '', fraction: 0, error: null as WireError | null })
  let controller: AbortController | null = null
  let job = ''
  const stop = on('progress', (progress) => {
    if (progress.job === job) Object.assign(state, { stage: progress.stage, fraction: progress.fraction })
  })

  /** Does nothing while another one runs. */
  async function run(work: (watched: Watched) => Promise<void>): Promise<void> {
    if (state.running) return
    controller = new AbortController()
    Object.assign(state, { running: true, stage: '', fraction: 0, error: null })
    try {
      await work({ signal: controller.signal, started: (id) => (job = id) })
    } catch (thrown) {
      if (!isCancelled(thrown)) state.error = toWireError(thrown, where)
    } finally {
      state.running = false
      job = ''
    }
  }

  onScopeDispose(() => {
    stop()
    controller?.abort()
  })
  return { state: state as Saving, run, cancel: () => controller?.abort() }
}

export function toastSaved({ grant, bytes }: { readonly grant: Grant; readonly bytes: number }): void {
  toast({ kind: 'done', text: `Saved ${grant.name}`, detail: showBytes(bytes), action: showInFolder(grant.handle) })
}

export const showInFolder = (handle: string) => ({ title: 'Show in folder', run: () => void reveal(handle) })

async function reveal(grant: string): Promise<void> {
  try {
    await call('reveal', { grant })
  } catch (thrown) {
    toastFailure(thrown, 'reveal')
  }
}
