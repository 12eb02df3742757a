/** An engine in this process, as the command line has it, and what its calls sent as pixels. */
import { basename, join } from 'node:path'
import type { CallContext, PhotoSource } from '../../main/engine/context'
import { EngineService } from '../../main/engine/service'

export const root = join(import.meta.dirname, '..', '..')
export const fixture = (name: string) => join(root, 'test', 'fixtures', name)
export const photo = (name: string) => fixture(join('photos', name))
export const golden = (name: string) => fixture(join('golden', name))

export const file = (path: string): PhotoSource => ({ kind: 'file', path, name: basename(path) })
export const bytes = (content: Uint8Array, name = 'test.png'): PhotoSource => ({ kind: 'bytes', bytes: content, name })

export const newEngine = (threads = 2) => new EngineService({ workerFile: join(root, 'out', 'main', 'worker.cjs'), threads })

export class Call implements CallContext {
  readonly abort = new AbortController()
  readonly signal = this.abort.signal
  readonly stages: [string, number][] = []
  received: Uint8Array | null = null
  readonly progress = (stage: string, fraction: number) => void this.stages.push([stage, fraction])
  readonly pixels = (sent: Uint8Array) => {
    this.received = sent
  }
}

/** Opens a photo, asks for a view of it at level 0, and gives its RGBA bytes. */
export async function openAndRead(engine: EngineService, source: PhotoSource, damaged = false) {
  const info = await engine.call('open', { document: 'd1', source, damaged }, new Call())
  const call = new Call()
  await engine.call('readView', { document: 'd1', view: { level: 0, region: { x: 0, y: 0, w: info.width, h: info.height } } }, call)
  return { info, rgba: call.received! }
}
