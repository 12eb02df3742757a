/** Names with templates: `{name}` is the photo's, without its ending. */
import { basename, parse } from 'node:path'

/** `cat-mask.png` of `cat.jpg` → `{name}-mask.png`; a name that has nothing of the photo's gets it in front, so that photos do not share it. */
export function templateOf(target: string, photo: string): string {
  const file = basename(target)
  const { name } = parse(photo)
  return name !== '' && file.startsWith(name) ? `{name}${file.slice(name.length)}` : `{name}-${file}`
}

export function nameFrom(template: string, photo: string): string {
  return template.replaceAll('{name}', parse(photo).name)
}
