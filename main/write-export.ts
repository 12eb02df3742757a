/** Writing one file of an export, wherever it goes. */
import type { Segmentation } from '../preload/contract'
import type { ExportItem } from '../preload/exports'
import type { Parts } from './handlers'
import type { Context } from './ipc'
import type { Windows } from './windows'

export interface WrittenItem {
  readonly document: string
  readonly segmentation: Segmentation
  readonly item: ExportItem
  readonly scale: number | null
  readonly path: string
  /** The user said that the photo itself may be replaced. */
  readonly overwriteSource: boolean
}

/** Atomically; throws what the engine throws. */
export async function writeItem(
  { host, exports }: Pick<Parts, 'host' | 'exports'>,
  { document, segmentation, item, scale, path, overwriteSource }: WrittenItem,
  context: Context,
): Promise<{ bytes: number }> {
  return await exports.during(path, host.pid, () =>
    item.kind === 'picture'
      ? host.call('export', { document, segmentation, options: item.options, target: path, overwriteSource }, context)
      : host.call('exportFigures', { document, segmentation, format: item.format, scale, target: path }, context),
  )
}

/** Shows the work's progress at the window's button in the task bar, too. */
export async function withTaskbar<T>(windows: Windows, context: Context, work: (watched: Context) => Promise<T>): Promise<T> {
  const show = (fraction: number) => windows.find(context.window)?.setProgressBar(fraction)
  const progress = (stage: string, fraction: number) => {
    show(fraction)
    context.progress(stage, fraction)
  }
  try {
    return await work({ ...context, progress })
  } finally {
    show(-1)
  }
}

/** The part `index` of `count` of a longer work: “2 / 5”, and its share of the whole. */
export function partOf(context: Context, index: number, count: number): Context {
  return {
    ...context,
    progress: (stage, fraction) => context.progress(`${index + 1} / ${count} · ${stage}`, (index + fraction) / count),
  }
}
