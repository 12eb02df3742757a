/** The tip of a command: its title or another text, and its key. */
import type { CommandId } from '../../contract/commands'
import { platform } from '../bridge/platform'
import type { Tip } from '../kit/use/useTip'
import { showKeys } from './keys'
import { commandOf, titleOf } from './registry'

export function tipOf(id: CommandId, text?: string): Tip {
  const command = commandOf(id)
  return { text: text ?? titleOf(command), ...(command.keys ? { keys: showKeys(command.keys, platform.value) } : {}) }
}
