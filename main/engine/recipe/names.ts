/** Names with templates: `{name}` is the photo's, without its ending. */
import { basename, dirname, join, parse } from 'node:path'
import { freeName, plainName, within } from '../../../contract/file-names'

/** What file systems take, in bytes. */
const BYTES_MAX = 255
const FIELD = '{name}'

/**
 * `cat-mask.png` of `cat.jpg` → `{name}-mask.png`; a name that has nothing of the photo's gets it in front, so that photos
 * do not share it. All are different, and none is a path on any system.
 */
export function templatesOf(targets: readonly string[], photo: string): string[] {
  const given = new Set<string>()
  return targets.map((target) => {
    const { name: stem, ext } = parse(templateOf(basename(target), parse(photo).name))
    const file = freeName(stem, ext.slice(1), (name) => given.has(name.toLowerCase()))
    given.add(file.toLowerCase())
    return file
  })
}

function templateOf(file: string, name: string): string {
  if (file.includes(FIELD)) return plain(file)
  // A name is no part of a longer word: `m.jpg` is not in `mask.png`.
  const isBegun = name !== '' && file.startsWith(name) && !/^[\p{L}\p{N}\p{M}]/u.test(file.slice(name.length))
  return plain(FIELD + (isBegun ? file.slice(name.length) : `-${file}`))
}

/** Plain, and short enough for the field and a number beside it. */
function plain(file: string): string {
  const { name, ext } = parse(plainName(file, Number.POSITIVE_INFINITY))
  return within(name, BYTES_MAX - 16 - ext.length) + ext
}

/**
 * A plain name for an output of a photo, which is cut where the whole would be too long for a file.
 * @param number tells photos of one name apart; 1 is not written.
 */
export function nameFrom(template: string, photo: string, number = 1): string {
  const told = number === 1 ? '' : `-${number}`
  const fields = template.split(FIELD).length - 1
  if (fields === 0) {
    const { name, ext } = parse(template)
    return plainName(`${name}${told}${ext}`, BYTES_MAX)
  }
  const room = BYTES_MAX - 1 - Buffer.byteLength(template.replaceAll(FIELD, ''))
  const name = within(parse(photo).name, Math.floor(room / fields) - told.length) + told
  return plainName(
    template.replaceAll(FIELD, () => name),
    BYTES_MAX,
  )
}

/** The path of the photo that a recipe names, in the recipe's own folder; null for a name that would be a path here. */
export function besideRecipe(recipe: string, name: string): string | null {
  return basename(name) === name ? join(dirname(recipe), name) : null
}
