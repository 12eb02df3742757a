/** `chromapatch difference FOLDER FOLDER`: photos of one name, compared one pair after another; one table. */
import { promises as fs } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CompareOptions } from '../../../contract/comparison'
import { isCancelled, toWireError } from '../../../contract/errors'
import { pairsCsv, pairsOf, type PairRow, type SeriesPair } from '../../../core/series/pairs'
import { writeFileAtomically } from '../../disk/atomic'
import { Inputs } from '../../disk/inputs'
import { fileDigest } from '../../disk/digest'
import type { EngineService } from '../../engine/service'
import { usage } from '../arguments'
import { context } from '../engine'
import { AFTER, BEFORE, openPair } from '../pair-photos'
import { photosOf } from './photos'

const COMPARISON = 'c1'

interface FoldersWish {
  readonly folders: readonly [before: string, after: string]
  readonly options: CompareOptions
  readonly damaged: boolean
  readonly csv: string | null
  readonly json: boolean
}

export async function areFolders(paths: readonly string[]): Promise<boolean> {
  const folders = await Promise.all(paths.map((path) => fs.stat(path).then((stats) => stats.isDirectory(), () => false))) // prettier-ignore
  return folders.length === 2 && folders.every(Boolean)
}

interface FoldersPlan extends Pick<FoldersWish, 'options' | 'damaged' | 'json'> {
  readonly photos: readonly string[]
  readonly outputs: readonly { readonly target: string; readonly what: { readonly content: string } }[]
  readonly colour: unknown
  readonly failOnChange: boolean
}

/** @returns what is printed, and the exit code. @throws ChromapatchError USAGE for what is of one pair alone. */
export async function differenceFolders(
  engine: EngineService,
  plan: FoldersPlan,
  changed: number,
): Promise<{ text: string; code: number }> {
  const { photos, options, outputs, damaged, json, failOnChange, colour } = plan
  const csv = outputs.find(({ what }) => what.content === 'csv')?.target ?? null
  if (outputs.length > (csv === null ? 0 : 1) || colour !== null)
    throw usage('Of two folders, --csv FILE is the table; pictures, reports and colours are of one pair.')
  const [first, second] = photos as readonly [string, string]
  const { text, hasChanged, hasFailed } = await compareAll(engine, { folders: [first, second], options, damaged, csv, json })
  return { text, code: failOnChange && hasChanged ? changed : hasFailed ? 1 : 0 }
}

async function compareAll(engine: EngineService, wish: FoldersWish): Promise<{ text: string; hasChanged: boolean; hasFailed: boolean }> {
  const { folders, csv, json } = wish
  const [before, after] = await Promise.all(folders.map(namesIn))
  const pairs = pairsOf(before!, after!)
  if (pairs.length === 0) throw usage('Neither folder has a photo.')
  if (csv !== null) await (await Inputs.of(pairs.flatMap((pair) => pathsOf(wish, pair)))).refuse(csv)
  const rows: PairRow[] = []
  for (const pair of pairs) {
    const row = await rowOf(engine, wish, pair)
    rows.push(row)
    process.stderr.write(`[${rows.length}/${pairs.length}] ${lineOf(row)}\n`)
  }
  if (csv !== null) await writeFileAtomically(csv, Buffer.from(pairsCsv(rows), 'utf8'))
  const count = (state: PairRow['state']) => rows.filter((row) => row.state === state).length
  const changed = rows.filter(({ changes }) => changes !== null && changes > 0).length
  const missing = count('only before') + count('only after')
  const summary = `${rows.length} pairs: ${changed} changed, ${count('equal')} of equal bytes, ${count('unknown')} not known, ${missing} without a partner, ${count('failed')} failed`
  const text = json
    ? JSON.stringify({ pairs: rows })
    : [summary, ...rows.map(lineOf), ...(csv === null ? [] : [`written: ${csv}`])].join('\n')
  return { text, hasChanged: changed + missing + count('unknown') > 0, hasFailed: count('failed') > 0 }
}

async function namesIn(folder: string): Promise<string[]> {
  const photos = await photosOf([folder], { recursive: true, match: undefined, out: join(folder, '.') })
  return photos.map(({ name, subfolder }) => (subfolder === '' ? name : `${subfolder}/${name}`))
}

const pathsOf = ({ folders }: FoldersWish, { before, after }: SeriesPair): string[] =>
  [before === null ? null : join(folders[0], before), after === null ? null : join(folders[1], after)].flatMap((path) =>
    path === null ? [] : [resolve(path)],
  )

async function rowOf(engine: EngineService, wish: FoldersWish, pair: SeriesPair): Promise<PairRow> {
  const nothing = { ...pair, changes: null, percent: null, notes: [] }
  const [before, after] = pathsOf(wish, pair)
  if (before === undefined || after === undefined) return { ...nothing, state: pair.before === null ? 'only after' : 'only before' }
  try {
    if ((await fileDigest(before)) === (await fileDigest(after))) return { ...nothing, state: 'equal', changes: 0, percent: 0 }
    await openPair(engine, { photos: [before, after], damaged: wish.damaged, pages: [0, 0], replaceOriginal: false, outputs: [] })
    try {
      const request = { comparison: COMPARISON, before: BEFORE, after: AFTER, options: wish.options }
      const { verdict, regions, onlyBefore, onlyAfter, changedFraction, notes } = await engine.call('compare', request, context)
      const state = verdict.sameness === 'unknown' ? 'unknown' : 'compared'
      const changes = regions.length + onlyBefore.length + onlyAfter.length
      return { ...pair, state, changes, percent: 100 * changedFraction, notes: [...verdict.reasons, ...notes] }
    } finally {
      for (const document of [BEFORE, AFTER]) await engine.call('close', { document }, context)
    }
  } catch (thrown) {
    if (isCancelled(thrown)) throw thrown
    const { code, message } = toWireError(thrown, 'difference')
    return { ...nothing, state: 'failed', notes: [`${code}: ${message}`] }
  }
}

function lineOf({ before, after, state, changes, percent, notes }: PairRow): string {
  const names = before === after ? before : [before, after].filter((name) => name !== null).join(' → ')
  const figures = state === 'compared' || state === 'unknown' ? `, ${changes} changes, ${percent!.toFixed(3)} %` : ''
  return `${names}: ${state}${figures}${state === 'failed' ? `: ${notes.join('; ')}` : ''}`.replace(/\s*\n\s*/g, ' ')
}
