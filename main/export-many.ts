/** Several files of one photo, and the same files of several photos. One that fails is a row, not the end. */
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Reply, Request } from '../preload/contract'
import { isCancelled, toWireError } from '../preload/errors'
import type { FailedFile } from '../preload/exports'
import type { PhotoSource } from './engine/requests'
import { askAboutTaken, askForFolder, askForPhotos } from './files/dialogs'
import { namesOf } from './files/export-name'
import { openWindow, type Parts } from './handlers'
import type { Context } from './ipc'
import { partOf, withTaskbar, writeItem } from './write-export'

export async function exportFiles(parts: Parts, request: Request<'exportFiles'>, context: Context): Promise<Reply<'exportFiles'>> {
  const { document, segmentation, items, template, scale } = request
  const { windows, documents, grants, settings } = parts
  const { source, info } = documents.find(context.window, document)
  const window = openWindow(windows, context.window)
  const folder = await askForFolder(window, source, settings.value.exportFolder)
  if (folder === null) return { saved: null, failed: [] }
  const subject = { photo: source.name, width: info.width, height: info.height, segmentation }
  const isTaken = await takenIn(folder)
  let names = namesOf(items, template, subject)
  const taken = names.filter(isTaken)
  if (taken.length > 0) {
    const answer = await askAboutTaken(window, taken)
    if (answer === null) return { saved: null, failed: [] }
    if (answer === 'keep') names = namesOf(items, template, subject, isTaken)
  }
  settings.update({ exportFolder: folder })
  return await withTaskbar(windows, context, async (watched) => {
    const saved: NonNullable<Reply<'exportFiles'>['saved']> = []
    const failed: FailedFile[] = []
    for (const [i, item] of items.entries()) {
      const name = names[i]!
      await asRow(name, failed, async () => {
        // The photo itself is refused by the engine: it is never replaced by one of several.
        const what = { document, segmentation, item, scale, path: join(folder, name), overwriteSource: false }
        const { bytes } = await writeItem(parts, what, partOf(watched, i, items.length))
        saved.push({ grant: grants.file(context.window, join(folder, name)), bytes })
      })
    }
    return { saved, failed }
  })
}

export async function exportPhotos(parts: Parts, request: Request<'exportPhotos'>, context: Context): Promise<Reply<'exportPhotos'>> {
  const { windows, grants, settings } = parts
  const window = openWindow(windows, context.window)
  const paths = await askForPhotos(window, true)
  const folder = paths.length === 0 ? null : await askForFolder(window, null, settings.value.exportFolder)
  if (folder === null) return { photos: null, files: 0, folder: null, failed: [] }
  settings.update({ exportFolder: folder })
  return await withTaskbar(windows, context, async (watched) => {
    const failed: FailedFile[] = []
    let files = 0
    for (const [i, path] of paths.entries()) {
      const source: PhotoSource = { kind: 'file', path, name: basename(path) }
      await asRow(source.name, failed, async () => {
        files += await exportPhoto(parts, request, { source, folder, number: i + 1 }, partOf(watched, i, paths.length))
      })
    }
    return { photos: paths.length, files, folder: grants.file(context.window, folder), failed }
  })
}

/** Opens a photo that no window shows, writes its files, closes it. What is there already stays: new files get a number. */
async function exportPhoto(
  parts: Parts,
  { segmentation, items, template, scale }: Request<'exportPhotos'>,
  { source, folder, number }: { readonly source: PhotoSource; readonly folder: string; readonly number: number },
  context: Context,
): Promise<number> {
  const { host, documents } = parts
  const document = documents.nextId()
  const { width, height } = await host.call('open', { document, source, damaged: false }, context)
  try {
    const subject = { photo: source.name, width, height, segmentation, number }
    const names = namesOf(items, template, subject, await takenIn(folder))
    for (const [i, item] of items.entries()) {
      await writeItem(parts, { document, segmentation, item, scale, path: join(folder, names[i]!), overwriteSource: false }, context)
    }
    return items.length
  } finally {
    host.call('close', { document }, { window: 0, job: '' }).catch(() => undefined)
  }
}

/** What fails is told; what was cancelled ends all of it. */
async function asRow(name: string, failed: FailedFile[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (isCancelled(thrown)) throw thrown
    const { code, message, hint } = toWireError(thrown, 'export')
    failed.push({ name, code, message, hint })
  }
}

/** Names that differ by their case alone are one file on many disks. */
async function takenIn(folder: string): Promise<(name: string) => boolean> {
  const names = new Set((await readdir(folder).catch(() => [])).map((name) => name.toLowerCase()))
  return (name) => names.has(name.toLowerCase())
}
