/** How a photo comes into the engine and out of it, for every place that shows one. */
import type { DocumentInfo, Grant } from '../../contract/contract'
import { call, on, start } from '../bridge/api'

/** Called with the step and how much of it is done, 0..1. */
type Progress = (stage: string, fraction: number) => void

/** A photo that comes although it is not waited for any more is closed. Throws JOB_CANCELLED for it, else what the engine says. */
export async function openPhoto({ handle }: Grant, damaged: boolean, signal: AbortSignal, progress: Progress): Promise<DocumentInfo> {
  let stop: () => void = () => undefined
  const started = (job: string) => {
    // What a listener returns crosses to preload, and not everything can: it returns nothing.
    stop = on('progress', (event) => {
      if (event.job === job) progress(event.stage, event.fraction)
    })
  }
  try {
    return await start('open', { grant: handle, damaged }, { signal, started, late: closeInEngine })
  } finally {
    stop()
  }
}

export function closeInEngine({ document }: Pick<DocumentInfo, 'document'>): void {
  void call('close', { document }).catch(() => undefined)
}
