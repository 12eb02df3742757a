/**
 * A colour that was learned once, as numbers: the model's id and version, and the numbers of each class. Where it was
 * learned is a note beside it. Whoever has the numbers scores any photo the same way, without the one they come from.
 */
import * as v from 'valibot'
import { finite, integer } from './numbers'

export const CLASSES_MAX = 64
/** More than any binning or table has entries. */
const ENTRIES_MAX = 2 ** 18
const amount = integer(0, 2 ** 48)
const entries = v.pipe(v.array(integer(0, ENTRIES_MAX)), v.maxLength(ENTRIES_MAX))

/** The moments of a patch's chromaticity: what ellipse models are fitted to. */
const Moments = v.strictObject({
  kind: v.literal('moments'),
  pixels: amount,
  /** Means of r and g, and var r, cov, var g: population, in float64. */
  mean: v.tuple([finite(-2, 2), finite(-2, 2)]),
  covariance: v.tuple([finite(0, 4), finite(-4, 4), finite(0, 4)]),
})
/** A histogram: what back-projections are fitted to. Entries that are 0 are left out. */
const Counts = v.strictObject({
  kind: v.literal('counts'),
  binning: v.variant('kind', [
    v.strictObject({ kind: v.literal('hue') }),
    v.strictObject({ kind: v.literal('rg'), bins: integer(1, 512) }),
  ]),
  at: entries,
  counts: v.pipe(v.array(amount), v.maxLength(ENTRIES_MAX)),
})
/** Values over a grid of cells, such as densities; cells that are left out have the value `rest`. Axes are the model's own. */
const Table = v.strictObject({
  kind: v.literal('table'),
  axes: v.pipe(v.array(integer(1, 4096)), v.minLength(1), v.maxLength(4)),
  at: entries,
  values: v.pipe(v.array(finite(-1e12, 1e12)), v.maxLength(ENTRIES_MAX)),
  rest: finite(-1e12, 1e12),
})

export const LearnedNumbers = v.variant('kind', [Moments, Counts, Table])
export const LearnedClass = v.strictObject({
  name: v.pipe(v.string(), v.maxLength(80)),
  role: v.picklist(['add', 'subtract']),
  /** Mean sRGB of the pixels it was learned on, 0 … 255: for a swatch, and to tell when the light is another. */
  colour: v.tuple([finite(0, 255), finite(0, 255), finite(0, 255)]),
  numbers: LearnedNumbers,
})
export const Learned = v.strictObject({
  /** Of the model whose numbers these are. */
  version: integer(1, 1_000_000),
  classes: v.pipe(v.array(LearnedClass), v.maxLength(CLASSES_MAX)),
  /** The share of the photo that it selected where it was learned, 0 … 1; null where nobody measured it. */
  share: v.nullable(finite(0, 1)),
})

export type LearnedNumbers = v.InferOutput<typeof LearnedNumbers>
export type LearnedClass = v.InferOutput<typeof LearnedClass>
export type Learned = v.InferOutput<typeof Learned>
