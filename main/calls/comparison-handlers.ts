/** What the contract's calls about comparisons do; handlers.ts has all others. */
import { dirname, parse } from 'node:path'
import type { Reply, Request } from '../../contract/contract'
import { writePicture } from '../files/clipboard'
import { askForComparisonTarget } from '../files/comparison-dialog'
import type { Comparisons } from '../files/comparisons'
import type { Parts } from './parts'
import type { Context, Handlers } from '../ipc/gate'
import { asExport } from './write-export'

type ComparisonCall = 'compare' | 'split' | 'copyDifference' | 'exportComparison' | 'closeComparison'

export function comparisonHandlers(parts: Parts, comparisons: Comparisons): Pick<Handlers, ComparisonCall> {
  const { documents, grants, host } = parts
  const own = (comparison: string, { window }: Context) => comparisons.find(window, comparison).comparison
  const close = (comparison: string) => {
    comparisons.forget(comparison)
    host.call('closeComparison', { comparison }, { window: 0, job: '' }).catch(() => undefined)
  }
  return {
    compare: async ({ before, after, options }, context) => {
      const pair = { before: documents.find(context.window, before).document, after: documents.find(context.window, after).document }
      const comparison = comparisons.nextId()
      const found = await host.call('compare', { comparison, ...pair, options }, context)
      comparisons.add({ comparison, window: context.window, ...pair })
      // A photo may have been closed meanwhile, alone or with its window: the comparison ends with it.
      if (!documents.has(pair.before) || !documents.has(pair.after)) close(comparison)
      return { comparison, ...found }
    },
    split: async ({ document }, context) => {
      const { info } = documents.find(context.window, document)
      const { axis, pictures } = await host.call('split', { document }, context)
      const { name } = parse(info.name)
      const names = axis === 'columns' ? ['left', 'right'] : ['top', 'bottom']
      const grant = (i: 0 | 1) => grants.bytes(context.window, pictures[i], `${name} (${names[i]}).png`)
      return { axis, grants: [grant(0), grant(1)] }
    },
    copyDifference: async ({ comparison, mode }, context) => {
      const { png } = await host.call('differencePicture', { comparison: own(comparison, context), mode }, context)
      await writePicture(Buffer.from(png))
      return {}
    },
    exportComparison: (request, context) => exportComparison(parts, comparisons, request, context),
    closeComparison: ({ comparison }, { window }) => {
      close(comparisons.find(window, comparison).comparison)
      return {}
    },
  }
}

async function exportComparison(
  parts: Parts,
  comparisons: Comparisons,
  { comparison, what }: Request<'exportComparison'>,
  context: Context,
): Promise<Reply<'exportComparison'>> {
  const { windows, documents, host, settings, grants } = parts
  const { before, after } = comparisons.find(context.window, comparison)
  const window = windows.find(context.window)
  if (!window) return { saved: null }
  const sources = [before, after].map((document) => documents.find(context.window, document).source)
  const target = await askForComparisonTarget(window, sources, what, settings.value.exportFolder)
  if (target === null) return { saved: null }
  return await asExport(parts, context, async (watched) => {
    const { bytes } = await host.call('exportComparison', { comparison, what, target, overwriteSource: false }, watched)
    settings.update({ exportFolder: dirname(target) })
    return { saved: { grant: grants.file(context.window, target), bytes } }
  })
}
