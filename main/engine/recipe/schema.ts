/**
 * A recipe (`.chromapatch.json`): all that gives the same bytes from the same photo. Names of photos and outputs, never
 * a path: a recipe is passed on. `format` is this schema's own version; each operation has one of its own.
 */
import * as v from 'valibot'
import { ExportOptions, FigureFormat, Patch, PATCHES_MAX, Segmentation, STEPS_MAX } from '../../../contract/contract'
import { RecipeScale } from '../../../contract/exports'
import { isPlainName } from '../../../contract/file-names'
import { Gate } from '../../../contract/gate'
import { Learned } from '../../../contract/learned'

export const RECIPE_FORMAT = 3
export const RECIPE_ENDING = '.chromapatch.json'

const version = v.pipe(v.number(), v.integer(), v.minValue(1))
const id = v.pipe(v.string(), v.maxLength(32))
const values = v.record(id, v.union([v.number(), v.boolean(), v.pipe(v.string(), v.maxLength(64))]))
const isNoFolder = v.regex(/^(?!\.{1,2}$)/)
/** An output's name: no folder, no separator of any system. `{name}` stands for the photo's, without its ending. */
const fileName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(255),
  v.check(isPlainName, 'a plain name, which no system hides or reserves'),
)
/** As the photo's own system allows it: line breaks and backslashes are letters on some (see `besideRecipe`). */
const photoName = v.pipe(v.string(), v.minLength(1), v.maxLength(255), v.regex(/^[^/\u0000]+$/), isNoFolder)

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
/** A colour by its numbers, and where it was learned: a note, which changes no result. */
export const LearnedColour = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  learned: Learned,
  on: v.pipe(
    v.array(v.strictObject({ photo: photoName, sha256, patches: v.pipe(v.array(Patch), v.maxLength(PATCHES_MAX)) })),
    v.maxLength(256),
  ),
})
export type LearnedColour = v.InferOutput<typeof LearnedColour>

export const Recipe = v.strictObject({
  kind: v.literal('chromapatch recipe'),
  format: v.literal(RECIPE_FORMAT),
  /** The application that wrote it, for people. */
  application: v.pipe(v.string(), v.maxLength(40)),
  model: v.strictObject({ id, version, parameters: values }),
  /** Where the colour is learned anew in each photo; none where `colour` holds its numbers. */
  patches: v.pipe(v.array(Patch), v.maxLength(PATCHES_MAX)),
  colour: v.optional(LearnedColour),
  gate: v.optional(Gate),
  threshold: v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(1e9)),
  automatic: Segmentation.entries.automatic,
  clean: v.pipe(
    v.array(v.strictObject({ id, version, parameters: v.record(id, v.number()), enabled: v.optional(v.boolean()) })),
    v.maxLength(STEPS_MAX),
  ),
  limit: Segmentation.entries.limit,
  contiguous: Segmentation.entries.contiguous,
  outputs: v.pipe(v.array(v.strictObject({ name: fileName, options: ExportOptions })), v.maxLength(32)),
  figures: v.pipe(v.array(v.strictObject({ name: fileName, format: FigureFormat })), v.maxLength(16)),
  scale: RecipeScale,
  /** What it was made on: SHA-256 of the file's bytes. */
  inputs: v.pipe(v.array(v.strictObject({ name: photoName, sha256 })), v.maxLength(1)),
})

export type Recipe = v.InferOutput<typeof Recipe>
