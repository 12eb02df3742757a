/** Long work on the engine's own thread, which others wait for. */
import { throwIfCancelled } from '../../threads/pool'

/** How long the thread is kept at a time, in milliseconds. */
const SLICE = 12

/** To be awaited now and then: lets others have the thread when it was kept for long enough. @throws ChromapatchError JOB_CANCELLED */
export function resting(signal: AbortSignal): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < SLICE) return undefined
    return new Promise((resolve) => setImmediate(resolve)).then(() => {
      throwIfCancelled(signal)
      since = performance.now()
    })
  }
}

/** Text in pieces as bytes: longer than a string can be, and with rests. @throws ChromapatchError JOB_CANCELLED */
export async function bytesOf(pieces: Iterable<string>, signal: AbortSignal): Promise<Buffer> {
  const rest = resting(signal)
  const bytes: Buffer[] = []
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length > 1 << 16) {
      bytes.push(Buffer.from(text, 'utf8'))
      text = ''
    }
    await rest()
  }
  bytes.push(Buffer.from(text, 'utf8'))
  return Buffer.concat(bytes)
}
