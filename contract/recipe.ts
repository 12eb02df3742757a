/** A recipe as the window is told of it. */
import * as v from 'valibot'
import { Grant } from './documents'
import { ExportItem, RecipeScale } from './exports'
import { Segmentation } from './segmentation'

/** What a recipe says, for the window: `photo` is the name of what it was made on, `beside` that file where it lies beside the recipe. */
export const OpenedRecipe = v.strictObject({
  name: v.string(),
  segmentation: Segmentation,
  items: v.array(ExportItem),
  scale: RecipeScale,
  photo: v.nullable(v.string()),
  /** Of the bytes of that photo. */
  sha256: v.nullable(v.string()),
  beside: v.nullable(Grant),
})

export type OpenedRecipe = v.InferOutput<typeof OpenedRecipe>
