/** Opens mutants in a process of its own: one that ends it is a crash, and the next ones go to a new process. */
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { EngineService } from '../../main/engine/service'
import { ChromapatchError } from '../../contract/errors'

/** What no photo may take, in milliseconds. */
export const SLOW = 5000
/** After that long a process that does not answer is ended. */
const HUNG = 60_000

export interface Opened {
  /** `opened`, a code, or how it went wrong. */
  readonly outcome: string
  readonly ms: number
}

/** In the child: opens each picture that comes, strictly and then as damaged as it is. */
export async function serveOpens(root: string): Promise<void> {
  const engine = new EngineService({ workerFile: join(root, 'out/main/worker.cjs'), threads: 1 })
  const context = { signal: new AbortController().signal, progress: () => undefined, pixels: () => undefined }
  const open = async (bytes: Uint8Array, name: string, damaged: boolean) => {
    try {
      await engine.call('open', { document: 'd', source: { kind: 'bytes', bytes, name }, damaged }, context)
      return 'opened'
    } catch (thrown) {
      return thrown instanceof ChromapatchError ? thrown.code : `INTERNAL: ${String(thrown)}`
    }
  }
  process.on('message', ({ bytes, name }: { bytes: Uint8Array; name: string }) => {
    void (async () => {
      const began = performance.now()
      const strict = await open(bytes, name, false)
      const outcome = strict === 'PHOTO_DAMAGED' ? await open(bytes, name, true) : strict
      process.send!({ outcome: strict.startsWith('INTERNAL') ? strict : outcome, ms: performance.now() - began })
    })()
  })
  await new Promise((resolve) => process.once('disconnect', resolve))
  process.exit(0)
}

export class Opener {
  #child: ChildProcess | null = null

  constructor(
    private readonly program: string,
    private readonly root: string,
  ) {}

  async open(bytes: Uint8Array, name: string): Promise<Opened> {
    const child = (this.#child ??= fork(this.program, ['--child', '--root', this.root], { serialization: 'advanced', stdio: 'ignore' }))
    const began = performance.now()
    return await new Promise<Opened>((resolve) => {
      const ended = () => settle({ outcome: 'CRASHED', ms: performance.now() - began })
      const timer = setTimeout(() => {
        child.kill('SIGKILL')
        settle({ outcome: 'HUNG', ms: HUNG })
      }, HUNG)
      const settle = (opened: Opened) => {
        clearTimeout(timer)
        child.off('message', settle)
        child.off('exit', ended)
        if (opened.outcome === 'CRASHED' || opened.outcome === 'HUNG') this.#child = null
        resolve(opened)
      }
      child.once('message', settle)
      child.once('exit', ended)
      child.send({ bytes, name })
    })
  }

  close(): void {
    this.#child?.disconnect()
    this.#child = null
  }
}
