/** Writing one file of an export, wherever it goes. */
import { join } from 'node:path'
import type { Segmentation } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'
import type { ExportItem } from '../../contract/exports'
import { takenIn } from '../disk/export-name'
import type { Parts } from './parts'
import type { Context } from '../ipc/gate'

export interface WrittenItem {
  readonly document: string
  readonly segmentation: Segmentation
  readonly item: ExportItem
  readonly scale: number | null
  readonly path: string
  /** The user said that the photo itself may be replaced. */
  readonly overwriteSource: boolean
  /** The name was found free: nothing is replaced, OUTPUT_TAKEN is thrown. */
  readonly isFresh?: boolean
}

/** A name in `folder` that was free a moment ago, and which comes after it if it is no more. */
export interface FreeName {
  readonly folder: string
  readonly name: string
  readonly next: (isTaken: (name: string) => boolean) => string
}

/** Atomically; throws what the engine throws. */
export async function writeItem(
  { host }: Pick<Parts, 'host'>,
  { document, segmentation, item, scale, path, overwriteSource, isFresh = false }: WrittenItem,
  context: Context,
): Promise<{ bytes: number }> {
  return item.kind === 'picture'
    ? await host.call('export', { document, segmentation, options: item.options, target: path, overwriteSource, isFresh }, context)
    : await host.call('exportFigures', { document, segmentation, format: item.format, scale, target: path, isFresh }, context)
}

/** Replaces nothing: where another program has taken the name since, the file gets the next free one. */
export async function writeFree(
  parts: Pick<Parts, 'host'>,
  what: Pick<WrittenItem, 'document' | 'segmentation' | 'item' | 'scale'>,
  { folder, name, next }: FreeName,
  context: Context,
): Promise<{ name: string; bytes: number }> {
  const refused = new Set<string>()
  for (;;) {
    try {
      const written = await writeItem(parts, { ...what, path: join(folder, name), overwriteSource: false, isFresh: true }, context)
      return { name, ...written }
    } catch (thrown) {
      if (!(thrown instanceof ChromapatchError && thrown.code === 'OUTPUT_TAKEN')) throw thrown
    }
    refused.add(name)
    const isTaken = await takenIn(folder)
    name = next((other) => refused.has(other) || isTaken(other))
  }
}

/** What the user waits for: the window asks before it closes, and its button in the task bar shows the progress, too. */
export async function asExport<T>(
  { windows, exports }: Pick<Parts, 'windows' | 'exports'>,
  context: Context,
  work: (watched: Context) => Promise<T>,
): Promise<T> {
  const show = (fraction: number) => windows.find(context.window)?.setProgressBar(fraction)
  const progress = (stage: string, fraction: number) => {
    show(fraction)
    context.progress(stage, fraction)
  }
  try {
    return await exports.during(() => work({ ...context, progress }))
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
