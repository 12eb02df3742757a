/** The pair workspace: two photos, and what changed between them. */
import type { Workspace } from '../commands/workspaces'
import { pairCommands } from './actions'
import { pairKeeper } from './keeper'
import { isWhole, offerDropped, pairLost } from './stores/pair'

export const pairWorkspace: Workspace = {
  id: 'compare',
  title: 'Compare',
  commands: pairCommands,
  keeper: pairKeeper,
  hasPanels: () => isWhole.value,
  offer: offerDropped,
  lose: pairLost,
}
