/** What an exported file is called, and whether it would replace the photo it was made from. */
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, parse } from 'node:path'
import type { ExportOptions, Segmentation } from '../../contract/contract'
import type { ExportItem } from '../../contract/exports'
import { dateFields, fileNameFrom, freeName } from '../../contract/file-names'
import { formats } from '../../core/formats'
import { figureFiles } from '../../core/formats/figures'
import { isModelId, models } from '../../core/models'
import type { Model } from '../../core/models/shared/model'
import { coverageOf } from '../../core/scorers/shared/coverage'

/** What `{content}` is in a name: the dialog's words, so that what was saved together can be told apart. */
const PICTURE_WORDS: Readonly<Record<ExportOptions['content'], string>> = {
  cutout: 'cut-out',
  splash: 'splash',
  mask: 'mask',
  score: 'score',
}

/** What an export is of: the fields of its name. */
export interface NameSubject {
  readonly photo: string
  readonly width: number
  readonly height: number
  readonly segmentation: Pick<Segmentation, 'model' | 'threshold'>
  /** Its place among several photos, from 1 on. */
  readonly number?: number
}

export const endingOf = (item: ExportItem): string =>
  item.kind === 'picture' ? formats[item.options.format].endings[0] : figureFiles[item.format].ending

const wordOf = (item: ExportItem): string => (item.kind === 'figures' ? figureFiles[item.format].word : PICTURE_WORDS[item.options.content])

/** The name of one file, without its ending: `{name}-{content}` of `photo.jpg` → `photo-cut-out`. */
export function nameOf(item: ExportItem, template: string, subject: NameSubject, now = new Date()): string {
  const { photo, width, height, segmentation, number = 1 } = subject
  const { model, threshold } = segmentation
  const declared: Model['threshold'] | null = isModelId(model) ? models[model].threshold : null
  const shown = declared?.shownAs === 'coverage' ? coverageOf(threshold, declared.dimensions) * 100 : threshold
  return fileNameFrom(template, {
    name: parse(photo).name,
    content: wordOf(item),
    model,
    coverage: String(Math.round(shown * 100) / 100),
    width: String(width),
    height: String(height),
    number: String(number),
    ...dateFields(now),
  })
}

/** Names with endings, all different and none of them taken. */
export function namesOf(
  items: readonly ExportItem[],
  template: string,
  subject: NameSubject,
  isTaken: (file: string) => boolean = () => false,
): string[] {
  const given = new Set<string>()
  const now = new Date()
  return items.map((item) => {
    // Two names that differ by their case alone are one file on many disks.
    const file = freeName(nameOf(item, template, subject, now), endingOf(item), (name) => given.has(name.toLowerCase()) || isTaken(name))
    given.add(file.toLowerCase())
    return file
  })
}

/** Names that differ by their case alone are one file on many disks. */
export async function takenIn(folder: string): Promise<(name: string) => boolean> {
  const names = new Set((await readdir(folder).catch(() => [])).map((name) => name.toLowerCase()))
  return (name) => names.has(name.toLowerCase())
}

/** The path with the first of the endings (which have no dot); unchanged where it has one of them. */
export function withEnding(path: string, endings: readonly [string, ...string[]]): string {
  const name = basename(path).toLowerCase()
  const has = endings.some((ending) => name.endsWith(`.${ending}`) && name.length > ending.length + 1)
  return has ? path : `${path}.${endings[0]}`
}

/** Links and other spellings included. False where either does not exist. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  try {
    const [fileA, fileB] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })])
    if (fileA.ino !== 0n || fileB.ino !== 0n) return fileA.dev === fileB.dev && fileA.ino === fileB.ino
    return (await realpath(a)) === (await realpath(b))
  } catch {
    return false
  }
}
