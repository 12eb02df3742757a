/** What entries of the contract are made of. */
import * as v from 'valibot'
import { DocumentId, Grant, JobId } from '../documents'
import { Segmentation } from '../segmentation'

export const call = <Q extends v.GenericSchema, A extends v.GenericSchema>(request: Q, reply: A) => ({ request, reply }) as const

export const nothing = v.strictObject({})
/** A file that was written. */
export const SavedFile = v.strictObject({ grant: Grant, bytes: v.number() })
/** A long call about a mask of an open photo. */
export const ofMask = { job: JobId, document: DocumentId, segmentation: Segmentation }
