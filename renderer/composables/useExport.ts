/** What the export dialog's buttons do: files of this photo, the same files of many photos, or a recipe of them. */
import { shallowRef } from 'vue'
import type { ExportItem, FailedFile } from '../../preload/exports'
import { start } from '../api'
import { info } from '../stores/documents'
import { request } from '../stores/segmentation'
import { toast } from '../stores/toasts'
import { showCount } from '../stores/words'
import { showInFolder, toastSaved, useSaving, type Watched } from './useSaving'

export interface ExportWish {
  readonly items: readonly ExportItem[]
  readonly template: string
  /** Millimetres a pixel. */
  readonly scale: number | null
}

/** How many went well, and what did not. */
export interface ExportReport {
  readonly done: string
  readonly failed: readonly FailedFile[]
}

const counted = (files: number) => `${showCount(files)} ${files === 1 ? 'file' : 'files'}`

export function useExport(done: () => void) {
  const { state, run, cancel } = useSaving('export')
  const report = shallowRef<ExportReport | null>(null)
  const asked = () => {
    report.value = null
    return info.value && request.value ? { document: info.value.document, segmentation: request.value } : null
  }

  const save = (wish: ExportWish) =>
    run(async (watched) => {
      const of = asked()
      if (!of) return
      const [first] = wish.items
      if (wish.items.length > 1) return await saveSeveral(of, wish, watched)
      const { saved } =
        first?.kind === 'figures'
          ? await start('exportFigures', { ...of, format: first.format, scale: wish.scale, template: wish.template }, watched)
          : await start('exportImage', { ...of, options: first!.options, template: wish.template }, watched)
      // Closing the system's dialog is a change of mind about the file, not about the export.
      if (!saved) return
      toastSaved(saved)
      done()
    })

  async function saveSeveral(of: NonNullable<ReturnType<typeof asked>>, wish: ExportWish, watched: Watched): Promise<void> {
    const { saved, failed } = await start('exportFiles', { ...of, ...wish, items: [...wish.items] }, watched)
    if (!saved) return
    const [first] = saved
    if (failed.length > 0) return void (report.value = { done: `${saved.length} of ${wish.items.length} files were saved.`, failed })
    if (first) toast({ kind: 'done', text: `Saved ${saved.length} files`, action: showInFolder(first.grant.handle) })
    done()
  }

  const savePhotos = (wish: ExportWish) =>
    run(async (watched) => {
      const of = asked()
      if (!of) return
      const { segmentation } = of
      const { photos, files, folder, failed } = await start('exportPhotos', { segmentation, ...wish, items: [...wish.items] }, watched)
      if (photos === null || !folder) return
      if (failed.length > 0) {
        const whole = photos - failed.length
        return void (report.value = {
          done: `${showCount(whole)} of ${showCount(photos)} photos are done: ${counted(files)}.`,
          failed,
        })
      }
      toast({ kind: 'done', text: `Saved ${counted(files)} of ${showCount(photos)} photos`, action: showInFolder(folder.handle) })
      done()
    })

  const saveRecipe = (wish: ExportWish) =>
    run(async (watched) => {
      const of = asked()
      if (!of) return
      const { saved } = await start('saveRecipe', { ...of, ...wish, items: [...wish.items] }, watched)
      if (saved) toastSaved(saved)
    })

  return { state, report, save, savePhotos, saveRecipe, cancel }
}
