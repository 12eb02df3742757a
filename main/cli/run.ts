/** `chromapatch run`: a recipe, done to one photo or to a thousand. */
import { promises as fs } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { outputError } from '../disk/atomic'
import { sha256Of } from '../engine/photo/documents'
import { readPhoto } from '../engine/photo/photo-file'
import { besideRecipe, nameFrom } from '../engine/recipe/names'
import { readRecipe, segmentationOf } from '../engine/recipe/read'
import type { Recipe } from '../engine/recipe/schema'
import type { PhotoSource } from '../engine/context'
import { EngineService } from '../engine/service'
import { ChromapatchError, toWireError } from '../../contract/errors'
import { mmPerPixelOf } from '../../contract/exports'
import { parse, usage, wholeFrom } from './arguments'
import { context, DOCUMENT } from './engine'

const OPTIONS = {
  out: { type: 'string', default: '.' },
  again: { type: 'boolean', default: false },
  damaged: { type: 'boolean', default: false },
  threads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

interface Job {
  readonly path: string
  readonly targets: readonly string[]
}
type Row =
  | {
      readonly photo: string
      readonly state: 'done' | 'skipped'
      readonly outputs: readonly string[]
      /** Whether it is, byte for byte, the photo that the recipe was made on; null where the recipe names none. */
      readonly sameInput: boolean | null
    }
  | { readonly photo: string; readonly state: 'failed'; readonly code: string; readonly message: string }

/** @returns what is printed, and the exit code: 1 when a photo failed. @throws ChromapatchError for a recipe that cannot be followed. */
export async function run(words: readonly string[]): Promise<{ text: string; code: number }> {
  const { values, positionals } = parse(words, OPTIONS)
  const [recipeFile, ...given] = positionals
  if (recipeFile === undefined) throw usage('Expected a recipe.')
  const recipePath = resolve(recipeFile)
  const recipe = await readRecipe(recipePath)
  const folder = resolve(values.out)
  await fs.mkdir(folder, { recursive: true }).catch((thrown: unknown) => {
    throw outputError(thrown, folder)
  })
  const jobs = (given.length > 0 ? given : ownPhoto(recipe, recipePath)).map((photo): Job => {
    const path = resolve(photo)
    return { path, targets: [...recipe.outputs, ...recipe.figures].map(({ name }) => join(folder, nameFrom(name, path))) }
  })
  const threads = values.threads === undefined ? {} : { threads: wholeFrom(values.threads, '--threads', 1, 16) }
  const engine = new EngineService({ workerFile: join(__dirname, 'worker.cjs'), ...threads })
  const rows: Row[] = []
  const taken = new Set<string>()
  try {
    for (const job of jobs) {
      const row = await doOne(engine, recipe, recipePath, job, taken, values)
      rows.push(row)
      const said = row.state === 'failed' ? `${row.code}: ${row.message}` : `${row.state}${aboutInput(row.sameInput, recipe, job.path)}`
      process.stderr.write(`[${rows.length}/${jobs.length}] ${basename(job.path)}: ${said}\n`)
    }
  } finally {
    await engine.close()
  }
  const count = (state: Row['state']) => rows.filter((row) => row.state === state).length
  const summary = { done: count('done'), skipped: count('skipped'), failed: count('failed') }
  const text = values.json
    ? JSON.stringify({ ...summary, rows })
    : `${summary.done} done, ${summary.skipped} skipped, ${summary.failed} failed\n${rows.flatMap(writtenOf).join('\n')}`
  return { text, code: summary.failed > 0 ? 1 : 0 }
}

/** Another photo is what a recipe is for; another file under the same name is what nobody expects. */
function aboutInput(sameInput: boolean | null, { inputs }: Recipe, path: string): string {
  if (sameInput !== false) return ''
  const isNamesake = inputs[0]?.name === basename(path)
  return isNamesake
    ? '; warning: this is not the file that the recipe was made on (its SHA-256 differs), so its outputs may differ too'
    : '; another photo than the recipe was made on'
}

const writtenOf = (row: Row): string[] => (row.state === 'done' ? row.outputs.map((output) => `written: ${output}`) : [])

function ownPhoto({ inputs }: Recipe, recipePath: string): string[] {
  const [input] = inputs
  if (input === undefined) throw usage('The recipe names no photo: expected at least one.')
  const path = besideRecipe(recipePath, input.name)
  if (path === null) throw usage(`No file can be called “${input.name}” here, as the recipe's photo is: expected a photo.`)
  return [path]
}

/** One photo's failure is a row, not the end. */
async function doOne(
  engine: EngineService,
  recipe: Recipe,
  recipePath: string,
  { path, targets }: Job,
  taken: Set<string>,
  { again, damaged }: { readonly again: boolean; readonly damaged: boolean },
): Promise<Row> {
  const photo = basename(path)
  const source: PhotoSource = { kind: 'file', path, name: photo }
  try {
    const shared = targets.find((target) => taken.has(target))
    if (shared !== undefined) {
      throw new ChromapatchError('OUTPUT_FAILED', `“${basename(shared)}” was written for another photo of this name; it was left as it is.`)
    }
    for (const target of targets) taken.add(target)
    if (!again && (await isDone(path, recipePath, targets))) {
      return { photo, state: 'skipped', outputs: targets, sameInput: await isInput(recipe, async () => sha256Of(await readPhoto(source))) }
    }
    await engine.call('open', { document: DOCUMENT, source, damaged }, context)
    try {
      await write(engine, recipe, targets)
      const sameInput = await isInput(recipe, async () => (await engine.call('digest', { document: DOCUMENT }, context)).sha256)
      return { photo, state: 'done', outputs: targets, sameInput }
    } finally {
      await engine.call('close', { document: DOCUMENT }, context)
    }
  } catch (thrown) {
    const { code, message } = toWireError(thrown, 'run')
    return { photo, state: 'failed', code, message }
  }
}

/** Null where there is nothing to compare, or a photo that is skipped cannot be read. */
async function isInput({ inputs }: Recipe, digest: () => Promise<string>): Promise<boolean | null> {
  const [input] = inputs
  if (input === undefined) return null
  return await digest().then(
    (sha256) => sha256 === input.sha256,
    () => null,
  )
}

async function write(engine: EngineService, recipe: Recipe, targets: readonly string[]): Promise<void> {
  const segmentation = segmentationOf(recipe)
  const { outputs, figures } = recipe
  const scale = mmPerPixelOf(recipe.scale)
  for (const [i, { options }] of outputs.entries()) {
    await engine.call('export', { document: DOCUMENT, segmentation, options, target: targets[i]!, overwriteSource: false }, context)
  }
  for (const [i, { format }] of figures.entries()) {
    await engine.call('exportFigures', { document: DOCUMENT, segmentation, format, scale, target: targets[outputs.length + i]! }, context)
  }
}

/** Writes are atomic: an output that is there is whole. Newer than both photo and recipe, it is what they make. */
async function isDone(photo: string, recipe: string, targets: readonly string[]): Promise<boolean> {
  const timeOf = (path: string) =>
    fs.stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.NaN,
    )
  const since = Math.max(await timeOf(photo), await timeOf(recipe))
  const written = await Promise.all(targets.map(timeOf))
  // A file that is not there has no time, and no comparison with it is true.
  return targets.length > 0 && written.every((time) => time > since)
}
