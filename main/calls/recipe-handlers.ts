/** What the contract's calls about recipes do, and what happens to one that is dropped or given as an argument. */
import { stat } from 'node:fs/promises'
import { basename, dirname, parse } from 'node:path'
import type { OpenedRecipe, Reply, Request } from '../../contract/contract'
import { toWireError } from '../../contract/errors'
import { besideRecipe, templatesOf } from '../engine/recipe/names'
import { readRecipe, segmentationOf } from '../engine/recipe/read'
import { RECIPE_ENDING } from '../engine/recipe/schema'
import { askForFile, askForRecipe, RECIPE_KIND } from '../files/dialogs'
import { namesOf } from '../disk/export-name'
import type { Grants } from '../files/grants'
import { openWindow, type Parts } from './parts'
import type { Context, Handlers } from '../ipc/gate'

export function recipeHandlers(parts: Parts): Pick<Handlers, 'saveRecipe' | 'openRecipe' | 'isPhotoOf'> {
  return {
    saveRecipe: (request, context) => saveRecipe(parts, request, context),
    isPhotoOf: async ({ document, sha256 }, context) => {
      parts.documents.find(context.window, document)
      const found = await parts.host.call('digest', { document }, context)
      return { same: found.sha256 === sha256 }
    },
    openRecipe: async (_, { window }) => {
      const path = await askForRecipe(openWindow(parts.windows, window))
      return { recipe: path === null ? null : await openedRecipe(path, parts.grants, window) }
    },
  }
}

async function saveRecipe(parts: Parts, request: Request<'saveRecipe'>, context: Context): Promise<Reply<'saveRecipe'>> {
  const { document, segmentation, items, template, scale } = request
  const { windows, documents, grants, settings, host } = parts
  const { source, info } = documents.find(context.window, document)
  const { width, height } = info
  // Under a name that stands for any photo's: what a photo's own is cut and cleaned to would not be found again.
  const names = templatesOf(namesOf(items, template, { photo: '{name}', width, height, segmentation }), source.name)
  const named = items.map((item, i) => ({ item, name: names[i]! }))
  const outputs = named.flatMap(({ item, name }) => (item.kind === 'picture' ? [{ name, options: item.options }] : []))
  const figures = named.flatMap(({ item, name }) => (item.kind === 'figures' ? [{ name, format: item.format }] : []))
  const proposed = `${parse(source.name).name}.${RECIPE_KIND.ending}`
  const path = await askForFile(openWindow(windows, context.window), source, RECIPE_KIND, proposed, settings.value.exportFolder)
  if (path === null) return { saved: null }
  const content = { segmentation, outputs, figures, scale }
  const { bytes } = await host.call('saveRecipe', { document, content, target: path }, context)
  settings.update({ exportFolder: dirname(path) })
  return { saved: { grant: grants.file(context.window, path), bytes } }
}

/** @throws ChromapatchError RECIPE_* */
async function openedRecipe(path: string, grants: Grants, window: number): Promise<OpenedRecipe> {
  const recipe = await readRecipe(path)
  const { outputs, figures, scale, inputs } = recipe
  const photo = inputs[0]?.name ?? null
  const beside = photo === null ? null : besideRecipe(path, photo)
  const isThere = beside !== null && (await stat(beside).then((entry) => entry.isFile(), () => false)) // prettier-ignore
  return {
    name: basename(path),
    segmentation: segmentationOf(recipe),
    items: [
      ...outputs.map(({ options }) => ({ kind: 'picture', options }) as const),
      ...figures.map(({ format }) => ({ kind: 'figures', format }) as const),
    ],
    scale,
    photo,
    sha256: inputs[0]?.sha256 ?? null,
    beside: isThere ? grants.file(window, beside) : null,
  }
}

export const isRecipe = (path: string): boolean => path.toLowerCase().endsWith(RECIPE_ENDING)

/** Given to the page, or kept for it until it is up; one that cannot be followed is said so. */
export async function offerRecipe(path: string, { grants, windows }: Pick<Parts, 'grants' | 'windows'>, window: number): Promise<void> {
  try {
    windows.tell(window, 'recipe', await openedRecipe(path, grants, window))
  } catch (thrown) {
    windows.tell(window, 'failure', toWireError(thrown, 'openRecipe'))
  }
}
