/**
 * The window's side of the contract: every call answers or throws a `ChromapatchError`.
 *
 * Long calls carry a job id made here. Calls with pixels wait for both halves of the answer: the
 * reply, which says what the bytes are, and the block of the same job on the pixel port.
 */
import {
  PIXEL_PORT_MESSAGE,
  type Api,
  type CallName,
  type PixelBlock,
  type PixelCallName,
  type Reply,
  type Request,
} from '../../contract/contract'
import { ChromapatchError, reviveError } from '../../contract/errors'
import { pixelInbox } from './pixel-inbox'

declare global {
  interface Window {
    readonly chromapatch: Api
  }
}

/** Calls whose request names a job: they can be cancelled, and may report progress. */
type JobCall = { [N in CallName]: Request<N> extends { job: string } ? N : never }[CallName]
type WithoutJob<N extends JobCall> = Omit<Request<N>, 'job'>

export interface Pixels<N extends PixelCallName> {
  readonly reply: Reply<N>
  readonly bytes: Uint8Array
  readonly job: string
}

const inbox = pixelInbox()
let jobs = 0

export const on: Api['on'] = (event, listener) => window.chromapatch.on(event, listener)
export const drop = (files: readonly File[]) => window.chromapatch.drop(files)

export async function call<N extends CallName>(name: N, request: Request<N>): Promise<Reply<N>> {
  // The type of `window.chromapatch[name]` for a generic name is a union that TypeScript cannot call.
  const send = window.chromapatch[name] as (request: Request<N>) => Promise<{ ok: Reply<N> } | { error: Parameters<typeof reviveError>[0] }>
  const answer = await send(request)
  if ('error' in answer) throw reviveError(answer.error)
  return answer.ok
}

/**
 * A long call under a fresh job id. Aborting the signal cancels the job; the promise then rejects with JOB_CANCELLED at once.
 * `late` gets an answer that comes all the same: what the engine holds for it is to be let go of.
 */
export async function start<N extends JobCall>(
  name: N,
  request: WithoutJob<N>,
  options: { signal?: AbortSignal | undefined; started?: (job: string) => void; late?: (reply: Reply<N>) => void } = {},
): Promise<Reply<N>> {
  const job = newJob(name)
  options.started?.(job)
  const answer = call(name, { ...request, job } as Request<N>)
  const reply = await cancellable(job, name, options.signal, answer, options.late)
  if (!options.late || !options.signal?.aborted) return reply
  // Given up in the very moment in which the answer came.
  options.late(reply)
  throw cancelled(name)
}

/** A long call whose answer has pixels. */
export async function withPixels<N extends PixelCallName>(name: N, request: WithoutJob<N>, signal?: AbortSignal): Promise<Pixels<N>> {
  const job = newJob(name)
  const block = inbox.expect(job)
  const both = call(name, { ...request, job } as Request<N>).then(
    async (reply) => {
      inbox.answered(job)
      return { reply, bytes: (await block).bytes, job }
    },
    (thrown: unknown) => {
      inbox.forget(job)
      throw thrown
    },
  )
  try {
    return await cancellable(job, name, signal, both)
  } finally {
    inbox.forget(job)
  }
}

function newJob(name: string): string {
  jobs += 1
  return `${name.toLowerCase()}-${jobs}`
}

const cancelled = (name: string) => new ChromapatchError('JOB_CANCELLED', `${name}: cancelled.`, { where: name })

function cancellable<T>(
  job: string,
  name: string,
  signal: AbortSignal | undefined,
  answer: Promise<T>,
  late: (answer: T) => void = () => undefined,
): Promise<T> {
  if (!signal) return answer
  return new Promise<T>((resolve, reject) => {
    const abort = () => {
      void call('cancel', { job }).catch(() => undefined)
      answer.then(late, () => undefined)
      reject(cancelled(name))
    }
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    const deaf = () => signal.removeEventListener('abort', abort)
    answer.finally(deaf).then(resolve, reject)
  })
}

/** Listens for the pixel port that preload posts; each start of the engine brings a new one. */
export function listenForPixels(): () => void {
  const heard = (event: MessageEvent) => {
    if (event.source !== window || event.data !== PIXEL_PORT_MESSAGE) return
    const port = event.ports[0]
    if (!port) return
    port.onmessage = (message: MessageEvent<PixelBlock>) => inbox.deliver(message.data)
    inbox.renew()
  }
  window.addEventListener('message', heard)
  return () => window.removeEventListener('message', heard)
}
