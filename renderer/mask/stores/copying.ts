/** Copying a picture of the mask to the clipboard. */
import type { ExportOptions } from '../../../contract/contract'
import { start } from '../../bridge/api'
import { info } from './documents'
import { request } from './segmentation'
import { toast, toastFailure } from '../../kit/use/toasts'
import { showCount } from '../../kit/use/words'

const PLAIN: ExportOptions = {
  content: 'cutout',
  format: 'png',
  matte: null,
  quality: 100,
  lossless: true,
  keepCameraData: false,
  keepLocation: false,
}

export const copyCutout = () => copyAs({ ...PLAIN, crop: true })
export const copyMask = () => copyAs({ ...PLAIN, content: 'mask' })

export async function copyAs(options: ExportOptions): Promise<void> {
  if (!info.value || !request.value) return
  try {
    const { width, height } = await start('copyPicture', { document: info.value.document, segmentation: request.value, options })
    const what = options.content === 'mask' ? 'mask' : options.content === 'score' ? 'score map' : 'picture'
    toast({ kind: 'done', text: `Copied the ${what}`, detail: `${showCount(width)} × ${showCount(height)} pixels` })
  } catch (thrown) {
    toastFailure(thrown, 'copyPicture')
  }
}
