/**
 * The contract between the window and the main process: every call and every event, once.
 *
 * Both ends infer their types from here. The calls stand by subject in contract/calls: a new one touches
 * its subject's file and its handler, nothing else. No request names a path: files are opaque handles
 * that main granted to this window.
 * Pixels do not travel in replies: a call whose entry says `pixels` answers with a `PixelBlock`
 * description here, and the bytes arrive under the same job id on the window's pixel port.
 */
import * as v from 'valibot'
import type { Traits } from './calls/call'
import { chartCalls } from './calls/charts'
import { comparisonCalls } from './calls/comparison'
import { exportCalls } from './calls/exports'
import { maskCalls } from './calls/mask'
import { methodCalls } from './calls/method'
import { photoCalls } from './calls/photos'
import { windowCalls } from './calls/window'
import { DocumentId, Grant, JobId } from './documents'
import { OpenedRecipe } from './recipe'

export * from './documents'
export * from './findings'
export * from './segmentation'
export { ExportOptions, FigureFormat, Scale } from './exports'
export type { Gate, HandModel } from './gate'
export * from './recipe'
export * from './settings'

export const calls = {
  ...windowCalls,
  ...photoCalls,
  ...maskCalls,
  ...methodCalls,
  ...chartCalls,
  ...exportCalls,
  ...comparisonCalls,
} as const

export const events = {
  /** Files from an argument, a second start, the menu, a drop or the system. */
  offered: v.strictObject({ grants: v.array(Grant), pair: v.boolean() }),
  /** A recipe from a drop, an argument or a second start. */
  recipe: OpenedRecipe,
  command: v.strictObject({ id: v.string() }),
  progress: v.strictObject({ job: JobId, stage: v.string(), fraction: v.number() }),
  /** `ready` after `restarting` means that all open documents are back under their ids. */
  engine: v.strictObject({ state: v.picklist(['ready', 'restarting', 'failed']), lost: v.array(DocumentId) }),
  failure: v.strictObject({ code: v.string(), message: v.string(), where: v.string(), hint: v.string() }),
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type Request<N extends CallName> = v.InferOutput<Calls[N]['request']>
export type Reply<N extends CallName> = v.InferOutput<Calls[N]['reply']>
/** Calls that the engine answers as they stand. */
export type PassedCallName = { [N in CallName]: Calls[N] extends { readonly engine: true } ? N : never }[CallName]
/** Calls whose answer has pixels beside it. */
export type PixelCallName = { [N in CallName]: Calls[N] extends { readonly pixels: true } ? N : never }[CallName]
/** How a call is carried; empty for one that the contract does not have. */
export const traitsOf = (name: string): Traits => (Object.hasOwn(calls, name) ? (calls[name as CallName] as Traits & object) : {})

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<N extends EventName> = v.InferOutput<Events[N]>

/** What arrives on the pixel port. */
export interface PixelBlock {
  readonly job: string
  readonly bytes: Uint8Array
}

/** What preload puts on `window.chromapatch`: verbs, never a channel. */
export type Api = {
  readonly [N in CallName]: (request: Request<N>) => Promise<{ ok: Reply<N> } | { error: import('./errors').WireError }>
} & {
  /** Returns the function that stops listening. */
  readonly on: <N extends EventName>(event: N, listener: (payload: EventPayload<N>) => void) => () => void
  /** Files that the user dropped: preload finds what they are and main grants them (an `offered` event follows). */
  readonly drop: (files: readonly File[]) => Promise<void>
}

/** Posted to the page, with the pixel port, when the engine is ready or has been started again. */
export const PIXEL_PORT_MESSAGE = 'chromapatch:pixel-port'
