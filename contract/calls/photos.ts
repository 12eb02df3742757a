/** Choosing files, opening them as photos, and looking at their pixels. */
import * as v from 'valibot'
import { DocumentId, DocumentInfo, Grant, Handle, JobId, View } from '../documents'
import { integer, SIDE_MAX } from '../numbers'
import { call, nothing } from './call'

export const photoCalls = {
  /** Shows the system's open dialog; an empty list when the user closes it. */
  chooseFiles: call(v.strictObject({ many: v.boolean() }), v.strictObject({ grants: v.array(Grant) })),
  sampleFiles: call(nothing, v.strictObject({ grants: v.array(Grant) })),
  /** Two photos of one thing, before and after. */
  samplePair: call(nothing, v.strictObject({ grants: v.array(Grant) })),
  recentFiles: call(nothing, v.strictObject({ grants: v.array(Grant) })),
  /** The picture on the clipboard, if there is one. */
  pasteFile: call(nothing, v.strictObject({ grants: v.array(Grant) })),
  open: call(v.strictObject({ job: JobId, grant: Handle, damaged: v.boolean() }), DocumentInfo, { limit: 120_000 }),
  close: call(v.strictObject({ document: DocumentId }), nothing),
  /** Pixels: RGBA bytes of the region at that level, row by row. */
  readView: call(
    v.strictObject({ job: JobId, document: DocumentId, view: View }),
    v.strictObject({ width: v.number(), height: v.number() }),
    { engine: true, pixels: true },
  ),
  probe: call(
    v.strictObject({ document: DocumentId, x: integer(0, SIDE_MAX), y: integer(0, SIDE_MAX) }),
    v.strictObject({ r: v.number(), g: v.number(), b: v.number(), alpha: v.number() }),
    { engine: true },
  ),
} as const
