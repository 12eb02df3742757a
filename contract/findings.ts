/** What is found of patches, scores and masks: schemas of the contract. */
import * as v from 'valibot'
import { Region, View } from './documents'

export const PatchStatistics = v.strictObject({
  x: v.number(),
  y: v.number(),
  w: v.number(),
  h: v.number(),
  role: v.picklist(['add', 'subtract']),
  /** Pixels that have a chromaticity: those of the patch less its black ones. */
  pixels: v.number(),
  meanR: v.number(),
  meanG: v.number(),
  /** Population standard deviation (ddof 0), before the floor is applied. */
  stdR: v.number(),
  stdG: v.number(),
  covariance: v.tuple([v.tuple([v.number(), v.number()]), v.tuple([v.number(), v.number()])]),
  /** True where a deviation was below 1/765 and the floor was used instead. */
  floored: v.boolean(),
  /** Usable pixels with a channel at 255. */
  clipped: v.number(),
  /** Usable pixels with R + G + B under 48. */
  dark: v.number(),
  /** Left out: black ones, which have no chromaticity, and those that the model's options leave out. */
  black: v.number(),
  leftOut: v.number(),
  /** Mean sRGB of the patch, 0..255, for the swatch. */
  meanColour: v.tuple([v.number(), v.number(), v.number()]),
})

/** How a byte of a score map reads: see core/kernels/score-map.ts. */
export const ScoreScale = v.variant('kind', [
  v.strictObject({ kind: v.literal('distance'), peak: v.number() }),
  v.strictObject({ kind: v.literal('byte') }),
])

export const Segmented = v.strictObject({
  patches: v.array(PatchStatistics),
  scale: ScoreScale,
  /** Size of the byte map that arrives on the pixel port. */
  width: v.number(),
  height: v.number(),
  /** The threshold at which this map is exact, pixel by pixel, where level = 0. */
  exactAt: v.number(),
  /** The threshold that the model finds in the photo; null for models that find none. */
  chosen: v.nullable(v.number()),
  warnings: v.array(v.string()),
})

/** Pixels of the whole photo by class, in the order in which the patches name them; with `none` they are all of it. */
export const ClassShares = v.strictObject({
  none: v.number(),
  classes: v.array(v.strictObject({ name: v.string(), pixels: v.number() })),
})

export const CleanedMask = v.strictObject({
  width: v.number(),
  height: v.number(),
  /** True where the mask has values between yes and no. */
  soft: v.boolean(),
  /** Of the whole photo; of a soft mask, those that are more than half in it. Null of a draft, which is not counted. */
  pixels: v.nullable(v.number()),
  /** The view that was asked for; that of a draft may be coarser. */
  view: View,
})

/** An object of a mask: pixels that hang together by edges or corners. Lengths in pixels; a pixel's centre is at whole numbers. */
export const MeasuredObject = v.strictObject({
  /** 1 for the largest by net area. */
  number: v.number(),
  /** With all that lies in its holes. */
  area: v.number(),
  netArea: v.number(),
  box: Region,
  centre: v.tuple([v.number(), v.number()]),
  perimeter: v.number(),
  /** Mean sRGB, 0..255. */
  colour: v.tuple([v.number(), v.number(), v.number()]),
  touchesBorder: v.boolean(),
})
export const Measured = v.strictObject({
  pixels: v.number(),
  fraction: v.number(),
  /** How many there are; `objects` has the largest of them. */
  count: v.number(),
  objects: v.array(MeasuredObject),
})
/** Where the mask's area lies in 95 of 100 patches like this one, in pixels: a bootstrap over the patch's pixels. */
export const AreaInterval = v.strictObject({ low: v.number(), high: v.number(), resamples: v.number() })
/** A patch that is found for the user: a main colour of the photo, where it is most even. */
export const SuggestedPatch = v.strictObject({
  region: Region,
  /** Mean sRGB of the region, 0..255. */
  colour: v.array(v.number()),
  /** Of the photo's pixels, about. */
  share: v.number(),
})
export const Histograms = v.strictObject({
  bins: v.number(),
  photo: v.strictObject({ r: v.array(v.number()), g: v.array(v.number()) }),
  patch: v.strictObject({ r: v.array(v.number()), g: v.array(v.number()) }),
})

export type PatchStatistics = v.InferOutput<typeof PatchStatistics>
export type ScoreScale = v.InferOutput<typeof ScoreScale>
export type Segmented = v.InferOutput<typeof Segmented>
export type CleanedMask = v.InferOutput<typeof CleanedMask>
export type MeasuredObject = v.InferOutput<typeof MeasuredObject>
export type Measured = v.InferOutput<typeof Measured>
export type AreaInterval = v.InferOutput<typeof AreaInterval>
export type SuggestedPatch = v.InferOutput<typeof SuggestedPatch>
export type Histograms = v.InferOutput<typeof Histograms>
export type ClassShares = v.InferOutput<typeof ClassShares>
