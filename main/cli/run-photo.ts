/** A recipe done to one photo: nothing of the user's is replaced, and what is done already is left as it is. */
import { promises as fs } from 'node:fs'
import { basename } from 'node:path'
import type { DocumentInfo } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'
import type { Inputs } from '../disk/inputs'
import { fileDigest } from '../disk/digest'
import { standingOf, type Standing } from '../disk/made'
import type { Row } from '../../core/series/row'
import { jobsOf, rowJobOf } from '../engine/recipe/plan'
import { segmentationOf } from '../engine/recipe/read'
import type { Recipe } from '../engine/recipe/schema'
import { rowsOf, writeRows } from '../engine/series/rows'
import type { EngineService } from '../engine/service'
import { context, DOCUMENT } from './engine'
import type { SeriesPlanned } from './series/plan'
import { measuredRow } from './series/row'

export interface RunOptions {
  /** Does again what this recipe has made of this photo. */
  readonly again: boolean
  /** Replaces what is there, whoever made it; never a photo of the run. */
  readonly overwrite: boolean
  readonly damaged: boolean
  /** The folder of outputs where rows of the table are kept; null where no table is asked for. */
  readonly rows: string | null
  readonly mmPerPixel: number | null
}

export interface PhotoResult {
  readonly state: 'done' | 'skipped'
  /** Of the photo's file, hexadecimal. */
  readonly sha256: string
  /** Part of the photo is missing; null where it was not opened. */
  readonly damaged: boolean | null
  readonly warnings: readonly string[]
  /** Of the table; none where none is asked for. */
  readonly rows: readonly Row[]
}

/** No photo of more bytes opens. */
const DIGEST_MAX = 2 ** 31

/** @throws ChromapatchError OUTPUT_IS_SOURCE, OUTPUT_TAKEN, and as opening and exporting do */
export async function runPhoto(
  engine: EngineService,
  recipe: Recipe,
  photo: SeriesPlanned,
  inputs: Inputs,
  options: RunOptions,
): Promise<PhotoResult> {
  const { path, targets } = photo
  for (const target of targets) await inputs.refuse(target)
  const before = await doneBefore(recipe, photo, options)
  if (before !== null) return before
  const { info, damaged } = await open(engine, path, options.damaged)
  try {
    const { sha256 } = await engine.call('digest', { document: DOCUMENT }, context)
    const standings = await standingsOf(recipe, targets, sha256, options)
    const warnings = [...info.notes, ...(await warningsOf(engine, recipe))]
    const { again, mmPerPixel } = options
    await write(engine, recipe, targets, { standings, again, mmPerPixel, jobs: jobsFor(recipe, sha256, options) })
    const { rows: out } = options
    const rows = out === null ? [] : [await measured(engine, recipe, photo, { ...options, rows: out }, sha256, info.notes)]
    return { state: 'done', sha256, damaged, warnings, rows }
  } finally {
    await engine.call('close', { document: DOCUMENT }, context)
  }
}

/** What is left of a damaged photo opens only where it is damaged: the others are what they are. */
async function open(engine: EngineService, path: string, evenDamaged: boolean): Promise<{ info: DocumentInfo; damaged: boolean }> {
  const request = { document: DOCUMENT, source: { kind: 'file', path, name: basename(path) } } as const
  try {
    return { info: await engine.call('open', { ...request, damaged: false }, context), damaged: false }
  } catch (thrown) {
    if (!evenDamaged || !(thrown instanceof ChromapatchError && thrown.code === 'PHOTO_DAMAGED')) throw thrown
    return { info: await engine.call('open', { ...request, damaged: true }, context), damaged: true }
  }
}

const jobsFor = (recipe: Recipe, sha256: string, { damaged }: RunOptions) => jobsOf(recipe, { sha256, damaged })

/** All that the recipe makes of the photo is there, and so is its row; null where anything is to be done. */
async function doneBefore(recipe: Recipe, { given, path, targets }: SeriesPlanned, options: RunOptions): Promise<PhotoResult | null> {
  if (options.again) return null
  const isRow = options.rows !== null
  if (targets.length === 0 ? !isRow || (await rowsOf(options.rows!, given, null)) === null : !(await anyThere(targets))) return null
  const sha256 = await digestOf(path)
  if (sha256 === null) return null
  const standings = await standingsOf(recipe, targets, sha256, options)
  if (!standings.every((standing) => standing === 'done')) return null
  const rows =
    options.rows === null
      ? []
      : await rowsOf(options.rows, given, rowJobOf(recipe, { sha256, damaged: options.damaged }, options.mmPerPixel))
  return rows === null ? null : { state: 'skipped', sha256, damaged: null, warnings: [], rows }
}

/** The photo's row, kept before anybody is told: a run that is killed afterwards finds it. */
async function measured(
  engine: EngineService,
  recipe: Recipe,
  { given, name, folder }: SeriesPlanned,
  { rows, damaged, mmPerPixel }: RunOptions & { readonly rows: string },
  sha256: string,
  notes: readonly string[],
): Promise<Row> {
  const tally = await engine.call('tally', { document: DOCUMENT, segmentation: segmentationOf(recipe) }, context)
  const row = measuredRow({ photo: name, folder }, recipe, tally, { mmPerPixel, notes })
  await writeRows(rows, given, rowJobOf(recipe, { sha256, damaged }, mmPerPixel), [row])
  return row
}

async function anyThere(targets: readonly string[]): Promise<boolean> {
  for (const target of targets) if ((await fs.lstat(target).catch(() => null)) !== null) return true
  return false
}

/** Null where opening will say why it cannot be read. */
async function digestOf(path: string): Promise<string | null> {
  const stats = await fs.stat(path).catch(() => null)
  return stats?.isFile() === true && stats.size < DIGEST_MAX ? await fileDigest(path).catch(() => null) : null
}

/** @throws ChromapatchError OUTPUT_TAKEN for a file that was not made of this photo by this recipe, unless it may be replaced. */
async function standingsOf(recipe: Recipe, targets: readonly string[], sha256: string, options: RunOptions): Promise<Standing[]> {
  const standings: Standing[] = []
  for (const [i, job] of jobsFor(recipe, sha256, options).entries()) {
    const standing = await standingOf(targets[i]!, job)
    if (standing === 'other' && !options.overwrite) throw taken(targets[i]!)
    standings.push(standing)
  }
  return standings
}

function taken(target: string): ChromapatchError {
  return new ChromapatchError(
    'OUTPUT_TAKEN',
    `“${basename(target)}” is there already, and it is not what this recipe makes of this photo; it was left as it is.`,
    { hint: 'Choose another folder with --out, or replace it with --overwrite.' },
  )
}

/** One pixel is enough of a map: the warnings come with it. */
async function warningsOf(engine: EngineService, recipe: Recipe): Promise<readonly string[]> {
  const view = { level: 0, region: { x: 0, y: 0, w: 1, h: 1 } }
  const { warnings } = await engine.call('segment', { document: DOCUMENT, segmentation: segmentationOf(recipe), view }, context)
  return warnings
}

async function write(
  engine: EngineService,
  recipe: Recipe,
  targets: readonly string[],
  {
    standings,
    jobs,
    again,
    mmPerPixel,
  }: Pick<RunOptions, 'again' | 'mmPerPixel'> & { readonly standings: readonly Standing[]; readonly jobs: readonly string[] },
): Promise<void> {
  const segmentation = segmentationOf(recipe)
  const { outputs, figures } = recipe
  for (const [i, target] of targets.entries()) {
    if (standings[i] === 'done' && !again) continue
    const common = { document: DOCUMENT, segmentation, target, isFresh: standings[i] === 'free', job: jobs[i]! }
    const output = outputs[i]
    if (output !== undefined) await engine.call('export', { ...common, options: output.options, overwriteSource: false }, context)
    else await engine.call('exportFigures', { ...common, format: figures[i - outputs.length]!.format, scale: mmPerPixel }, context)
  }
}
