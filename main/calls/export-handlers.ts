/** What the contract's calls about exports do: one file, several, several photos; looked at, copied, dragged away. */
import { dirname } from 'node:path'
import type { Reply, Request } from '../../contract/contract'
import { figureFiles } from '../../core/formats/figures'
import { askForFile, askForTarget } from '../files/dialogs'
import { endingOf, nameOf, type NameSubject } from '../disk/export-name'
import { DEFAULT_TEMPLATE } from '../../contract/file-names'
import { exportFiles } from './export-many'
import { exportPhotos, exportPhotosAgain } from './export-photos'
import { openWindow, type Parts } from './parts'
import type { Context, Handlers } from '../ipc/gate'
import { copyPicture, dragPrepared, prepareExport } from './prepare-handlers'
import { asExport, writeItem } from './write-export'

type ExportCall =
  ('export' | 'exportFigures' | 'exportFiles' | 'exportPhotos' | 'exportPhotosAgain') | ('prepareExport' | 'dragPrepared' | 'copyPicture')

export function exportHandlers(parts: Parts): Pick<Handlers, ExportCall> {
  return {
    export: (request, context) => exportImage(parts, request, context),
    exportFigures: (request, context) => exportFigures(parts, request, context),
    exportFiles: (request, context) => exportFiles(parts, request, context),
    exportPhotos: (request, context) => exportPhotos(parts, request, context),
    exportPhotosAgain: (request, context) => exportPhotosAgain(parts, request, context),
    prepareExport: (request, context) => prepareExport(parts, request, context),
    dragPrepared: ({ prepared }, context) => dragPrepared(parts, prepared, context),
    copyPicture: (request, context) => copyPicture(parts, request, context),
  }
}

async function exportImage(parts: Parts, request: Request<'export'>, context: Context): Promise<Reply<'export'>> {
  const { document, segmentation, options, template = DEFAULT_TEMPLATE } = request
  const { source, info } = parts.documents.find(context.window, document)
  const item = { kind: 'picture', options } as const
  const proposed = proposal(item, template, { photo: source.name, width: info.width, height: info.height, segmentation })
  const target = await askForTarget(openWindow(parts.windows, context.window), source, options, proposed, parts.settings.value.exportFolder)
  if (!target) return { saved: null }
  return { saved: await writeOne(parts, { document, segmentation, item, scale: null, ...target }, context) }
}

async function exportFigures(parts: Parts, request: Request<'exportFigures'>, context: Context): Promise<Reply<'exportFigures'>> {
  const { document, segmentation, format, scale, template = DEFAULT_TEMPLATE } = request
  const { source, info } = parts.documents.find(context.window, document)
  const item = { kind: 'figures', format } as const
  const proposed = proposal(item, template, { photo: source.name, width: info.width, height: info.height, segmentation })
  const window = openWindow(parts.windows, context.window)
  const path = await askForFile(window, source, figureFiles[format], proposed, parts.settings.value.exportFolder)
  if (path === null) return { saved: null }
  return { saved: await writeOne(parts, { document, segmentation, item, scale, path, overwriteSource: false }, context) }
}

const proposal = (item: Parameters<typeof nameOf>[0], template: string, subject: NameSubject) =>
  `${nameOf(item, template, subject)}.${endingOf(item)}`

async function writeOne(parts: Parts, what: Parameters<typeof writeItem>[1], context: Context) {
  return await asExport(parts, context, async (watched) => {
    const { bytes } = await writeItem(parts, what, watched)
    parts.settings.update({ exportFolder: dirname(what.path) })
    return { grant: parts.grants.file(context.window, what.path), bytes }
  })
}
