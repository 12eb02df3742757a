/**
 * Main's side of the engine: starts it, asks it, and starts it again when it dies, so that a codec's
 * crash costs nobody more than a moment. Knows no Electron: what a process is, is handed in.
 *
 * After a crash the open photos are read again one by one, then the opens that were under way, one
 * by one as well, so that the guilty photo is found among innocent ones; everything else waits.
 */
import { reviveError } from '../../contract/errors'
import type { OpenPhoto } from '../files/documents'
import { cancelled, EngineCall, timedOut, timeLimit, unavailable, writesFile, type CallOptions } from './call'
import { CallQueue } from './call-queue'
import type { EngineProcess, HostOptions, Limits } from './host-options'
import { Quarantine, quarantined } from './quarantine'
import { Restarts } from './restarts'
import type { EngineCallName, EngineReply, EngineRequest, FromEngine } from '../engine/messages'

export class EngineHost {
  readonly #options: HostOptions
  readonly #limits: Limits
  readonly #quarantine = new Quarantine()
  readonly #restarts: Restarts
  readonly #calls = new CallQueue()
  #process: EngineProcess | null = null
  #state: 'starting' | 'recovering' | 'ready' | 'failed' | 'stopped' = 'starting'
  #startTimer: NodeJS.Timeout | undefined
  /** Whether the present engine is being ended by us: then nobody is to blame. */
  #killed = false
  /** The open photo that is being brought back: the next engine brings it back anew, so it is never retried. */
  #reopening: EngineCall | null = null
  /** Whether the windows were told that the engine is away. */
  #interrupted = false
  /** Open photos that could not be brought back. */
  #lost = new Set<string>()

  constructor(options: HostOptions) {
    this.#options = options
    this.#limits = { start: 30_000, answer: 5_000, pause: 10_000, call: timeLimit, ...options.limits }
    this.#restarts = new Restarts(this.#limits.pause)
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** What a window that comes now has to be told; null when all is well. */
  get trouble(): 'restarting' | 'failed' | null {
    if (this.#state === 'failed') return 'failed'
    return this.#interrupted ? 'restarting' : null
  }

  start(): void {
    if (this.#state === 'stopped') return
    this.#state = 'starting'
    this.#killed = false
    const engine: EngineProcess = this.#options.fork(
      (message) => engine === this.#process && this.#heard(message),
      () => engine === this.#process && this.#ended(engine),
    )
    this.#process = engine
    this.#startTimer = setTimeout(() => engine.kill(), this.#limits.start)
  }

  /** Ends the engine for good: the application is quitting. */
  stop(): void {
    this.#state = 'stopped'
    clearTimeout(this.#startTimer)
    const engine = this.#process
    this.#process = null
    const running = this.#calls.takeRunning()
    engine?.kill()
    if (engine) this.#abandon(engine, running)
    this.#giveUp([...running, ...this.#calls.takeWaiting()])
  }

  call<N extends EngineCallName>(name: N, request: EngineRequest<N>, options: CallOptions): Promise<EngineReply<N>> {
    const call = new EngineCall(name, request, options, (aborted) => this.#abort(aborted))
    if (options.signal?.aborted) call.reject(cancelled(name))
    else if (this.#state === 'stopped' || this.#state === 'failed') call.reject(unavailable())
    else if (call.opening && this.#quarantine.holds(call.opening.source)) call.reject(quarantined(call.opening.source))
    else if (this.#state === 'ready') this.#ask(call)
    else this.#calls.wait(call)
    return call.answered as Promise<EngineReply<N>>
  }

  /** False where no engine listens: `started` follows when one does. */
  attachPort(window: number, port: unknown): boolean {
    if (this.#process === null || this.#state === 'starting') return false
    this.#process.post({ kind: 'pixel-port', window }, [port])
    return true
  }

  closeWindow(window: number): void {
    if (this.#state === 'ready' || this.#state === 'recovering') this.#process?.post({ kind: 'window-closed', window })
  }

  #ask(call: EngineCall): void {
    const id = this.#calls.begin(call)
    const { name, request } = call
    const limit = this.#limits.call(name)
    call.timer = setTimeout(() => {
      if (!call.settled) call.reject(timedOut(name, limit))
      this.#process?.post({ kind: 'cancel', id })
      call.timer = setTimeout(() => this.#killStuck(), this.#limits.answer)
    }, limit)
    this.#process?.post({ kind: 'call', id, name, request, window: call.options.window, job: call.options.job })
  }

  #abort(call: EngineCall): void {
    const id = this.#calls.idOf(call)
    if (id === undefined) {
      this.#calls.drop(call)
      return call.reject(cancelled(call.name))
    }
    this.#process?.post({ kind: 'cancel', id })
    // Only the engine knows whether a file was written already; everything else can be forgotten at once.
    if (!writesFile(call.name)) return call.reject(cancelled(call.name))
    setTimeout(() => !call.settled && call.reject(cancelled(call.name)), this.#limits.answer).unref()
  }

  #heard(message: FromEngine): void {
    if (message.kind === 'ready') return void this.#recover()
    const call = this.#calls.running(message.id)
    if (!call) return
    if (message.kind === 'progress') return void (call.settled || call.options.progress?.(message.stage, message.fraction))
    this.#calls.end(message.id)
    if (call.opening) this.#quarantine.clear(call.opening.source)
    if (call.settled) {
      // It was cancelled, perhaps too late: nobody knows the photo, so nobody else would close it.
      if (call.opening) this.#close(call.opening.document)
    } else if (message.kind === 'failed') call.reject(reviveError(message.error))
    else call.resolve(message.reply)
  }

  /** Of a photo that may not be open at all. */
  #close(document: string): void {
    this.call('close', { document }, { window: 0, job: '' }).catch(() => undefined)
  }

  #killStuck(): void {
    this.#killed = true
    this.#process?.kill()
  }

  #ended(engine: EngineProcess): void {
    clearTimeout(this.#startTimer)
    this.#process = null
    if (this.#state === 'stopped') return
    const running = this.#calls.takeRunning()
    this.#abandon(engine, running)
    this.#calls.waitFirst(this.#quarantine.sift(running, !this.#killed, this.#reopening))
    this.#interrupted = true
    const pause = this.#restarts.crashed()
    if (pause > 0) return this.#fail(pause)
    this.#options.changed('restarting', [])
    this.start()
  }

  #fail(pause: number): void {
    this.#state = 'failed'
    this.#giveUp(this.#calls.takeWaiting())
    this.#options.changed('failed', [])
    setTimeout(() => {
      if (this.#state !== 'failed') return
      this.#options.changed('restarting', [])
      this.start()
    }, pause).unref()
  }

  async #recover(): Promise<void> {
    clearTimeout(this.#startTimer)
    const engine = this.#process
    this.#state = 'recovering'
    this.#options.started()
    for (const photo of this.#options.documents()) {
      const isWanted = !this.#lost.has(photo.document) && this.#options.documents().includes(photo)
      if (isWanted) await this.#reopen(photo)
      if (engine !== this.#process) return
    }
    for (let call = this.#calls.takeSuspect(); call; call = this.#calls.takeSuspect()) {
      this.#ask(call)
      await call.answered.catch(() => undefined)
      if (engine !== this.#process) return
    }
    this.#state = 'ready'
    const lost = [...this.#lost]
    this.#lost.clear()
    if (this.#interrupted) this.#options.changed('ready', lost)
    this.#interrupted = false
    for (const call of this.#calls.takeWaiting()) this.#ask(call)
  }

  async #reopen(photo: OpenPhoto): Promise<void> {
    const { document, source, damaged, window, info } = photo
    if (this.#quarantine.holds(source)) return void this.#lost.add(document)
    const engine = this.#process
    const call = new EngineCall('open', { document, source, damaged }, { window, job: '' }, () => undefined)
    this.#reopening = call
    this.#ask(call)
    const reply = await call.answered.then(
      (answered) => answered as EngineReply<'open'>,
      () => null,
    )
    // The engine died over it: the next one tries again, or finds the photo in quarantine.
    if (engine !== this.#process) return
    // Another picture may lie there by now: what the window knows of the photo would be wrong.
    if (reply?.width === info.width && reply.height === info.height) return
    this.#lost.add(document)
    if (reply) this.#close(document)
  }

  /** Also what nobody waits for any more may have been half written. */
  #abandon({ pid }: EngineProcess, running: readonly EngineCall[]): void {
    const targets = running.map(({ target }) => target).filter((target) => target !== null)
    if (pid !== undefined && targets.length > 0) this.#options.abandoned(targets, pid)
  }

  #giveUp(calls: readonly EngineCall[]): void {
    for (const call of calls) if (!call.settled) call.reject(unavailable())
  }
}
