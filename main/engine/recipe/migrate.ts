/**
 * Recipes outlive code. When this file's format changes, or an operation's version is raised, the change that an
 * old recipe needs is a line here; nothing else knows of old recipes.
 */
import { ChromapatchError } from '../../../contract/errors'
import { isModelId, models } from '../../../core/models'
import { isStepId, steps } from '../../../core/steps'
import { RECIPE_FORMAT } from './schema'

type Values = Readonly<Record<string, unknown>>
type Change = (old: Values) => Values

/** What changed since: in the whole recipe, and in each operation's parameters. */
interface Changes {
  /** The format of this application. */
  readonly format: number
  /** Of the whole recipe: from the format that is the key to the next. */
  readonly formats: Readonly<Record<number, Change>>
  readonly versionOf: (id: string) => number | null
  /** Of an operation's parameters: by its id, from the version that is the key to the next. */
  readonly operations: Readonly<Record<string, Readonly<Record<number, Change>>>>
}
const CHANGES: Changes = {
  format: RECIPE_FORMAT,
  // Format 2 can hold the learned numbers of a colour. One without them learns anew at its patches' place, as before.
  // Format 3 has the colour splash as a content of its own; it was a cut-out with a rest.
  formats: { 1: (old) => ({ ...old, format: 2 }), 2: (old) => ({ ...old, format: 3, outputs: splashes(old['outputs']) }) },
  versionOf: currentVersion,
  operations: {},
}

function splashes(outputs: unknown): unknown {
  if (!Array.isArray(outputs)) return outputs
  return outputs.map((output: unknown) => {
    if (!isRecord(output) || !isRecord(output['options'])) return output
    const { rest, ...options } = output['options']
    if (rest === undefined) return output
    return { ...output, options: rest === 'none' || options['content'] !== 'cutout' ? options : { ...options, content: 'splash', rest } }
  })
}

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null

/**
 * What was read, as this version of the application would have written it. Shapes are checked afterwards: what has no
 * version that ever was stays as it is, and is refused then.
 */
export function migrateRecipe(read: Values, name: string, changes: Changes = CHANGES): Values {
  let recipe = read
  const format = recipe['format']
  if (isVersion(format)) {
    if (format > changes.format) throw tooNew(name)
    for (let at = format; at < changes.format; at++) recipe = changes.formats[at]?.(recipe) ?? recipe
  }
  const { model, clean } = recipe
  return {
    ...recipe,
    model: migrateOperation(model, name, changes),
    clean: Array.isArray(clean) ? clean.map((step) => migrateOperation(step, name, changes)) : clean,
  }
}

function migrateOperation(read: unknown, name: string, { versionOf, operations }: Changes): unknown {
  if (typeof read !== 'object' || read === null) return read
  const { id, version, parameters } = read as Values
  const current = typeof id === 'string' ? versionOf(id) : null
  if (typeof id !== 'string' || current === null || !isVersion(version)) return read
  if (version > current) throw tooNew(name)
  let migrated = parameters as Values
  for (let at = version; at < current; at++) migrated = operations[id]?.[at]?.(migrated) ?? migrated
  return { ...read, version: current, parameters: migrated }
}

/** Versions are counted from 1: from anything below, the way to the present one may have no end. */
const isVersion = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1

/** Null for an operation that this version of the application does not have. */
export function currentVersion(id: string): number | null {
  return isModelId(id) ? models[id].version : isStepId(id) ? steps[id].version : null
}

function tooNew(name: string): ChromapatchError {
  return new ChromapatchError('RECIPE_TOO_NEW', `“${name}” was saved by a newer Chromapatch.`, { hint: 'Update Chromapatch to open it.' })
}
