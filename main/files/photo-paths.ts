/** From what a user names, on the command line or by dropping, to the photos that are meant. */
import { byName } from '../../contract/shown'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PHOTO_ENDINGS } from '../../contract/formats'

/** The engine looks at the bytes, not at the name; of a folder's files, those with such an ending are meant. */
const isPhoto = (name: string): boolean => PHOTO_ENDINGS.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase())
/** A window that opens a thousand photos by accident helps nobody. */
const PHOTOS_MAX = 256

/** A folder stands for the photos that lie in it, sorted by name; what is named itself is kept, whatever it is: opening it says what is wrong. */
export async function photosIn(paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    if (found.length >= PHOTOS_MAX) break
    const isFolder = await stat(path).then(
      (entry) => entry.isDirectory(),
      () => false,
    )
    found.push(...(isFolder ? await photosOf(path) : [path]))
  }
  return found.slice(0, PHOTOS_MAX)
}

async function photosOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const photos = entries
    .filter((entry) => !entry.isDirectory() && entry.name.includes('.') && isPhoto(entry.name))
    .map((entry) => entry.name)
  const sorted = photos.sort(byName)
  // An empty folder is kept as itself, so that opening it says so.
  return sorted.length > 0 ? sorted.map((name) => join(folder, name)) : [folder]
}

/** `chromapatch BEFORE AFTER` is a pair, and so is whatever comes with `--compare`. Folders stand for many photos and are none. */
export function isPairWanted(argv: readonly string[], named: readonly string[], photos: readonly string[]): boolean {
  return argv.includes('--compare') || (named.length === 2 && photos.length === 2)
}

/**
 * The photos among a process's arguments, absolute. In development the application's folder is one
 * of them, somewhere after the runtime's own switches: what counts comes after it. A second start
 * may hand its switches over in another order, so those are told by their dash alone.
 */
export function photosAmong(argv: readonly string[], appFolder: string | null, workingFolder: string): string[] {
  const folderAt = appFolder === null ? 0 : argv.findIndex((arg, i) => i > 0 && resolve(workingFolder, arg) === appFolder)
  const own = argv.slice(Math.max(0, folderAt) + 1)
  return own.filter((arg) => arg !== '' && !arg.startsWith('-')).map((arg) => resolve(workingFolder, arg))
}
