/** "Copy as Python": main writes the script and puts it on the clipboard; the window only says that it is there. */
import { start } from '../../bridge/api'
import { info } from './documents'
import { request } from './segmentation'
import { toast, toastFailure } from '../../kit/use/toasts'

export async function copyPython(): Promise<void> {
  const segmentation = request.value
  if (!info.value || !segmentation) return
  try {
    const { lines } = await start('copyPython', { document: info.value.document, segmentation })
    toast({ kind: 'done', text: 'Copied as Python', detail: `${lines} lines for numpy and OpenCV that make this mask` })
  } catch (thrown) {
    toastFailure(thrown, 'copyPython')
  }
}
