/** An export before it is saved: written to a temporary file, to be looked at, dragged out of the window, or copied. */
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { app, nativeImage, type NativeImage } from 'electron'
import type { Reply, Request } from '../../contract/contract'
import { writePicture } from '../files/clipboard'
import { endingOf, nameOf } from '../disk/export-name'
import { openWindow, type Parts } from './parts'
import type { Context } from '../ipc/gate'
import { writeItem } from './write-export'

/** Side of the picture under the pointer, in pixels. */
const DRAG_ICON = 96

export async function prepareExport(parts: Parts, request: Request<'prepareExport'>, context: Context): Promise<Reply<'prepareExport'>> {
  const { document, segmentation, item, template, scale, look } = request
  const { documents, host, prepared } = parts
  const { source, info } = documents.find(context.window, document)
  const subject = { photo: source.name, width: info.width, height: info.height, segmentation }
  const name = `${nameOf(item, template, subject)}.${endingOf(item)}`
  const key = JSON.stringify([document, segmentation, item, scale, name])
  let path = prepared.again(context.window, context.job, key)
  if (path === null) {
    path = prepared.place(name)
    try {
      await writeItem(parts, { document, segmentation, item, scale, path, overwriteSource: false }, context)
    } catch (thrown) {
      prepared.discard(path)
      throw thrown
    }
    prepared.keep(context.window, context.job, key, path)
  }
  const { size: bytes } = await stat(path)
  return { name, bytes, ...(await host.call('look', { path, isText: item.kind === 'figures', look }, context)) }
}

export function dragPrepared({ prepared, windows }: Parts, job: string, { window }: Context): Record<string, never> {
  const file = prepared.find(window, job)
  openWindow(windows, window).webContents.startDrag({ file, icon: iconOf(file) })
  return {}
}

export async function copyPicture(parts: Parts, request: Request<'copyPicture'>, context: Context): Promise<Reply<'copyPicture'>> {
  const { document, segmentation, options } = request
  const { documents, prepared } = parts
  documents.find(context.window, document)
  const path = prepared.place('clipboard.png')
  try {
    const item = { kind: 'picture', options: { ...options, format: 'png', depth: 8, profile: 'srgb' } } as const
    await writeItem(parts, { document, segmentation, item, scale: null, path, overwriteSource: false }, context)
    return await writePicture(await readFile(path))
  } finally {
    prepared.discard(path)
  }
}

/** The picture itself, small; the application's own where the system cannot read the file. */
function iconOf(file: string): NativeImage {
  const own = nativeImage.createFromPath(file)
  const icon = own.isEmpty() ? nativeImage.createFromPath(join(app.getAppPath(), 'assets/icon.png')) : own
  const { width, height } = icon.getSize()
  return icon.resize(width > height ? { width: DRAG_ICON } : { height: DRAG_ICON })
}
