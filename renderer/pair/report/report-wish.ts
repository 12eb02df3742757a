/** What is to be saved of a comparison, as the dialog has it; kept while the window is open. */
import { computed, reactive } from 'vue'
import { differenceParameters } from '../../../core/pair/difference/index'
import type { ComparisonExport } from '../../../contract/comparison'

type Content = ComparisonExport['content']
export type PictureFormat = Extract<ComparisonExport, { content: 'aligned' }>['format']

export const reportWish = reactive({
  content: 'report' as Content,
  mode: differenceParameters.mode.default,
  format: 'png' as PictureFormat,
  moving: 'webp' as 'webp' | 'gif',
  milliseconds: 800,
})

export const reportExport = computed<ComparisonExport>(() => {
  switch (reportWish.content) {
    case 'difference':
      return { content: 'difference', mode: reportWish.mode, format: reportWish.format }
    case 'aligned':
      return { content: 'aligned', format: reportWish.format }
    case 'animation':
      return { content: 'animation', format: reportWish.moving, milliseconds: reportWish.milliseconds }
    case 'json':
      return { content: 'json' }
    case 'csv':
      return { content: 'csv' }
    default:
      return { content: 'report' }
  }
})
