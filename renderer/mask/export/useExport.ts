/** What the export dialog's buttons do: files of this photo, the same files of many photos, or a recipe of them. */
import { counted, plural } from '../../../contract/shown'
import { shallowRef } from 'vue'
import type { Reply } from '../../../contract/contract'
import type { ExportItem, FailedFile } from '../../../contract/exports'
import { call, start } from '../../bridge/api'
import { info } from '../stores/documents'
import { request, segmentation } from '../stores/segmentation'
import { toast } from '../../kit/use/toasts'
import { showCount } from '../../kit/use/words'
import { showInFolder, toastSaved, useSaving, type Watched } from '../../photo/useSaving'

export interface ExportWish {
  readonly items: readonly ExportItem[]
  readonly template: string
  /** Millimetres a pixel. */
  readonly scale: number | null
}

/** How many went well, what did not, and what was written. */
export interface ExportReport {
  readonly done: string
  readonly failed: readonly FailedFile[]
  /** Photos that were not reached before it was cancelled. */
  readonly left: readonly string[]
  readonly written: readonly string[]
  /** The job whose rest can be tried again, and the folder it writes into. */
  readonly again: { readonly job: string; readonly folder: string } | null
}

const photos = (count: number) => counted(count, 'photo', 'photos')
const filesOf = (count: number) => counted(count, 'file', 'files')

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
          : await start('export', { ...of, options: first!.options, template: wish.template }, watched)
      // Closing the system's dialog is a change of mind about the file, not about the export.
      if (!saved) return
      toastSaved(saved)
      done()
    })

  async function saveSeveral(of: NonNullable<ReturnType<typeof asked>>, wish: ExportWish, watched: Watched): Promise<void> {
    const { saved, failed } = await start('exportFiles', { ...of, ...wish, items: [...wish.items] }, watched)
    if (!saved) return
    const [first] = saved
    if (failed.length > 0) {
      const written = saved.map(({ grant }) => grant.name)
      report.value = { done: `${saved.length} of ${wish.items.length} files were saved.`, failed, left: [], written, again: null }
      return
    }
    if (first) toast({ kind: 'done', text: `Saved ${saved.length} files`, action: showInFolder(first.grant.handle) })
    done()
  }

  const savePhotos = (wish: ExportWish) =>
    run(async (watched) => {
      const of = asked()
      if (!of) return
      const { segmentation } = of
      await photosDone((until) => start('exportPhotos', { segmentation, ...wish, items: [...wish.items] }, until), watched)
    })

  const tryAgain = () =>
    run(async (watched) => {
      const job = report.value?.again?.job
      if (job !== undefined) await photosDone((until) => start('exportPhotosAgain', { again: job }, until), watched)
    })

  /** Cancelling is asked of main and then waited for: the answer says what was done until then. */
  async function photosDone(
    work: (until: Pick<Watched, 'started'>) => Promise<Reply<'exportPhotos'>>,
    { signal, started }: Watched,
  ): Promise<void> {
    let job = ''
    signal.addEventListener('abort', () => void call('cancel', { job }).catch(() => undefined))
    const { rows, folder } = await work({ started: (id) => started((job = id)) })
    if (!rows || !folder) return
    const written = rows.flatMap(({ files }) => files)
    const whole = rows.filter(({ state: of }) => of === 'done').length
    if (whole === rows.length) {
      toast({ kind: 'done', text: `Saved ${filesOf(written.length)} of ${photos(rows.length)}`, action: showInFolder(folder.handle) })
      return done()
    }
    report.value = {
      done: `${showCount(whole)} of ${photos(rows.length)} ${plural(rows.length, 'is', 'are')} done: ${filesOf(written.length)}.`,
      failed: rows.filter(({ state: of }) => of === 'failed'),
      left: rows.filter(({ state: of }) => of === 'left').map(({ name }) => name),
      written,
      again: { job, folder: folder.handle },
    }
  }

  const saveRecipe = (wish: ExportWish) =>
    run(async (watched) => {
      const of = asked()
      if (!of) return
      const { saved } = await start('saveRecipe', { ...of, ...wish, items: [...wish.items], scale: segmentation.value.scale }, watched)
      if (saved) toastSaved(saved)
    })

  return { state, report, save, savePhotos, tryAgain, saveRecipe, cancel }
}
