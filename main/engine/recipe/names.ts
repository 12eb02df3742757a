/** Names with templates: `{name}` is the photo's, without its ending. */
import { basename, dirname, join, parse } from 'node:path'
import { freeName, within } from '../../../contract/file-names'

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
  return FIELD + plain(name !== '' && file.startsWith(name) ? file.slice(name.length) : `-${file}`)
}

/** Without what is a separator or cannot be in a name somewhere; short enough for the field and a number beside it. */
function plain(file: string): string {
  const { name, ext } = parse(file.replace(/[/\\\u0000-\u001f]/g, '-'))
  return within(name, BYTES_MAX - 16 - ext.length) + ext
}

/** The photo's name is cut where the whole would be too long for a file. */
export function nameFrom(template: string, photo: string): string {
  const { name } = parse(photo)
  const fields = template.split(FIELD).length - 1
  const room = BYTES_MAX - Buffer.byteLength(template.replaceAll(FIELD, ''))
  return template.replaceAll(FIELD, () => within(name, Math.floor(room / fields)))
}

/** The path of the photo that a recipe names, in the recipe's own folder; null for a name that would be a path here. */
export function besideRecipe(recipe: string, name: string): string | null {
  return basename(name) === name ? join(dirname(recipe), name) : null
}
