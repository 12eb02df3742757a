/** What the commands of the window itself do, whichever workspace it shows. */
import { settings } from '../bridge/settings'
import { current } from '../commands/current'
import type { Action, CommandSet } from '../commands/registry'
import type { Workspace } from '../commands/workspaces'
import type { CommandId } from '../../contract/commands'

const theme = (id: typeof settings.theme): Action => ({ run: () => (settings.theme = id), ticked: () => settings.theme === id })

/** Each workspace has its command `workspace.<id>`. */
export function windowCommands(workspaces: readonly Workspace[]): CommandSet {
  const go = ({ id }: Workspace): [CommandId, Action] => [
    `workspace.${id}`,
    { run: () => (current.workspace = id), ticked: () => current.workspace === id },
  ]
  return {
    own: {
      ...Object.fromEntries(workspaces.map(go)),
      'panel.inspector': { run: () => (settings.inspector = !settings.inspector), ticked: () => settings.inspector },
      'panel.drawer': { run: () => (settings.drawer = !settings.drawer), ticked: () => settings.drawer },
      'theme.system': theme('system'),
      'theme.light': theme('light'),
      'theme.dark': theme('dark'),
      'help.commands': { run: () => (current.dialog = current.dialog === 'commands' ? null : 'commands') },
      'help.guide': { run: () => (current.dialog = 'guide') },
    },
  }
}
