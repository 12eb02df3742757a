/** Where a file made of a comparison goes: the system's own dialog, as for every export. */
import { dirname, extname, join, parse } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import type { ComparisonExport } from '../../preload/comparison'
import type { PhotoSource } from '../engine/requests'
import { isSameFile } from './export-name'

interface Kind {
  readonly title: string
  /** After the photo's name. */
  readonly suffix: string
  readonly filter: string
  /** The first is the one that is proposed. */
  readonly endings: readonly [string, ...string[]]
}

const PICTURES = {
  png: ['PNG', ['png']],
  webp: ['WebP', ['webp']],
  tiff: ['TIFF', ['tif', 'tiff']],
  jpeg: ['JPEG', ['jpg', 'jpeg', 'jpe']],
  gif: ['GIF', ['gif']],
} as const

export function kindOf(what: ComparisonExport): Kind {
  switch (what.content) {
    case 'report':
      return { title: 'Export Report', suffix: 'report', filter: 'Web page', endings: ['html', 'htm'] }
    case 'json':
      return { title: 'Export Figures', suffix: 'changes', filter: 'JSON', endings: ['json'] }
    case 'csv':
      return { title: 'Export Changes', suffix: 'changes', filter: 'CSV', endings: ['csv'] }
    default: {
      const [filter, endings] = PICTURES[what.format]
      const [title, suffix] = {
        difference: ['Export Difference', 'difference'],
        aligned: ['Export Aligned Photo', 'aligned'],
        animation: ['Export Animation', 'animated'],
      }[what.content] as [string, string]
      return { title, suffix, filter, endings }
    }
  }
}

/** Null when the user changes their mind, or chose one of the two photos: those are never replaced by something made of them. */
export async function askForComparisonTarget(
  window: BrowserWindow,
  sources: readonly PhotoSource[],
  what: ComparisonExport,
  lastFolder: string | null,
): Promise<string | null> {
  const kind = kindOf(what)
  const photo = sources.at(-1)!
  const folder = lastFolder ?? (photo.kind === 'file' ? dirname(photo.path) : app.getPath('pictures'))
  const chosen = await dialog.showSaveDialog(window, {
    title: kind.title,
    buttonLabel: 'Export',
    defaultPath: join(folder, `${parse(photo.name).name}-${kind.suffix}.${kind.endings[0]}`),
    filters: [{ name: kind.filter, extensions: [...kind.endings] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  if (chosen.canceled || !chosen.filePath) return null
  const path = kind.endings.includes(extname(chosen.filePath).slice(1).toLowerCase())
    ? chosen.filePath
    : `${chosen.filePath}.${kind.endings[0]}`
  for (const source of sources) {
    if (source.kind !== 'file' || !(await isSameFile(path, source.path))) continue
    await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'That is one of the two photos.',
      detail: 'It was left as it is. Choose another name.',
    })
    return null
  }
  return path
}
