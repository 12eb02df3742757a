/** The difference onto the clipboard: the one that is looked at, and without one the published signed difference. */
import type { DifferenceMode } from '../../contract/comparison'
import { toast, toastFailure } from '../kit/use/toasts'
import { copyDifference } from './stores/client'
import { comparison } from './stores/comparison'
import { pairView } from './stores/view'

export async function copyShown(): Promise<void> {
  const open = comparison.value
  if (!open) return
  const { shown, difference } = pairView
  const mode: DifferenceMode = shown === 'difference' && difference !== 'mask' ? difference : 'signed'
  try {
    await copyDifference(open.found.comparison, mode)
    toast({ kind: 'note', text: 'The difference is on the clipboard.', detail: 'Paste it into any program.' })
  } catch (thrown) {
    toastFailure(thrown, 'copyDifference')
  }
}
