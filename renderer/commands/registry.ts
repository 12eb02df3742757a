/** The commands: each workspace and the shell register what theirs do; menus, keys, lists and buttons ask here. */
import { commands, type Command, type CommandId } from '../../contract/commands'
import { current, type WorkspaceId } from './current'

export interface Modifiers {
  readonly shiftKey: boolean
  readonly altKey: boolean
}
export interface Action {
  readonly run: (modifiers: Modifiers) => void
  /** Left out: it can always be used. */
  readonly enabled?: () => boolean
  readonly ticked?: () => boolean
}
export type Actions = Readonly<Partial<Record<CommandId, Action>>>

export interface CommandSet {
  /** Commands that only this workspace has. */
  readonly own: Actions
  /** Commands that several workspaces have, as this one means them while it is shown. */
  readonly shared?: Actions
  /** The title where it depends on the state, such as “Undo Move Patch”; null: as declared. */
  readonly titleOf?: (id: CommandId) => string | null
}

const PLAIN: Modifiers = { shiftKey: false, altKey: false }
const own = new Map<CommandId, CommandSet>()
const ofWorkspace = new Map<WorkspaceId, CommandSet>()

/** @param workspace null for the commands of the window itself. Registering once more replaces. */
export function registerCommands(workspace: WorkspaceId | null, set: CommandSet): void {
  for (const id of Object.keys(set.own) as CommandId[]) own.set(id, set)
  if (workspace !== null) ofWorkspace.set(workspace, set)
}

/** The workspace's meaning of a shared command comes before a command's own. */
function found(id: CommandId): { readonly set: CommandSet; readonly action: Action } | null {
  const here = ofWorkspace.get(current.workspace)
  const shared = here?.shared?.[id]
  if (here && shared) return { set: here, action: shared }
  const set = own.get(id)
  const action = set?.own[id]
  return set && action ? { set, action } : null
}

export const isCommand = (id: string): id is CommandId => commands.some((command) => command.id === id)
/** False too for a command that the shown workspace does not have. */
export function isEnabled(id: CommandId): boolean {
  const action = found(id)?.action
  return action !== undefined && (action.enabled?.() ?? true)
}
export const isTicked = (id: CommandId) => found(id)?.action.ticked?.() ?? false

export function perform(id: CommandId, modifiers: Modifiers = PLAIN): void {
  if (isEnabled(id)) found(id)?.action.run(modifiers)
}

const titleOfId = (id: CommandId): string => found(id)?.set.titleOf?.(id) ?? commandOf(id).title
/** As declared, or what it says in the present state. */
export const titleOf = (command: Command): string => (isCommand(command.id) ? titleOfId(command.id) : command.title)

export const commandOf = (id: CommandId): Command => commands.find((command) => command.id === id)!
export const commandStates = () => commands.map(({ id }) => ({ id, enabled: isEnabled(id), checked: isTicked(id) }))
