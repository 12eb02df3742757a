/** Where a file made of a comparison goes: the system's own dialog, as for every export. */
import { parse } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import type { ComparisonExport } from '../../contract/comparison'
import type { PhotoSource } from '../engine/context'
import { formats } from '../../core/formats'
import { isSameFile } from '../disk/export-name'
import { askWhereToSave, folderOf } from './save-dialog'

interface Kind {
  readonly title: string
  /** After the photo's name. */
  readonly suffix: string
  readonly filter: string
  /** The first is the one that is proposed. */
  readonly endings: readonly [string, ...string[]]
}

function kindOf(what: ComparisonExport): Kind {
  switch (what.content) {
    case 'report':
      return { title: 'Export Report', suffix: 'report', filter: 'Web page', endings: ['html', 'htm'] }
    case 'json':
      return { title: 'Export Figures', suffix: 'changes', filter: 'JSON', endings: ['json'] }
    case 'csv':
      return { title: 'Export Changes', suffix: 'changes', filter: 'CSV', endings: ['csv'] }
    default: {
      const [title, suffix] = {
        difference: ['Export Difference', 'difference'],
        aligned: ['Export Aligned Photo', 'aligned'],
        animation: ['Export Animation', 'animated'],
      }[what.content] as [string, string]
      if (what.format === 'gif') return { title, suffix, filter: 'GIF', endings: ['gif'] }
      return { title, suffix, filter: formats[what.format].title, endings: formats[what.format].endings }
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
  const { title, suffix, filter, endings } = kindOf(what)
  const photo = sources.at(-1)!
  const proposed = `${parse(photo.name).name}-${suffix}.${endings[0]}`
  const folder = lastFolder ?? folderOf(photo)
  const place = await askWhereToSave(window, { title, button: 'Export', folder, proposed, kind: filter, endings })
  if (place === null) return null
  const { path } = place
  for (const source of sources) {
    if (source.kind !== 'file' || !(await isSameFile(path, source.path))) continue
    await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'That is one of the two photos.',
      detail: 'It was left as it is. Choose another name.',
    })
    return null
  }
  return (await place.mayReplace()) ? path : null
}
