/** The photos of a run: files as they were given, and those of folders, in an order that every machine has. */
import { promises as fs } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { matcherOf } from '../../../core/series/glob'
import { usage } from '../arguments'

/** Endings of the formats that open; other files of a folder are nobody's wish. A file that is named itself is opened whatever its ending. */
const ENDINGS = /\.(jpe?g|jfif|png|webp|tiff?|gif|avif|heic|heif|bmp|svg)$/i

export interface SeriesPhoto {
  /** As it was given, or the folder as given and the path in it, with / between names. */
  readonly given: string
  readonly path: string
  readonly name: string
  /** The folder of `given`; empty for the present one. */
  readonly folder: string
  /** The folder in the one that was given: outputs keep it. Empty for a file that was given itself. */
  readonly subfolder: string
}

export interface PhotosWanted {
  readonly recursive: boolean
  readonly match: string | undefined
  /** Its files are outputs. */
  readonly out: string
}

/** @returns files in the order they were given, a folder's by their names. @throws ChromapatchError USAGE for a pattern that is none. */
export async function photosOf(paths: readonly string[], { recursive, match, out }: PhotosWanted): Promise<SeriesPhoto[]> {
  const matches = match === undefined ? null : matcher(match)
  const photos: SeriesPhoto[] = []
  const add = (given: string, path: string, subfolder: string) => {
    const at = slashed(given)
    const folder = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : ''
    photos.push({ given, path: resolve(path), name: basename(path), folder, subfolder })
  }
  for (const each of paths) {
    const stats = await fs.stat(each).catch(() => null)
    if (stats?.isDirectory() !== true) {
      if (matches === null || matches(slashed(each))) add(each, each, '')
      continue
    }
    for (const file of await filesOf(each, recursive, resolve(out))) {
      const inside = slashed(relative(each, file))
      const isWanted = matches === null ? ENDINGS.test(file) : matches(inside)
      if (isWanted) add(join(each, inside), file, slashed(dirname(inside)).replace(/^\.$/, ''))
    }
  }
  return photos
}

const slashed = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/')).replace(/^\.\//, '')

function matcher(pattern: string): (path: string) => boolean {
  try {
    return matcherOf(pattern)
  } catch (thrown) {
    throw usage(`Expected a pattern such as *.jpg or tray*/**/*.png for --match but received “${pattern}”: ${(thrown as Error).message}.`)
  }
}

/** Hidden files and folders are left out, and links to folders, which may lead in a circle. */
async function filesOf(folder: string, recursive: boolean, out: string): Promise<string[]> {
  const found: string[] = []
  const entries = await fs.readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) {
      if (recursive && resolve(path) !== out) found.push(...(await filesOf(path, recursive, out)))
    } else if (entry.isFile() || entry.isSymbolicLink()) found.push(path)
  }
  return found
}
