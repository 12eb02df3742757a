/**
 * The utility process's entry: the service over the port that main gave. Replies go back to main;
 * pixels go straight to the window they are for. Nothing that a window says is listened to here.
 */
import { join } from 'node:path'
import { toWireError } from '../../contract/errors'
import type { PixelBlock } from '../../contract/contract'
import type { FromEngine, ToEngine } from './messages'
import type { CallContext } from './context'
import { EngineService } from './service'

/** What is used of Electron's `process.parentPort`; the engine imports nothing of Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: ToEngine; ports: PixelPort[] }) => void): void
  postMessage(message: FromEngine): void
}
interface PixelPort {
  postMessage(message: PixelBlock): void
  start(): void
  close(): void
}

const parent = (process as unknown as { parentPort: ParentPort }).parentPort
const wanted = Number(process.env['CHROMAPATCH_THREADS'])
const service = new EngineService({ workerFile: join(__dirname, 'worker.cjs'), ...(wanted >= 1 ? { threads: wanted } : {}) })
const ports = new Map<number, PixelPort>()
const running = new Map<number, AbortController>()

// What nothing catches ends the engine: main reads why, starts another and opens the photos again.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`, () => process.exit(1))
  })
}

parent.on('message', ({ data, ports: given }) => {
  switch (data.kind) {
    case 'call':
      void answer(data)
      break
    case 'cancel':
      running.get(data.id)?.abort()
      break
    case 'pixel-port':
      ports.get(data.window)?.close()
      ports.set(data.window, given[0]!)
      given[0]!.start()
      break
    case 'window-closed':
      ports.get(data.window)?.close()
      ports.delete(data.window)
  }
})
parent.postMessage({ kind: 'ready' })

async function answer({ id, name, request, window, job }: Extract<ToEngine, { kind: 'call' }>): Promise<void> {
  const abort = new AbortController()
  running.set(id, abort)
  const context: CallContext = {
    signal: abort.signal,
    progress: (stage, fraction) => parent.postMessage({ kind: 'progress', id, stage, fraction }),
    pixels: (bytes) => ports.get(window)?.postMessage({ job, bytes }),
  }
  try {
    const reply = await service.call(name, request as never, context)
    // A cancel that came too late is told what was done: an export may be on the disk.
    parent.postMessage({ kind: 'done', id, reply })
  } catch (thrown) {
    parent.postMessage({ kind: 'failed', id, error: toWireError(thrown, name) })
  } finally {
    running.delete(id)
  }
}
