/** What entries of the contract are made of. */
import * as v from 'valibot'
import { DocumentId, Grant, JobId } from '../documents'
import { Segmentation } from '../segmentation'

/** How a call is carried, declared beside its schemas; everything else about it follows from these. */
export interface Traits {
  /** The engine answers the request as it stands, without its job. Main only checks whose photo or comparison it names. */
  readonly engine?: true
  /** Pixels come with the reply, on the window's pixel port, under the call's job. */
  readonly pixels?: true
  /** The engine writes a file. Whether it did is known from its answer alone, also after a cancel. */
  readonly writes?: true
  /** The engine's time for one call, in milliseconds; `TIME_LIMIT` or `WRITE_LIMIT` where it is left out. */
  readonly limit?: number
}

/** Milliseconds that the engine may take for a call. */
export const TIME_LIMIT = 60_000
/** The same for a call that writes a file: the largest photo as lossless WebP takes minutes. */
export const WRITE_LIMIT = 600_000

/** One call: what crosses in both directions, and how. */
export const call = <Q extends v.GenericSchema, A extends v.GenericSchema, const T extends Traits = object>(
  request: Q,
  reply: A,
  traits?: T,
) => ({ request, reply, ...traits }) as { readonly request: Q; readonly reply: A } & T

export const nothing = v.strictObject({})
/** A file that was written. */
export const SavedFile = v.strictObject({ grant: Grant, bytes: v.number() })
/** A long call about a mask of an open photo. */
export const ofMask = { job: JobId, document: DocumentId, segmentation: Segmentation }
