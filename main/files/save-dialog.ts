/** The system's dialog for one file that is saved, and the question about a file that it would take the place of. */
import { access } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { app, dialog, type BrowserWindow } from 'electron'
import type { PhotoSource } from '../engine/context'
import { withEnding } from '../disk/export-name'

interface SaveWish {
  readonly title: string
  readonly button: 'Export' | 'Save'
  readonly folder: string
  /** A name with its ending. */
  readonly proposed: string
  /** What files of that kind are called. */
  readonly kind: string
  /** Without their dots; the first is given to a name that has none of them. */
  readonly endings: readonly [string, ...string[]]
}

interface SavePlace {
  readonly path: string
  /** Asks about a file of that name where the dialog did not. False: it stays. */
  readonly mayReplace: () => Promise<boolean>
}

/** Null when the user closes the dialog. */
export async function askWhereToSave(window: BrowserWindow, wish: SaveWish): Promise<SavePlace | null> {
  const { title, button, folder, proposed, kind, endings } = wish
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title,
    buttonLabel: button,
    defaultPath: join(folder, proposed),
    filters: [{ name: kind, extensions: [...endings] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  if (canceled || !filePath) return null
  const path = withEnding(filePath, endings)
  return {
    path,
    // The dialog asked about the name that was typed, not about the one with its ending.
    mayReplace: async () =>
      path === filePath ||
      !(await exists(path)) ||
      (await confirm(window, `Replace “${basename(path)}”?`, 'A file of that name is already in this folder.')),
  }
}

/** Where what is made from a photo is proposed to go, when nothing was saved before. */
export const folderOf = (source: PhotoSource): string => (source.kind === 'file' ? dirname(source.path) : app.getPath('pictures'))

export async function confirm(window: BrowserWindow, message: string, detail: string): Promise<boolean> {
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
