/** Recipes in the window: saved from what is set, opened onto the photo that is there or the next one. */
import { watch } from 'vue'
import { isModelId } from '../../../core/models/index'
import type { OpenedRecipe } from '../../../contract/contract'
import { call, start } from '../../bridge/api'
import { itemsOf } from './cleaning'
import { info, openGrant, samples, source } from './documents'
import { adoptItems, exportChoices, exportItems } from './export-choices'
import { lineOf } from './scale'
import { edit, request, segmentation } from './segmentation'
import { toast, toastFailure } from '../../kit/use/toasts'
import { current } from '../../commands/current'

export const openRecipe = () =>
  report('openRecipe', async () => {
    const { recipe } = await call('openRecipe', {})
    if (recipe) await adoptRecipe(recipe)
  })

/** With the files that the export dialog would write. */
export const saveRecipe = () =>
  report('saveRecipe', async () => {
    if (!info.value || !request.value) return
    const items = exportItems(exportChoices, info.value)
    const of = {
      document: info.value.document,
      segmentation: request.value,
      template: exportChoices.template,
      scale: segmentation.value.scale,
    }
    const { saved } = await start('saveRecipe', { ...of, items })
    if (saved) toast({ kind: 'done', text: `Saved ${saved.grant.name}`, detail: `Run it again: chromapatch run ${saved.grant.name}` })
  })

let waiting: (() => void) | null = null

/**
 * On the open photo; on the recipe's own where it lies beside it, and no photo of the user's is open or `isFirst`: the
 * recipe was asked for at the start; else on the next one that is opened.
 */
export async function adoptRecipe(recipe: OpenedRecipe, isFirst = false): Promise<void> {
  waiting?.()
  current.workspace = 'mask'
  adoptItems(recipe.items)
  const hasOwn = info.value !== null && !(source.value !== null && samples.has(source.value))
  if (recipe.beside && (isFirst || !hasOwn)) {
    await openGrant(recipe.beside)
    if (source.value !== recipe.beside.handle) return
  }
  if (info.value) return apply(recipe)
  const of = recipe.photo === null ? '' : ` It was made on “${recipe.photo}”.`
  toast({ kind: 'note', text: `Open a photo: “${recipe.name}” is done to it.`, detail: of.trim() })
  const stop = watch(info, (photo) => {
    if (!photo) return
    stop()
    waiting = null
    apply(recipe)
  })
  waiting = stop
}

function apply(recipe: OpenedRecipe): void {
  const { name, segmentation: wanted, scale } = recipe
  const { model: id, parameters, threshold, automatic = false, patches, gate, clean = [], limit, contiguous } = wanted
  if (!isModelId(id)) return
  const now = segmentation.value
  edit(`Open ${name}`, {
    model: id,
    parameters: { ...now.parameters, [id]: { ...now.parameters[id], ...parameters } },
    thresholds: { ...now.thresholds, [id]: threshold },
    automatic: { ...now.automatic, [id]: automatic },
    patches: patches.map((patch, letter) => ({ ...patch, letter, on: true })),
    clean: itemsOf(clean),
    limit: limit ?? null,
    contiguous: contiguous === true,
    scale: scale === null || !info.value ? now.scale : lineOf(scale, info.value),
    gate: gate ?? now.gate,
    selected: patches.length > 0 ? 0 : null,
  })
  toast({ kind: 'done', text: `Opened ${name}` })
  void report('isPhotoOf', () => sayOtherPhoto(recipe))
}

/** Another photo is what a recipe is for, and is said quietly; other content under the same name is what nobody expects. */
async function sayOtherPhoto({ name, photo, sha256 }: OpenedRecipe): Promise<void> {
  const open = info.value
  if (!open || photo === null || sha256 === null) return
  const isOpen = () => info.value?.document === open.document
  const asked = call('isPhotoOf', { document: open.document, sha256 })
  const answer = await asked.catch((thrown: unknown) => {
    if (isOpen()) throw thrown
  })
  // Large files take a while: meanwhile the user may have gone on to another photo.
  if (!answer || answer.same || !isOpen()) return
  if (photo !== open.name) return void toast({ kind: 'note', text: `“${name}” was made on another photo, “${photo}”.` })
  const detail = 'Its content differs, byte for byte: the mask may be another one, too.'
  toast({ kind: 'error', text: `This “${photo}” is not the file that “${name}” was made on.`, detail })
}

async function report(where: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    toastFailure(thrown, where)
  }
}
