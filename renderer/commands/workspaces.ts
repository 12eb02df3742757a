/**
 * The workspaces of the window. Each registers its commands, its panels and what it keeps between starts; the shell and
 * the session ask here. A workspace knows nothing of the others.
 */
import { markRaw, shallowReactive, type Component, type WatchSource } from 'vue'
import type { CommandId } from '../../contract/commands'
import type { DocumentInfo, Grant } from '../../contract/contract'
import type { KeptPhoto, PhotoRole } from '../../contract/workspace'
import { current, type WorkspaceId } from './current'
import { registerCommands, type CommandSet } from './registry'

export interface OpenPhoto {
  readonly info: DocumentInfo
  /** Of the file that it came from. */
  readonly handle: string | null
}

/** What a workspace keeps between starts, as plain data. Which photos it is of, main keeps. */
export interface Keeper {
  /** Where its state stands in the snapshot. */
  readonly key: string
  /** What its photos are, in the order in which they are opened. */
  readonly roles: readonly PhotoRole[]
  readonly photo: (role: PhotoRole) => OpenPhoto | null
  /** What was made of the photos, with at most so many steps of the history. */
  readonly keep: (steps: number) => object
  /** Whether `keep` of this version could have written it. */
  readonly isReadable: (kept: unknown) => boolean
  /** Opens photos of the last session; on those that open, what was made of them comes back. Null: nothing can be read of it. */
  readonly bringBack: (photos: readonly KeptPhoto[], kept: unknown) => Promise<void>
  /** How the workspace looks, whether or not a photo is open: parts of the snapshot by name. */
  readonly keepLook: () => Readonly<Record<string, object>>
  readonly restoreLook: (kept: Readonly<Record<string, unknown>>) => void
  /** They change when anything of it changes. */
  readonly sources: readonly (WatchSource | object)[]
}

export interface Workspace {
  readonly id: WorkspaceId
  readonly title: string
  readonly commands: CommandSet
  readonly keeper: Keeper
  /** Something is open that panels can be about. */
  readonly hasPanels: () => boolean
  /** Files that were dropped, or named at the start, while it is shown. */
  readonly offer: (grants: readonly Grant[]) => Promise<void>
  /** These documents did not come back with the engine. */
  readonly lose: (documents: readonly string[]) => void
  /** Called once, as the window starts. */
  readonly start?: () => void
}

/** A panel: the usual one, where panels are switched on; or another in its place, on or off. */
export interface Panel {
  readonly usual: Component
  readonly instead?: () => Component | null
}

/** What the window shows of a workspace. */
export interface Parts {
  readonly centre: Component
  /** The centre stays mounted while another workspace is shown. */
  readonly stays?: boolean
  /** It shows by itself where files are dropped. */
  readonly ownDrop?: boolean
  readonly title: Component
  readonly inspector: Panel
  readonly drawer: Panel
  readonly status: Component
  /** What is read out. */
  readonly live: Component
  readonly notice?: Component
  /** The button at the end of the top bar. */
  readonly save: { readonly id: CommandId; readonly word: string; readonly tip: string; readonly icon: Component; readonly testid: string }
  readonly dialogs: Readonly<Record<string, Component>>
  /** Composables that live as long as the window. */
  readonly setup?: () => void
}

const registered = shallowReactive<Workspace[]>([])
const partsOfWorkspace = new Map<WorkspaceId, Parts>()

/** In the order in which the window offers them. Once more replaces. */
export function registerWorkspace(workspace: Workspace, parts?: Parts): void {
  const at = registered.findIndex(({ id }) => id === workspace.id)
  if (at < 0) registered.push(workspace)
  else registered[at] = workspace
  registerCommands(workspace.id, workspace.commands)
  if (parts) partsOfWorkspace.set(workspace.id, markRaw(parts))
}

export const workspaces: readonly Workspace[] = registered
/** Throws where it was not registered. */
export function workspaceOf(id: WorkspaceId): Workspace {
  const workspace = registered.find((one) => one.id === id)
  if (!workspace) throw new Error(`No workspace is registered as “${id}”.`)
  return workspace
}
export function partsOf(id: WorkspaceId): Parts {
  const parts = partsOfWorkspace.get(id)
  if (!parts) throw new Error(`No parts are registered for the workspace “${id}”.`)
  return parts
}
export const shownWorkspace = () => workspaceOf(current.workspace)
export const shownParts = () => partsOf(current.workspace)

/** A photo that another workspace has open, which this one can offer. */
export function photoAtHand(without: WorkspaceId): Grant | null {
  for (const { id, keeper } of registered) {
    if (id === without) continue
    for (const role of keeper.roles) {
      const open = keeper.photo(role)
      if (open && open.handle !== null) return { handle: open.handle, name: open.info.name }
    }
  }
  return null
}
