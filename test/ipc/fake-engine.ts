/** An engine without a process: what is asked of it is recorded, and each call is answered, or crashes it, as the test says. */
import type { EngineProcess, Fork } from '../../main/engine-host/host-options'
import type { EngineRequests } from '../../main/engine/requests'
import type { FromEngine, ToEngine } from '../../main/engine/messages'
import type { OpenPhoto } from '../../main/files/documents'
import type { DocumentInfo } from '../../contract/contract'

export type Call = Extract<ToEngine, { kind: 'call' }>
/** What an engine does with a call: a reply, an error, 'crash', or 'hang'. */
export type Behaviour = (call: Call, engine: FakeEngine) => unknown

export class FakeEngine implements EngineProcess {
  readonly pid = 1
  readonly heard: ToEngine[] = []
  readonly ports: unknown[] = []
  killed = false
  alive = true
  readonly #behaviour: Behaviour
  readonly #say: (message: FromEngine) => void
  readonly #ended: () => void

  constructor(behaviour: Behaviour, say: (message: FromEngine) => void, ended: () => void, ready: boolean) {
    this.#behaviour = behaviour
    this.#say = say
    this.#ended = ended
    if (ready) queueMicrotask(() => this.say({ kind: 'ready' }))
  }

  say(message: FromEngine): void {
    if (this.alive) this.#say(message)
  }

  post(message: ToEngine, ports: readonly unknown[] = []): void {
    this.heard.push(message)
    this.ports.push(...ports)
    if (message.kind !== 'call') return
    queueMicrotask(() => {
      if (!this.alive) return
      const outcome = this.#behaviour(message, this)
      if (outcome === 'crash') this.end()
      else if (outcome !== 'hang') this.say({ kind: 'done', id: message.id, reply: outcome })
    })
  }

  kill(): void {
    this.killed = true
    this.end()
  }

  end(): void {
    if (!this.alive) return
    this.alive = false
    this.#ended()
  }

  /** Names of the documents that it was asked to open, and of other calls. */
  get calls(): string[] {
    const asked = this.heard.filter((message): message is Call => message.kind === 'call')
    return asked.map(({ name, request }) => (name === 'open' ? `open ${(request as EngineRequests['open']['request']).document}` : name))
  }
}

/** `engines` holds every engine that was ever started; `ready: false` for engines that never speak. */
export function fakeFork(behaviour: Behaviour, { ready = true } = {}): { fork: Fork; engines: FakeEngine[] } {
  const engines: FakeEngine[] = []
  const fork: Fork = (say, ended) => {
    const engine = new FakeEngine(behaviour, say, ended, ready)
    engines.push(engine)
    return engine
  }
  return { fork, engines }
}

export const info = (document: string, width = 4): DocumentInfo => ({
  document,
  name: `${document}.jpg`,
  width,
  height: 3,
  format: 'JPEG',
  fileBytes: 100,
  hasAlpha: false,
  blackPixels: 0,
  clippedPixels: 0,
  hasLocation: false,
  hasCameraData: false,
  notes: [],
  damaged: false,
  levels: 1,
})

export const openPhoto = (document: string): OpenPhoto => ({
  document,
  window: 1,
  source: { kind: 'file', path: `/photos/${document}.jpg`, name: `${document}.jpg` },
  damaged: false,
  info: info(document),
})
