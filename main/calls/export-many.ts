/** Several files of one photo. One that fails is a row, not the end. */
import { join } from 'node:path'
import type { Reply, Request } from '../../contract/contract'
import { isCancelled, toWireError } from '../../contract/errors'
import type { FailedFile } from '../../contract/exports'
import { askAboutTaken, askForFolder } from '../files/dialogs'
import { namesOf, takenIn } from '../disk/export-name'
import { openWindow, type Parts } from './parts'
import type { Context } from '../ipc/gate'
import { asExport, partOf, writeFree, writeItem } from './write-export'

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
  return await asExport(parts, context, async (watched) => {
    const saved: NonNullable<Reply<'exportFiles'>['saved']> = []
    const failed: FailedFile[] = []
    for (const [i, item] of items.entries()) {
      const name = names[i]!
      await asRow(name, failed, async () => {
        // The photo itself is refused by the engine: it is never replaced by one of several.
        const what = { document, segmentation, item, scale }
        const part = partOf(watched, i, items.length)
        // Only what the user was asked about is replaced.
        const written = isTaken(name)
          ? { name, ...(await writeItem(parts, { ...what, path: join(folder, name), overwriteSource: false }, part)) }
          : await writeFree(parts, what, { folder, name, next: (isTakenNow) => namesOf([item], template, subject, isTakenNow)[0]! }, part)
        saved.push({ grant: grants.file(context.window, join(folder, written.name)), bytes: written.bytes })
      })
    }
    return { saved, failed }
  })
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
