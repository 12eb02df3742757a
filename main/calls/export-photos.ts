/** The same files of many photos. One that fails is a row, not the end; after a cancel the rest is told, and can be tried again. */
import { basename } from 'node:path'
import type { Reply, Request } from '../../contract/contract'
import type { PhotoSource } from '../engine/context'
import { askForFolder, askForPhotos } from '../files/dialogs'
import { LEFT, runBatch } from '../disk/batch'
import { namesOf, takenIn } from '../disk/export-name'
import { closePhoto, openWindow, type Parts } from './parts'
import type { Context } from '../ipc/gate'
import type { BatchPhoto, PhotoBatch } from './photo-batches'
import { asExport, partOf, writeFree } from './write-export'

export async function exportPhotos(parts: Parts, request: Request<'exportPhotos'>, context: Context): Promise<Reply<'exportPhotos'>> {
  const { windows, settings } = parts
  const window = openWindow(windows, context.window)
  const paths = await askForPhotos(window, true)
  const folder = paths.length === 0 ? null : await askForFolder(window, null, settings.value.exportFolder)
  if (folder === null) return { rows: null, folder: null }
  settings.update({ exportFolder: folder })
  const { segmentation, items, template, scale } = request
  const wish = { segmentation, items, template, scale }
  const left = items.map((_, i) => i)
  const photos = paths.map((path, i): BatchPhoto => ({ path, number: i + 1, left, row: { name: basename(path), ...LEFT, files: [] } }))
  return await exportBatch(parts, { wish, folder, photos }, context)
}

/** What failed and what was not reached; what was written stays as it is. */
export async function exportPhotosAgain(
  parts: Parts,
  { again }: Request<'exportPhotosAgain'>,
  context: Context,
): Promise<Reply<'exportPhotosAgain'>> {
  return await exportBatch(parts, parts.batches.find(context.window, again), context)
}

/** No window's number. */
const NO_WINDOW = 0

async function exportBatch(parts: Parts, batch: PhotoBatch, context: Context): Promise<Reply<'exportPhotosAgain'>> {
  const { grants, batches } = parts
  batches.keep(context.window, context.job, batch)
  const wanted = batch.photos.filter(({ row }) => row.state !== 'done')
  for (const photo of wanted) photo.row = { ...photo.row, ...LEFT }
  await asExport(parts, context, async (watched) => {
    const work = async (photo: BatchPhoto, i: number) => {
      await exportPhoto(parts, batch, photo, partOf(watched, i, wanted.length))
      return 'done' as const
    }
    await runBatch(wanted, context.signal, work, (photo, { state, ...reason }) => {
      // Nothing is skipped here: what is there stays, and the new file gets a number.
      photo.row = { ...photo.row, ...reason, state: state === 'skipped' ? 'done' : state }
    })
  })
  return { rows: batch.photos.map(({ row }) => row), folder: grants.file(context.window, batch.folder) }
}

/** Opens a photo that no window shows, writes its files, closes it. What is there already stays: new files get a number. */
async function exportPhoto(parts: Parts, { wish, folder }: PhotoBatch, photo: BatchPhoto, context: Context): Promise<void> {
  const { host, documents } = parts
  const { segmentation, items, template, scale } = wish
  const document = documents.nextId()
  const source: PhotoSource = { kind: 'file', path: photo.path, name: photo.row.name }
  const info = await host.call('open', { document, source, damaged: false }, context)
  const { width, height } = info
  // Known as open, so that an engine that dies over its export is given it again with the export.
  documents.add({ document, window: NO_WINDOW, source, damaged: false, info })
  try {
    const subject = { photo: source.name, width, height, segmentation, number: photo.number }
    const left = photo.left.map((i) => items[i]!)
    const names = namesOf(left, template, subject, await takenIn(folder))
    for (const [i, item] of left.entries()) {
      const free = {
        folder,
        name: names[i]!,
        next: (isTaken: (name: string) => boolean) => namesOf([item], template, subject, isTaken)[0]!,
      }
      const { name } = await writeFree(parts, { document, segmentation, item, scale }, free, context)
      photo.left = photo.left.slice(1)
      photo.row = { ...photo.row, files: [...photo.row.files, name] }
    }
  } finally {
    closePhoto(parts, document)
  }
}
