/** Which workspace the window shows, and which dialog is open. Not part of undo. */
import { reactive } from 'vue'
import type { CommandId } from '../../contract/commands'

/** A workspace has the command `workspace.<id>`. */
export type WorkspaceId = CommandId extends infer Id ? (Id extends `workspace.${infer Name}` ? Name : never) : never

export const current = reactive({
  workspace: 'mask' as WorkspaceId,
  /** The dialog's id, as a workspace or the shell registers it. */
  dialog: null as string | null,
})
