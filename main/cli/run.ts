/** `chromapatch run`: a recipe, done to one photo or to a thousand. */
import { basename, resolve } from 'node:path'
import { runBatch, type Outcome } from '../disk/batch'
import { makeFolder } from '../disk/folder'
import { Inputs } from '../disk/inputs'
import { besideRecipe } from '../engine/recipe/names'
import { planOf, type Plan, type PlannedPhoto } from '../engine/recipe/plan'
import { readRecipe } from '../engine/recipe/read'
import type { Recipe } from '../engine/recipe/schema'
import { EngineService } from '../engine/service'
import { parse, usage, wholeFrom } from './arguments'
import { interrupted } from './interrupt'
import { runPhoto, type PhotoResult } from './run-photo'
import { workerFile } from './worker-file'

const OPTIONS = {
  out: { type: 'string' },
  again: { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
  damaged: { type: 'boolean', default: false },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** How long a photo that was interrupted may take to stop, in milliseconds. */
const GRACE = 1500

type Row = Outcome & {
  /** The file's name, and the path as it was given. */
  readonly photo: string
  readonly path: string
  /** Files that are there and whole: none where it failed. */
  readonly outputs: readonly string[]
  /** Whether it is, byte for byte, the photo that the recipe was made on; null where the recipe names none, or it failed. */
  readonly sameInput: boolean | null
  /** Part of the photo is missing; null where it was not opened. */
  readonly damaged: boolean | null
  readonly warnings: readonly string[]
}

/** @returns what is printed, and the exit code: 1 when a photo failed. @throws ChromapatchError for a recipe that cannot be followed. */
export async function run(words: readonly string[]): Promise<{ text: string; code: number }> {
  const { values, positionals } = parse(words, OPTIONS)
  const [recipeFile, ...given] = positionals
  if (recipeFile === undefined) throw usage('Expected a recipe.')
  const recipePath = resolve(recipeFile)
  const recipe = await readRecipe(recipePath)
  if (values.out === undefined || values.out === '') throw usage('Expected --out FOLDER: where the outputs go.')
  const threads = values.threads === undefined ? {} : { threads: wholeFrom(values.threads, '--threads', 1, 16) }
  const folder = resolve(values.out)
  await makeFolder(folder)
  const photos = given.length > 0 ? given : ownPhoto(recipe, recipePath)
  const plan = await planOf(recipe, photos, folder)
  const inputs = await Inputs.of([recipePath, ...photos])
  const engine = new EngineService({ workerFile, ...threads })
  const rows: Row[] = []
  const results = new Map<PlannedPhoto, PhotoResult>()
  const work = async (photo: PlannedPhoto) => {
    const result = await runPhoto(engine, recipe, photo, inputs, values)
    results.set(photo, result)
    return result.state
  }
  const told = (photo: PlannedPhoto, outcome: Outcome) => {
    const row = rowOf(recipe, photo, outcome, results.get(photo))
    rows.push(row)
    if (row.state !== 'left') process.stderr.write(`[${rows.length}/${plan.photos.length}] ${lineOf(row, recipe)}\n`)
  }
  try {
    await runBatch(plan.photos, interrupted, work, told, GRACE)
  } finally {
    // What was interrupted may hold a thread for long: the process ends with it.
    if (!interrupted.aborted) await engine.close()
  }
  return summaryOf(rows, plan, values.json)
}

function rowOf(recipe: Recipe, { given, path, targets }: PlannedPhoto, outcome: Outcome, result: PhotoResult | undefined): Row {
  const [input] = recipe.inputs
  return {
    photo: basename(path),
    path: given,
    ...outcome,
    outputs: result === undefined ? [] : targets,
    sameInput: result === undefined || input === undefined ? null : result.sha256 === input.sha256,
    damaged: result?.damaged ?? null,
    warnings: result?.warnings ?? [],
  }
}

/** One line, whatever a photo is called and says. */
function lineOf(row: Row, recipe: Recipe): string {
  const { photo, state, code, message, warnings } = row
  const said =
    state === 'failed' ? [`${code}: ${message}`] : [`${state}${aboutInput(row, recipe)}`, ...warnings.map((each) => `note: ${each}`)]
  return `${photo}: ${said.join('; ')}`.replace(/\s*\n\s*/g, ' ')
}

/** Another photo is what a recipe is for; another file under the same name is what nobody expects. */
function aboutInput({ photo, sameInput }: Row, { inputs }: Recipe): string {
  if (sameInput !== false) return ''
  return inputs[0]?.name === photo
    ? '; warning: this is not the file that the recipe was made on (its SHA-256 differs), so its outputs may differ too'
    : '; another photo than the recipe was made on'
}

function summaryOf(rows: readonly Row[], { ignored }: Plan, json: boolean): { text: string; code: number } {
  const count = (state: Row['state']) => rows.filter((row) => row.state === state).length
  const summary = { done: count('done'), skipped: count('skipped'), failed: count('failed'), left: count('left') }
  const code = summary.failed > 0 || summary.left > 0 ? 1 : 0
  if (json) return { text: JSON.stringify({ ...summary, ignored, rows }), code }
  const damaged = rows.filter((row) => row.damaged === true)
  const lines = [
    `${summary.done} done, ${summary.skipped} skipped, ${summary.failed} failed${summary.left > 0 ? `, ${summary.left} left: interrupted` : ''}`,
    ...damaged.map(({ path }) => `damaged: ${path}: part of the photo is missing, and so is what it would have added`),
    ...(ignored.length > 0 ? [`no photos, left out: ${ignored.join(', ')}`] : []),
    ...rows.flatMap(({ state, outputs }) => (state === 'done' ? outputs.map((output) => `written: ${output}`) : [])),
  ]
  return { text: lines.join('\n'), code }
}

function ownPhoto({ inputs }: Recipe, recipePath: string): string[] {
  const [input] = inputs
  if (input === undefined) throw usage('The recipe names no photo: expected at least one.')
  const path = besideRecipe(recipePath, input.name)
  if (path === null) throw usage(`No file can be called “${input.name}” here, as the recipe's photo is: expected a photo.`)
  return [path]
}
