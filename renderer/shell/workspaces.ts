/** All workspaces of the window, in their order. A further one is a line here, and its commands in the contract. */
import { registerCommands } from '../commands/registry'
import { registerWorkspace, workspaces } from '../commands/workspaces'
import { maskParts } from '../mask/parts'
import { maskWorkspace } from '../mask/workspace'
import { pairParts } from '../pair/parts'
import { pairWorkspace } from '../pair/workspace'
import { windowCommands } from './actions'

registerWorkspace(maskWorkspace, maskParts)
registerWorkspace(pairWorkspace, pairParts)
registerCommands(null, windowCommands(workspaces))
