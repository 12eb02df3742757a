import { promises as fs } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'
import type { Segmentation } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import { modelOf } from '../../../core/models'
import { checkModel } from '../mask/parameters'
import { checkSteps } from '../mask/clean/steps'
import { migrateRecipe } from './migrate'
import { Recipe } from './schema'

/** A recipe is a few kilobytes; what is larger is something else. */
const MAXIMUM_BYTES = 1_000_000

/** @throws ChromapatchError RECIPE_UNREADABLE, RECIPE_DAMAGED, RECIPE_TOO_NEW */
export async function readRecipe(path: string): Promise<Recipe> {
  const name = basename(path)
  let text: string
  try {
    // Asked before opening: a pipe or a device would never end.
    const stats = await fs.stat(path)
    if (!stats.isFile()) throw new ChromapatchError('RECIPE_UNREADABLE', `“${name}” is no file: a recipe is one.`)
    if (stats.size > MAXIMUM_BYTES) throw damaged(name, 'it is too large to be a recipe')
    text = await fs.readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof ChromapatchError) throw cause
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new ChromapatchError('RECIPE_UNREADABLE', `The recipe “${name}” ${missing ? 'was not found' : 'could not be read'}.`, { cause })
  }
  return parseRecipe(text, name)
}

/** @throws ChromapatchError RECIPE_DAMAGED that says where, RECIPE_TOO_NEW */
export function parseRecipe(text: string, name: string): Recipe {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw damaged(name, 'it is no JSON')
  }
  if (typeof read !== 'object' || read === null || (read as { kind?: unknown }).kind !== 'chromapatch recipe') {
    throw damaged(name, 'it does not say that it is a Chromapatch recipe')
  }
  return recipeFrom(migrateRecipe(read as Record<string, unknown>, name), (reason) => damaged(name, reason))
}

/** @throws what `refused` makes of the reason, where it is not a recipe that can be followed. */
export function recipeFrom(read: unknown, refused: (reason: string) => ChromapatchError): Recipe {
  const parsed = v.safeParse(Recipe, read)
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw refused(`${v.getDotPath(issue) ?? 'it'}: expected ${issue.expected ?? issue.message} but received ${issue.received}`)
  }
  checkOperations(parsed.output, refused)
  return parsed.output
}

export function segmentationOf(recipe: Recipe): Segmentation {
  const { model, patches, colour, gate, threshold, automatic, clean, limit, contiguous } = recipe
  const steps = clean.map(({ id, parameters, enabled }) => ({ id, parameters, ...(enabled === undefined ? {} : { enabled }) }))
  const bounds = {
    ...(colour === undefined || modelOf(model.id)?.learns === null ? {} : { learned: colour.learned }),
    ...(gate === undefined ? {} : { gate }),
    ...(automatic === undefined ? {} : { automatic }),
    ...(limit === undefined ? {} : { limit }),
    ...(contiguous === undefined ? {} : { contiguous }),
  }
  return { model: model.id, parameters: model.parameters, patches, threshold, clean: steps, ...bounds }
}

/** Before any photo is opened: a batch of a thousand should not fail a thousand times. */
function checkOperations(recipe: Recipe, refused: (reason: string) => ChromapatchError): void {
  const { model, parameters, patches, learned, gate, threshold, clean, contiguous } = segmentationOf(recipe)
  const names = [...recipe.outputs, ...recipe.figures].map((file) => file.name)
  const selectsBy = modelOf(model)?.selectsBy ?? 'patches'
  const isLearned = learned !== undefined
  if (selectsBy === 'gate' ? gate === undefined : !isLearned && patches.length === 0) {
    throw refused(`it has no ${selectsBy === 'gate' ? 'gate' : 'patch'}`)
  }
  if (isLearned && patches.length > 0) throw refused('it has both patches and the numbers of a colour')
  if (isLearned && contiguous === true)
    throw refused('“only what hangs together with a patch” needs a patch, and a learned colour has none')
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) throw refused('two of its outputs have the same name')
  try {
    checkModel(model, parameters, threshold)
    checkSteps(clean)
  } catch (thrown) {
    if (thrown instanceof ChromapatchError) throw refused(thrown.message.replace(/\.$/, ''))
    throw thrown
  }
}

function damaged(name: string, reason: string): ChromapatchError {
  return new ChromapatchError('RECIPE_DAMAGED', `“${name}” is not a recipe that Chromapatch can follow: ${reason}.`, {
    hint: 'Save it again from Chromapatch.',
  })
}
