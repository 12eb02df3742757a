/** A failure as a text for whoever helps. Main writes it to the clipboard; the window only names the failure. */
import type { WireError } from '../../contract/errors'
import { toast, toastFailure } from '../kit/use/toasts'
import { call } from '../bridge/api'

export async function copyReport({ code, message, where, hint }: WireError): Promise<void> {
  try {
    await call('copyReport', { code, message, where, hint })
    toast({ kind: 'done', text: 'The report is on the clipboard.', detail: 'It names files, never their folders or contents.' })
  } catch (thrown) {
    toastFailure(thrown, 'copyReport')
  }
}
