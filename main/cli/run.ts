/** `chromapatch run`: a recipe or a colour, asked of one photo or of a thousand. */
import { promises as fs } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { toWireError } from '../../contract/errors'
import { mmPerPixelOf } from '../../contract/exports'
import { modelOf } from '../../core/models'
import type { Row } from '../../core/series/row'
import { runBatch, type Outcome } from '../disk/batch'
import { makeFolder } from '../disk/folder'
import { Inputs } from '../disk/inputs'
import { COLOUR_KIND, readColour, recipeOfColour, withColour } from '../engine/recipe/colour'
import { besideRecipe } from '../engine/recipe/names'
import { readRecipe } from '../engine/recipe/read'
import type { Recipe } from '../engine/recipe/schema'
import { resultsEnding, tableOf, writeResults } from '../engine/series/results'
import { writeRows } from '../engine/series/rows'
import { EngineService } from '../engine/service'
import { numberFrom, parse, usage, wholeFrom } from './arguments'
import { interrupted } from './interrupt'
import { runPhoto, type PhotoResult, type RunOptions } from './run-photo'
import { lineOf, reportOf, summaryOf, type PhotoReport } from './run-report'
import { photosOf } from './series/photos'
import { seriesPlan, shardFrom, type SeriesPlan, type SeriesPlanned } from './series/plan'
import { failedRow, NO_JOB } from './series/row'
import { workerFile } from './worker-file'

const OPTIONS = {
  out: { type: 'string' },
  colour: { type: 'string' },
  recursive: { type: 'boolean', default: false },
  match: { type: 'string' },
  results: { type: 'string' },
  'mm-per-px': { type: 'string' },
  jobs: { type: 'string' },
  shard: { type: 'string' },
  resume: { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
  damaged: { type: 'boolean', default: false },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** How long a photo that was interrupted may take to stop, in milliseconds. */
const GRACE = 1500
const JOBS_MAX = 64

/** @returns what is printed, and the exit code: 1 when a photo failed. @throws ChromapatchError for a recipe that cannot be followed. */
export async function run(words: readonly string[]): Promise<{ text: string; code: number }> {
  const { values, positionals } = parse(words, OPTIONS)
  const [recipeFile, ...given] = positionals
  if (recipeFile === undefined) throw usage('Expected a recipe or a colour.')
  const recipePath = resolve(recipeFile)
  const kept = await recipeFrom(recipePath, values.colour)
  const mmPerPixel =
    values['mm-per-px'] === undefined ? mmPerPixelOf(kept.scale) : numberFrom(values['mm-per-px'], '--mm-per-px', 1e-9, 1e9)
  // What is done is told by the recipe, of which the scale is part.
  const recipe = values['mm-per-px'] === undefined ? kept : { ...kept, scale: mmPerPixel }
  if (values.out === undefined || values.out === '') throw usage('Expected --out FOLDER: where the outputs go.')
  if (values.resume && values.again) throw usage('--resume leaves what is done as it is, and --again does it again: expected one of them.')
  const results = values.results === undefined ? null : resolve(values.results)
  if (results !== null) resultsEnding(results)
  const shard = shardFrom(values.shard)
  const folder = resolve(values.out)
  const { recursive, match, again, overwrite, damaged } = values
  const wanted = given.length > 0 ? given : ownPhoto(recipe, recipePath)
  const photos = await photosOf(wanted, { recursive, match, out: folder })
  if (photos.length === 0)
    throw usage(`No photo was found: ${recursive ? '' : 'subfolders are searched with --recursive, and '}--match names others.`)
  await makeFolder(folder)
  const plan = await seriesPlan(recipe, photos, folder, shard)
  for (const subfolder of new Set(photos.map((photo) => photo.subfolder))) if (subfolder !== '') await makeFolder(join(folder, subfolder))
  const inputs = await Inputs.of([recipePath, ...photos.map(({ path }) => path)])
  if (results !== null) await inputs.refuse(results)
  const hasRows = results !== null || shard !== null || recipe.outputs.length + recipe.figures.length === 0
  const options: RunOptions = { again, overwrite, damaged, mmPerPixel, rows: hasRows ? folder : null }
  if (recipe.patches.length > 0 && modelOf(recipe.model.id)?.selectsBy === 'patches' && photos.length > 1) {
    process.stderr.write(
      'note: the recipe learns the colour anew at this place in each photo; chromapatch learn keeps a colour by its numbers\n',
    )
  }
  const { reports, rows } = await runAll(recipe, plan, inputs, options, enginesFor(plan.photos.length, values))
  const isWhole = reports.every(({ state }) => state !== 'left')
  if (results !== null && isWhole) await writeResults(results, tableOf(rows))
  return summaryOf(reports, plan.ignored, { json: values.json, results: isWhole ? results : null, rows: hasRows ? tableOf(rows) : null })
}

/** @throws ChromapatchError RECIPE_* */
async function recipeFrom(path: string, colour: string | undefined): Promise<Recipe> {
  if (await isColour(path)) {
    if (colour !== undefined) throw usage('--colour belongs to a recipe, and this is a colour.')
    return recipeOfColour(await readColour(path))
  }
  const recipe = await readRecipe(path)
  return colour === undefined ? recipe : withColour(recipe, await readColour(resolve(colour)))
}

/** Told by what the file says of itself; what cannot be read is left to whoever reads it whole. */
async function isColour(path: string): Promise<boolean> {
  try {
    // Asked before opening: a pipe would be waited for.
    if (!(await fs.stat(path)).isFile()) return false
    const file = await fs.open(path, 'r')
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(200), 0, 200, 0)
      return buffer.subarray(0, bytesRead).toString('utf8').includes(`"${COLOUR_KIND}"`)
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
}

/** As many engines as photos are done at once; they share the cores. */
function enginesFor(
  photos: number,
  values: { readonly jobs?: string | undefined; readonly threads?: string | undefined },
): EngineService[] {
  const cores = availableParallelism()
  const most = Math.max(1, photos)
  const jobs = Math.min(most, values.jobs === undefined ? Math.min(cores, JOBS_MAX) : wholeFrom(values.jobs, '--jobs', 1, JOBS_MAX))
  const threads = values.threads === undefined ? Math.max(1, Math.floor(cores / jobs)) : wholeFrom(values.threads, '--threads', 1, 16)
  return Array.from({ length: jobs }, () => new EngineService({ workerFile, threads }))
}

async function runAll(
  recipe: Recipe,
  plan: SeriesPlan,
  inputs: Inputs,
  options: RunOptions,
  engines: readonly EngineService[],
): Promise<{ reports: PhotoReport[]; rows: Row[] }> {
  const reports = new Map<SeriesPlanned, PhotoReport>()
  const results = new Map<SeriesPlanned, PhotoResult>()
  const rows: Row[] = []
  const work = async (photo: SeriesPlanned, _: number, job: number) => {
    try {
      const result = await runPhoto(engines[job]!, recipe, photo, inputs, options)
      results.set(photo, result)
      rows.push(...result.rows)
      return result.state
    } catch (thrown) {
      const error = toWireError(thrown, 'run')
      if (options.rows !== null && error.code !== 'JOB_CANCELLED') {
        const row = failedRow({ photo: photo.name, folder: photo.folder }, recipe, error)
        rows.push(row)
        await writeRows(options.rows, photo.given, NO_JOB, [row])
      }
      throw thrown
    }
  }
  const told = (photo: SeriesPlanned, outcome: Outcome) => {
    const report = reportOf(recipe, photo, outcome, results.get(photo))
    reports.set(photo, report)
    if (report.state !== 'left') process.stderr.write(`[${reports.size}/${plan.photos.length}] ${lineOf(report, recipe)}\n`)
  }
  try {
    await runBatch(plan.photos, interrupted, work, told, GRACE, engines.length)
  } finally {
    // What was interrupted may hold a thread for long: the process ends with it.
    if (!interrupted.aborted) for (const engine of engines) await engine.close()
  }
  return { reports: plan.photos.map((photo) => reports.get(photo)!), rows }
}

function ownPhoto({ inputs }: Recipe, recipePath: string): string[] {
  const [input] = inputs
  if (input === undefined) throw usage('The recipe names no photo: expected at least one.')
  const path = besideRecipe(recipePath, input.name)
  if (path === null) throw usage(`No file can be called “${input.name}” here, as the recipe's photo is: expected a photo.`)
  return [path]
}
