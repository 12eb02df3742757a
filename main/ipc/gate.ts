/**
 * The one gate between the page and this process. In order: is the sender our page, is there such
 * a call, is the request plain data of a sane size, does it fit the contract; only then a handler
 * runs. The answer is always data, `{ ok }` or `{ error }`: a rejection would lose the code.
 */
import * as v from 'valibot'
import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { CALL_CHANNEL, DROP_CHANNEL } from '../../contract/channels'
import { CHART_LIMIT } from '../../contract/charts'
import { calls, type CallName, type Reply, type Request } from '../../contract/contract'
import { ChromapatchError, toWireError, type WireError } from '../../contract/errors'
import { STATE_MAX } from '../../contract/workspace'
import type { Jobs } from './jobs'
import { REQUEST_LIMIT, weigh } from './weigh'
import { ORIGIN } from '../windows/protocol'

/** Who asks, as far as Electron vouches for it. */
export interface Sender {
  readonly window: number
  /** One of the windows that this application made. */
  readonly known: boolean
  readonly mainFrame: boolean
  readonly url: string
}

export interface Context {
  readonly window: number
  readonly job: string
  readonly signal: AbortSignal
  readonly progress: (stage: string, fraction: number) => void
}

export type Handlers = { readonly [N in CallName]: (request: Request<N>, context: Context) => Promise<Reply<N>> | Reply<N> }
export type Answer = { readonly ok: unknown } | { readonly error: WireError }

export interface Gate {
  readonly handlers: Handlers
  readonly jobs: Jobs
  readonly progress: (window: number, job: string, stage: string, fraction: number) => void
  /** Hears of every call that failed or was refused. */
  readonly failed?: (error: WireError) => void
}

/** What calls that carry a text of the window's own may weigh. */
const LIMITS: Partial<Record<CallName, number>> = { saveChart: CHART_LIMIT, saveWorkspace: STATE_MAX + REQUEST_LIMIT }
/** What a drop may hold: paths, as long as any system allows. */
const Drop = v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(32_767))), v.maxLength(256))

export async function answer(name: unknown, request: unknown, sender: Sender, gate: Gate): Promise<Answer> {
  const where = typeof name === 'string' ? name.slice(0, 40) : 'call'
  try {
    refuseStranger(sender)
    if (!isCall(name)) throw new ChromapatchError('REQUEST_UNKNOWN', `There is no call "${where}".`)
    // The schemas alone would take an empty list for an empty object.
    const limit = LIMITS[name] ?? REQUEST_LIMIT
    if (Array.isArray(request) || weigh(request, limit) > limit)
      throw invalid(`The request should be plain data of at most ${Math.floor(limit / 1024)} KiB.`)
    const parsed = parse(calls[name].request, request)
    const job = name !== 'cancel' && 'job' in parsed && typeof parsed.job === 'string' ? parsed.job : null
    const { signal, end } = gate.jobs.begin(sender.window, job)
    const progress = (stage: string, fraction: number) => job !== null && gate.progress(sender.window, job, stage, fraction)
    try {
      // The schema that was parsed with is this very handler's: TypeScript cannot follow that through the map.
      const handle = gate.handlers[name] as (request: unknown, context: Context) => unknown
      return { ok: await handle(parsed, { window: sender.window, job: job ?? '', signal, progress }) }
    } finally {
      end()
    }
  } catch (thrown) {
    const error = toWireError(thrown, where)
    gate.failed?.(error)
    return { error }
  }
}

/** The paths of a drop, which preload found: they are granted, never handed to the page. */
export async function answerDrop(paths: unknown, sender: Sender, drop: (window: number, paths: readonly string[]) => Promise<void>) {
  refuseStranger(sender)
  await drop(sender.window, parse(Drop, paths))
}

export function serve(ipcMain: IpcMain, gate: Gate, isWindow: (id: number) => boolean, drop: Parameters<typeof answerDrop>[2]): void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, request: unknown) => answer(name, request, senderOf(event, isWindow), gate))
  ipcMain.handle(DROP_CHANNEL, (event, paths: unknown) => answerDrop(paths, senderOf(event, isWindow), drop))
}

function senderOf(event: IpcMainInvokeEvent, isWindow: (id: number) => boolean): Sender {
  const stranger = { window: -1, known: false, mainFrame: false, url: '' }
  try {
    const { sender, senderFrame: frame } = event
    // A frame that is gone or has moved on is null; its properties throw in some versions.
    if (!frame) return stranger
    const mainFrame = frame.parent === null && frame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId
    return { window: sender.id, known: isWindow(sender.id), mainFrame, url: frame.url }
  } catch {
    return stranger
  }
}

function refuseStranger(sender: Sender): void {
  if (sender.known && sender.mainFrame && sender.url.startsWith(`${ORIGIN}/`)) return
  throw new ChromapatchError('REQUEST_REFUSED', 'The request does not come from a window of Chromapatch.')
}

function isCall(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(calls, name)
}

function invalid(message: string): ChromapatchError {
  return new ChromapatchError('REQUEST_INVALID', message, { hint: 'This is a fault of Chromapatch, not yours: please report it.' })
}

function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const [issue] = result.issues
  const field = v.getDotPath(issue) ?? 'request'
  throw invalid(`"${field}" should be ${issue.expected ?? issue.message}, but is ${issue.received.slice(0, 80)}.`)
}
