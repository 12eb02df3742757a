/** What the window and main tell each other about the window itself. */
import * as v from 'valibot'
import { DocumentId, Grant, Handle, JobId } from '../documents'
import { ERROR_CODES } from '../errors'
import { Settings } from '../settings'
import { KeptWorkspace, PhotoRole, WorkspaceState } from '../workspace'
import { call, nothing } from './call'

const Text = v.pipe(v.string(), v.maxLength(4_000))
const Failure = v.strictObject({ code: v.picklist(ERROR_CODES), message: Text, where: Text, hint: Text })

const KeptAs = v.union([
  v.strictObject({ role: PhotoRole, document: DocumentId }),
  v.strictObject({ role: PhotoRole, grant: Handle, damaged: v.boolean() }),
])

export const windowCalls = {
  /** The window is up: settings, and files that were asked for before it existed. */
  hello: call(
    nothing,
    v.strictObject({
      version: v.string(),
      platform: v.string(),
      settings: Settings,
      /** Photos that were open before the page was loaded anew. */
      again: v.array(Grant),
      /** Photos that were asked for. */
      offered: v.array(Grant),
      /** What is offered is to be compared. */
      pair: v.boolean(),
      sample: v.boolean(),
    }),
  ),
  /** The first photo is on the screen (`npm start -- --smoke` and the benchmark wait for it). */
  painted: call(v.strictObject({ document: DocumentId }), nothing),
  saveSettings: call(Settings, nothing),
  /** Keeps what is open and what was made of it, a moment after each change; a photo of the last session that did not open yet, too. */
  saveWorkspace: call(
    v.strictObject({
      photos: v.pipe(v.array(KeptAs), v.maxLength(3)),
      state: WorkspaceState,
    }),
    nothing,
  ),
  /** What was open before, with new handles; `damagedAs`: the name under which a file that could not be read was kept. */
  lastWorkspace: call(nothing, v.strictObject({ workspace: v.nullable(KeptWorkspace), damagedAs: v.nullable(v.string()) })),
  /** Which commands can be used now, and which are ticked: the native menu follows. */
  commandStates: call(
    v.strictObject({
      states: v.pipe(
        v.array(v.strictObject({ id: v.pipe(v.string(), v.maxLength(40)), enabled: v.boolean(), checked: v.boolean() })),
        v.maxLength(200),
      ),
    }),
    nothing,
  ),
  /** Shows a file that this window was granted in the system's file manager. */
  reveal: call(v.strictObject({ grant: Handle }), nothing),
  /** Puts what is known of a failure on the clipboard: version, system, code, the last lines of the log. The window does not see it. */
  copyReport: call(Failure, v.strictObject({ lines: v.number() })),
  cancel: call(v.strictObject({ job: JobId }), nothing),
} as const
