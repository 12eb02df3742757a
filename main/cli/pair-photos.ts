/** Opens the two photos of a comparison, from two files or from the two panels of one. */
import { basename, extname, resolve } from 'node:path'
import { refuseSources } from '../disk/refuse-sources'
import type { PhotoSource } from '../engine/context'
import type { EngineService } from '../engine/service'
import { usage } from './arguments'
import { context } from './engine'

export const [BEFORE, AFTER] = ['d1', 'd2'] as const
/** The picture of two panels, while it is being cut. */
const SHEET = 'd3'

export type PairPhotos = readonly [before: string, after: string] | readonly [sheet: string]

/** @throws ChromapatchError USAGE */
export function photosFrom(positionals: readonly string[], isSplit: boolean): PairPhotos {
  const [first, second, ...more] = positionals
  if (isSplit && first !== undefined && second === undefined) return [first]
  if (!isSplit && first !== undefined && second !== undefined && more.length === 0) return [first, second]
  throw usage(`Expected ${isSplit ? 'one picture of two panels' : 'two photos, before and after,'} but received ${positionals.length}.`)
}

interface Wish {
  readonly photos: PairPhotos
  readonly damaged: boolean
  /** Which picture of each file, from 0. */
  readonly pages: readonly [before: number, after: number]
  readonly replaceOriginal: boolean
  readonly outputs: readonly { readonly target: string }[]
}

/** Names of both, as they are reported. @throws ChromapatchError PHOTO_*, OUTPUT_IS_SOURCE */
export async function openPair(
  engine: EngineService,
  { photos, damaged, pages, replaceOriginal, outputs }: Wish,
): Promise<[string, string]> {
  const open = (document: string, source: PhotoSource) => engine.call('open', { document, source, damaged }, context)
  const file = (photo: string, page: number): PhotoSource => ({ kind: 'file', path: resolve(photo), name: basename(photo), page })
  const [first, second] = photos
  if (second !== undefined) {
    await open(BEFORE, file(first, pages[0]))
    await open(AFTER, file(second, pages[1]))
    return [basename(first), basename(second)]
  }
  const sheet = file(first, pages[0])
  if (!replaceOriginal) for (const { target } of outputs) await refuseSources([{ source: sheet }], target)
  await open(SHEET, sheet)
  const { axis, pictures } = await engine.call('split', { document: SHEET }, context)
  await engine.call('close', { document: SHEET }, context)
  const stem = basename(first, extname(first))
  const names: [string, string] = axis === 'columns' ? [`${stem} (left)`, `${stem} (right)`] : [`${stem} (top)`, `${stem} (bottom)`]
  await open(BEFORE, { kind: 'bytes', bytes: pictures[0], name: names[0] })
  await open(AFTER, { kind: 'bytes', bytes: pictures[1], name: names[1] })
  return names
}
