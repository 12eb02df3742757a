/**
 * A colour as a file (`.colour.json`): a model's numbers by a name, to be asked of any photo. It names photos that it was
 * learned on, never a path: a colour is passed on. `format` is this schema's own version.
 */
import { promises as fs } from 'node:fs'
import { basename } from 'node:path'
import * as v from 'valibot'
import { version } from '../../../package.json'
import { ChromapatchError } from '../../../contract/errors'
import { migrateRecipe } from './migrate'
import { recipeFrom } from './read'
import { LearnedColour, Recipe, RECIPE_FORMAT } from './schema'

export const COLOUR_FORMAT = 1
export const COLOUR_ENDING = '.colour.json'
export const COLOUR_KIND = 'chromapatch colour'
/** A table of densities has many entries. */
const BYTES_MAX = 32_000_000

export const ColourFile = v.strictObject({
  kind: v.literal(COLOUR_KIND),
  format: v.literal(COLOUR_FORMAT),
  application: v.pipe(v.string(), v.maxLength(40)),
  ...LearnedColour.entries,
  model: Recipe.entries.model,
  gate: Recipe.entries.gate,
  threshold: Recipe.entries.threshold,
  /** Steps that belong to the colour; a recipe that takes the colour keeps its own. */
  clean: Recipe.entries.clean,
})
export type ColourFile = v.InferOutput<typeof ColourFile>

/** The colour as text. @throws ChromapatchError PARAMETER_INVALID for what could not be opened again. */
export function colourText(colour: Omit<ColourFile, 'kind' | 'format' | 'application'>): string {
  const file: ColourFile = { kind: COLOUR_KIND, format: COLOUR_FORMAT, application: `Chromapatch ${version}`, ...colour }
  recipeOfColour(file, (reason) => new ChromapatchError('PARAMETER_INVALID', `This cannot be kept as a colour: ${reason}.`))
  return `${JSON.stringify(file, null, 1)}\n`
}

/** @throws ChromapatchError RECIPE_UNREADABLE, RECIPE_DAMAGED, RECIPE_TOO_NEW */
export async function readColour(path: string): Promise<ColourFile> {
  const name = basename(path)
  let text: string
  try {
    // Asked before opening: a pipe or a device would never end.
    const stats = await fs.stat(path)
    if (!stats.isFile()) throw new ChromapatchError('RECIPE_UNREADABLE', `“${name}” is no file: a colour is one.`)
    if (stats.size > BYTES_MAX) throw damaged(name, 'it is too large to be a colour')
    text = await fs.readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof ChromapatchError) throw cause
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new ChromapatchError('RECIPE_UNREADABLE', `The colour “${name}” ${missing ? 'was not found' : 'could not be read'}.`, { cause })
  }
  return parseColour(text, name)
}

/** @throws ChromapatchError RECIPE_DAMAGED that says where, RECIPE_TOO_NEW */
export function parseColour(text: string, name: string): ColourFile {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw damaged(name, 'it is no JSON')
  }
  if (typeof read !== 'object' || read === null || (read as { kind?: unknown }).kind !== COLOUR_KIND) {
    throw damaged(name, 'it does not say that it is a Chromapatch colour')
  }
  const { format } = read as { format?: unknown }
  if (typeof format === 'number' && format > COLOUR_FORMAT) {
    throw new ChromapatchError('RECIPE_TOO_NEW', `“${name}” was saved by a newer Chromapatch.`, { hint: 'Update Chromapatch to open it.' })
  }
  const parsed = v.safeParse(ColourFile, read)
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw damaged(name, `${v.getDotPath(issue) ?? 'it'}: expected ${issue.expected ?? issue.message} but received ${issue.received}`)
  }
  recipeOfColour(parsed.output, (reason) => damaged(name, reason))
  return parsed.output
}

/** The recipe that asks for the colour and writes nothing. @throws what `refused` makes of the reason. */
export function recipeOfColour(
  { name, learned, on, model, gate, threshold, clean, application }: ColourFile,
  refused = (reason: string) => damaged(name, reason),
): Recipe {
  const recipe = {
    ...{ kind: 'chromapatch recipe', format: RECIPE_FORMAT, application, model, patches: [], colour: { name, learned, on } },
    ...(gate === undefined ? {} : { gate }),
    ...{ threshold, clean, outputs: [], figures: [], scale: null, inputs: [] },
  }
  return recipeFrom(migrateRecipe(recipe, name), refused)
}

/** The recipe with the numbers of a colour in place of its patches: its steps, outputs and scale stay. */
export function withColour(recipe: Recipe, colour: ColourFile): Recipe {
  const { model, gate, threshold, patches, colour: named } = recipeOfColour(colour)
  const changed = { ...recipe, model, patches, threshold, gate, colour: named, automatic: undefined }
  // As a file has it: what is undefined is not there.
  return recipeFrom(JSON.parse(JSON.stringify(changed)), (reason) => damaged(colour.name, reason))
}

function damaged(name: string, reason: string): ChromapatchError {
  return new ChromapatchError('RECIPE_DAMAGED', `“${name}” is not a colour that Chromapatch can ask for: ${reason}.`, {
    hint: 'Learn the colour again.',
  })
}
