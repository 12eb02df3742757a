/**
 * Recipes outlive code. When this file's format changes, or an operation's version is raised, the change that an
 * old recipe needs is a line here; nothing else knows of old recipes.
 */
import { ChromapatchError } from '../../../preload/errors'
import { isModelId, models } from '../../operations'
import { isStepId, steps } from '../../operations/clean'
import { RECIPE_FORMAT } from './schema'

type Values = Readonly<Record<string, unknown>>
type Change = (old: Values) => Values

/** Of the whole recipe: from the format that is the key to the next. */
const FORMATS: Readonly<Record<number, Change>> = {}
/** Of an operation's parameters: by its id, from the version that is the key to the next. */
const OPERATIONS: Readonly<Record<string, Readonly<Record<number, Change>>>> = {}

/** What was read, as this version of the application would have written it. Shapes are checked afterwards. */
export function migrateRecipe(read: Values, name: string, formats = FORMATS, operations = OPERATIONS): Values {
  let recipe = read
  const format = Number(recipe['format'])
  if (format > RECIPE_FORMAT) throw tooNew(name)
  for (let at = format; at < RECIPE_FORMAT; at++) recipe = formats[at]?.(recipe) ?? recipe
  return {
    ...recipe,
    model: migrateOperation(recipe['model'], name, operations),
    clean: Array.isArray(recipe['clean']) ? recipe['clean'].map((step) => migrateOperation(step, name, operations)) : recipe['clean'],
  }
}

function migrateOperation(read: unknown, name: string, operations: typeof OPERATIONS): unknown {
  if (typeof read !== 'object' || read === null) return read
  const { id, version, parameters } = read as Values
  const current = currentVersion(String(id))
  if (current === null || typeof version !== 'number') return read
  if (version > current) throw tooNew(name)
  let migrated = parameters as Values
  for (let at = version; at < current; at++) migrated = operations[String(id)]?.[at]?.(migrated) ?? migrated
  return { ...read, version: current, parameters: migrated }
}

/** Null for an operation that this version of the application does not have. */
export function currentVersion(id: string): number | null {
  return isModelId(id) ? models[id].version : isStepId(id) ? steps[id].version : null
}

function tooNew(name: string): ChromapatchError {
  return new ChromapatchError('RECIPE_TOO_NEW', `“${name}” was saved by a newer Chromapatch.`, { hint: 'Update Chromapatch to open it.' })
}
