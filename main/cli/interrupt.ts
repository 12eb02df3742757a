/** Ctrl-C, and being told to end: what runs is cancelled and says how far it came, then the process ends as it was told. */
import { removeOpenParts } from '../disk/parts'

/** What does not end within this many milliseconds is ended. */
const GRACE = 4000
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
type Signal = keyof typeof SIGNALS

const controller = new AbortController()
export const interrupted = controller.signal
let received: Signal = 'SIGINT'

export function watchSignals(): void {
  for (const signal of Object.keys(SIGNALS) as Signal[]) {
    process.on(signal, () => {
      // Asked twice, nobody waits.
      if (controller.signal.aborted) return endInterrupted()
      received = signal
      controller.abort()
      setTimeout(endInterrupted, GRACE).unref()
    })
  }
  process.on('exit', removeOpenParts)
}

/** Ends at once by the signal itself, as shells expect: leaving the usual way would wait for encoders. No half-written file stays. */
export function endInterrupted(): void {
  removeOpenParts()
  process.stdout.write('', () => {
    removeOpenParts()
    process.removeAllListeners(received)
    process.kill(process.pid, received)
    // Where a process cannot send itself that.
    setTimeout(() => process.exit(SIGNALS[received]), 500)
  })
}
