import { version } from '../../../package.json'
import type { ExportOptions, FigureFormat, Segmentation } from '../../../contract/contract'
import type { RecipeScale } from '../../../contract/exports'
import { ChromapatchError } from '../../../contract/errors'
import { checkSteps } from '../mask/clean/steps'
import { checkModel } from '../mask/parameters'
import { currentVersion } from './migrate'
import { recipeFrom } from './read'
import { RECIPE_FORMAT, type LearnedColour, type Recipe } from './schema'

export interface RecipeContent {
  readonly segmentation: Segmentation
  readonly outputs: readonly { readonly name: string; readonly options: ExportOptions }[]
  readonly figures: readonly { readonly name: string; readonly format: FigureFormat }[]
  readonly scale: RecipeScale
  /** The name of a learned colour, and where it was learned. */
  readonly colour?: Pick<LearnedColour, 'name' | 'on'>
}

/** Steps as they are kept, with their versions and all their values. Those that are switched off stay in the list. */
export function stepsOf(clean: NonNullable<Segmentation['clean']>): Recipe['clean'] {
  return clean.map((step) => {
    const [checked] = checkSteps([{ ...step, enabled: true }])
    return { id: step.id, version: currentVersion(step.id)!, parameters: { ...checked!.values }, enabled: step.enabled !== false }
  })
}

/**
 * The recipe as text. Every parameter is written, those that have their default too: a default may change.
 * @throws ChromapatchError PARAMETER_INVALID for what could not be opened again.
 */
export function recipeText(
  { segmentation, outputs, figures, scale, colour = { name: 'colour', on: [] } }: RecipeContent,
  input: { name: string; sha256: string },
): string {
  const { patches, learned, gate, threshold, automatic, clean = [], limit, contiguous } = segmentation
  const { model, parameters } = checkModel(segmentation.model, segmentation.parameters, threshold)
  const recipe: Recipe = {
    kind: 'chromapatch recipe',
    format: RECIPE_FORMAT,
    application: `Chromapatch ${version}`,
    model: { id: model, version: currentVersion(model)!, parameters: { ...parameters } },
    patches: [...patches],
    ...(learned === undefined ? {} : { colour: { ...colour, learned } }),
    ...(gate === undefined ? {} : { gate }),
    threshold,
    ...(automatic === undefined ? {} : { automatic }),
    clean: stepsOf(clean),
    ...(limit === undefined ? {} : { limit }),
    ...(contiguous === undefined ? {} : { contiguous }),
    outputs: [...outputs],
    figures: [...figures],
    scale,
    inputs: [input],
  }
  const text = `${JSON.stringify(recipe, null, 2)}\n`
  recipeFrom(JSON.parse(text), (reason) => new ChromapatchError('PARAMETER_INVALID', `This cannot be kept in a recipe: ${reason}.`))
  return text
}
