/** One call to the engine, from asking to its answer, over as many engines as that takes. */
import { TIME_LIMIT, WRITE_LIMIT } from '../../contract/calls/call'
import { traitsOf } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'
import type { EngineCallName, EngineRequests } from '../engine/requests'

export interface CallOptions {
  /** Whose pixel port gets the pixels. */
  readonly window: number
  readonly job: string
  readonly signal?: AbortSignal
  readonly progress?: (stage: string, fraction: number) => void
}

/** The time for each call, in milliseconds: what the contract says of it. */
export function timeLimit(name: EngineCallName): number {
  return traitsOf(name).limit ?? (writesFile(name) ? WRITE_LIMIT : TIME_LIMIT)
}

/** Calls of which only the engine knows whether they were done already when they were cancelled. */
export const writesFile = (name: EngineCallName): boolean => traitsOf(name).writes === true

export class EngineCall {
  readonly name: EngineCallName
  readonly request: unknown
  readonly options: CallOptions
  readonly answered: Promise<unknown>
  /** How many engines crashed while it ran. */
  crashes = 0
  /** Nobody waits for it any more; the engine may still be at it. */
  settled = false
  timer: NodeJS.Timeout | undefined
  #resolve!: (reply: unknown) => void
  #reject!: (reason: unknown) => void
  #stopListening: () => void

  constructor(name: EngineCallName, request: unknown, options: CallOptions, aborted: (call: EngineCall) => void) {
    this.name = name
    this.request = request
    this.options = options
    this.answered = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    const listener = () => aborted(this)
    options.signal?.addEventListener('abort', listener, { once: true })
    this.#stopListening = () => options.signal?.removeEventListener('abort', listener)
  }

  resolve(reply: unknown): void {
    this.#settle()
    this.#resolve(reply)
  }

  reject(reason: ChromapatchError): void {
    this.#settle()
    this.#reject(reason)
  }

  /** The request of an `open`, null for any other call. */
  get opening(): EngineRequests['open']['request'] | null {
    return this.name === 'open' ? (this.request as EngineRequests['open']['request']) : null
  }

  /** The file that is being written, null for a call that writes none. */
  get target(): string | null {
    return writesFile(this.name) ? (this.request as EngineRequests['export']['request']).target : null
  }

  #settle(): void {
    this.settled = true
    this.#stopListening()
  }
}

export const cancelled = (name: string) => new ChromapatchError('JOB_CANCELLED', `${name} was cancelled.`)

export const timedOut = (name: string, limit: number) =>
  new ChromapatchError('JOB_TIMED_OUT', `${name} took longer than ${Math.round(limit / 1000)} seconds and was stopped.`, {
    hint: 'Close other programs and try again, or use a smaller photo.',
  })

export const crashed = (name: string) =>
  new ChromapatchError('ENGINE_CRASHED', `${name} stopped the engine twice. It is running again and your photos are still open.`, {
    hint: 'Try other settings; if it happens again, please report it.',
  })

export const unavailable = () =>
  new ChromapatchError('ENGINE_UNAVAILABLE', 'The engine that reads and computes photos is not running.', {
    hint: 'Wait some seconds: it is tried again by itself. If that does not help, restart Chromapatch.',
  })
