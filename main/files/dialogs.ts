/** The system's own dialogs: the only way in which a user names a file to Chromapatch from within. */
import { basename } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import type { ExportOptions } from '../../contract/contract'
import type { PhotoSource } from '../engine/context'
import { formats } from '../../core/formats'
import { isSameFile } from '../disk/export-name'
import { PHOTO_ENDINGS } from '../../contract/formats'
import { askWhereToSave, confirm, folderOf } from './save-dialog'

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

const TITLES: Readonly<Record<ExportOptions['content'], string>> = {
  cutout: 'Export Cut-out',
  splash: 'Export Colour Splash',
  mask: 'Export Mask',
  score: 'Export Score Map',
}

/** `proposed` is a name with its ending. Null when the user changes their mind. */
export async function askForTarget(
  window: BrowserWindow,
  source: PhotoSource,
  options: ExportOptions,
  proposed: string,
  lastFolder: string | null,
): Promise<Target | null> {
  const place = await askWhereToSave(window, {
    title: TITLES[options.content],
    button: 'Export',
    folder: lastFolder ?? folderOf(source),
    proposed,
    kind: formats[options.format].title,
    endings: formats[options.format].endings,
  })
  if (place === null) return null
  const { path } = place
  if (source.kind === 'file' && (await isSameFile(path, source.path))) {
    const replace = await confirm(
      window,
      'Replace the original?',
      `“${basename(path)}” is the photo that you opened. Its pixels would be lost for good.`,
    )
    return replace ? { path, overwriteSource: true } : null
  }
  return (await place.mayReplace()) ? { path, overwriteSource: false } : null
}

/** True when the window may close although an export is running. Waits: a closing window can wait for nothing else. */
export function askBeforeClosing(window: BrowserWindow): boolean {
  const response = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: 'An export is still being written.',
    detail:
      'If you close now it is stopped. Files that are finished stay, nothing is left of the others, and an older file of the same name stays as it is.',
    buttons: ['Keep Waiting', 'Stop the Export'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  return response === 1
}

/** A kind of file beside pictures: the dialog's title, what the kind is called, and its ending. */
export interface FileKind {
  readonly title: string
  readonly name: string
  readonly ending: string
}

export const RECIPE_KIND: FileKind = { title: 'Save Recipe', name: 'Chromapatch recipe', ending: 'chromapatch.json' }

/** Where a file made from a photo goes; null when the user changes their mind. Never the photo itself. `proposed` is a name with its ending. */
export async function askForFile(
  window: BrowserWindow,
  source: PhotoSource,
  kind: FileKind,
  proposed: string,
  lastFolder: string | null,
): Promise<string | null> {
  const { title, name, ending } = kind
  const folder = lastFolder ?? folderOf(source)
  const place = await askWhereToSave(window, { title, button: 'Save', folder, proposed, kind: name, endings: [ending] })
  return place !== null && (await place.mayReplace()) ? place.path : null
}

/** A folder for several files; null when the user closes the dialog. `near` is null where no one photo is meant. */
export async function askForFolder(window: BrowserWindow, near: PhotoSource | null, lastFolder: string | null): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a Folder for the Files',
    buttonLabel: 'Export Here',
    defaultPath: lastFolder ?? (near === null ? app.getPath('pictures') : folderOf(near)),
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** What becomes of files that are there already; null when the user changes their mind. */
export async function askAboutTaken(window: BrowserWindow, names: readonly string[]): Promise<'keep' | 'replace' | null> {
  const [first] = names
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: names.length === 1 ? `“${first}” is already in this folder.` : `${names.length} of these files are already in this folder.`,
    detail: names.length === 1 ? 'Kept, the new one gets a number.' : `${names.slice(0, 8).join('\n')}${names.length > 8 ? '\n…' : ''}`,
    buttons: ['Cancel', 'Keep Both', 'Replace'],
    defaultId: 1,
    cancelId: 0,
    noLink: true,
  })
  return response === 1 ? 'keep' : response === 2 ? 'replace' : null
}

/** Null when the user closes the dialog. */
export async function askForRecipe(window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open Recipe',
    buttonLabel: 'Open',
    properties: ['openFile'],
    filters: [{ name: RECIPE_KIND.name, extensions: ['json'] }],
  })
  return canceled ? null : (filePaths[0] ?? null)
}
