/** The system's own dialogs: the only way in which a user names a file to Chromapatch from within. */
import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import type { ExportOptions } from '../../preload/contract'
import type { PhotoSource } from '../engine/requests'
import { FORMAT_ENDINGS, FORMAT_NAMES, isSameFile, proposedName, withEnding } from './export-name'
import { PHOTO_ENDINGS } from './photo-paths'

/** Absolute paths; none when the user closes the dialog. */
export async function askForPhotos(window: BrowserWindow, many: boolean): Promise<string[]> {
  const chosen = await dialog.showOpenDialog(window, {
    title: many ? 'Open Photos' : 'Open Photo',
    buttonLabel: 'Open',
    properties: many ? ['openFile', 'multiSelections'] : ['openFile'],
    filters: [
      { name: 'Photos', extensions: [...PHOTO_ENDINGS] },
      { name: 'All files', extensions: ['*'] },
    ],
  })
  return chosen.canceled ? [] : chosen.filePaths
}

export interface Target {
  readonly path: string
  /** The user said that the photo itself may be replaced. */
  readonly overwriteSource: boolean
}

/** Null when the user changes their mind. */
export async function askForTarget(
  window: BrowserWindow,
  source: PhotoSource,
  options: ExportOptions,
  lastFolder: string | null,
): Promise<Target | null> {
  const folder = lastFolder ?? (source.kind === 'file' ? dirname(source.path) : app.getPath('pictures'))
  const chosen = await dialog.showSaveDialog(window, {
    title: options.content === 'mask' ? 'Export Mask' : 'Export Cut-out',
    buttonLabel: 'Export',
    defaultPath: join(folder, proposedName(source.name, options)),
    filters: [{ name: FORMAT_NAMES[options.format], extensions: [...FORMAT_ENDINGS[options.format]] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  if (chosen.canceled || !chosen.filePath) return null
  const path = withEnding(chosen.filePath, options.format)
  if (source.kind === 'file' && (await isSameFile(path, source.path))) {
    const replace = await confirm(
      window,
      'Replace the original?',
      `“${basename(path)}” is the photo that you opened. Its pixels would be lost for good.`,
    )
    return replace ? { path, overwriteSource: true } : null
  }
  // The dialog asked about the name that was typed, not about the one with its ending.
  if (path !== chosen.filePath && (await exists(path))) {
    const replace = await confirm(window, `Replace “${basename(path)}”?`, 'A file of that name is already in this folder.')
    if (!replace) return null
  }
  return { path, overwriteSource: false }
}

async function confirm(window: BrowserWindow, message: string, detail: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message,
    detail,
    buttons: ['Cancel', 'Replace'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
