/** A recipe for many photos: the files of each, by name, and the digests of the jobs that make them. */
import { basename, join, resolve } from 'node:path'
import { sha256Hex } from '../../disk/digest'
import { fileNumber } from '../../disk/inputs'
import { isJunk } from '../../disk/junk'
import { nameFrom } from './names'
import { RECIPE_ENDING, type Recipe } from './schema'

export interface PlannedPhoto {
  /** As it was given. */
  readonly given: string
  readonly path: string
  /** Pictures, then figures, in the recipe's order. */
  readonly targets: readonly string[]
}
export interface Plan {
  readonly photos: readonly PlannedPhoto[]
  /** What nobody means when all files of a folder are given, as given. */
  readonly ignored: readonly string[]
}

/** Two photos of one name get different files: the later one's have a number. The same photo given twice has the same files. */
export async function planOf(recipe: Recipe, given: readonly string[], folder: string): Promise<Plan> {
  const templates = [...recipe.outputs, ...recipe.figures].map(({ name }) => name)
  const taken = new Set<string>()
  const known = new Map<string, readonly string[]>()
  const numbers = new Map<string, number>()
  const photos: PlannedPhoto[] = []
  const ignored: string[] = []
  for (const each of given) {
    const path = resolve(each)
    const name = basename(path)
    if (isJunk(name) || name.toLowerCase().endsWith(RECIPE_ENDING)) {
      ignored.push(each)
      continue
    }
    const file = (await fileNumber(path)) ?? path
    const targets = known.get(file) ?? freeTargets(templates, path, folder, taken, numbers)
    known.set(file, targets)
    photos.push({ given: each, path, targets })
  }
  return { photos, ignored }
}

/** Names that differ by their case alone are one file on many disks. */
const sameName = (name: string): string => name.normalize('NFC').toLowerCase()

function freeTargets(
  templates: readonly string[],
  photo: string,
  folder: string,
  taken: Set<string>,
  numbers: Map<string, number>,
): readonly string[] {
  const names = (number: number) => templates.map((template) => nameFrom(template, photo, number))
  const first = sameName(names(1).join('/'))
  // From where photos of this name have come to: a thousand of them take a thousand steps.
  let number = numbers.get(first) ?? 1
  while (names(number).some((name) => taken.has(sameName(name)))) number++
  numbers.set(first, number)
  const free = names(number)
  for (const name of free) taken.add(sameName(name))
  return free.map((name) => join(folder, name))
}

/**
 * SHA-256 of all that an output's bytes depend on: the recipe without its names, and the photo.
 * @returns one digest a file, in the order of `PlannedPhoto.targets`
 */
export function jobsOf(recipe: Recipe, photo: { readonly sha256: string; readonly damaged: boolean }): string[] {
  const { model, patches, colour, gate, threshold, automatic, clean, limit, contiguous, scale, outputs, figures } = recipe
  const common = { model, patches, learned: colour?.learned, gate, threshold, automatic, clean, limit, contiguous, photo }
  const items = [...outputs.map(({ options }) => ({ options })), ...figures.map(({ format }) => ({ format, scale }))]
  return items.map((item) => sha256Hex(stable({ ...common, ...item })))
}

/** JSON whose keys are sorted: recipes that say the same in another order are the same. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

/** The same for a photo's row in a table, of which the colour's name and the scale are part. */
export function rowJobOf(recipe: Recipe, photo: { readonly sha256: string; readonly damaged: boolean }, mmPerPixel: number | null): string {
  const { model, patches, colour, gate, threshold, automatic, clean, limit, contiguous } = recipe
  const { name, learned } = colour ?? {}
  const row = { row: 1, model, patches, name, learned, gate, threshold, automatic, clean, limit, contiguous, mmPerPixel, photo }
  return sha256Hex(stable(row))
}
