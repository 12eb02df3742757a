/** How a mask is made: schemas of the contract. */
import * as v from 'valibot'
import { Region } from './documents'
import { Gate, HandModel } from './gate'
import { Learned } from './learned'
import { finite, integer, SIDE_MAX } from './numbers'

/** As many patches as a mask is made from, and as many clean-up steps as it goes through. */
export const PATCHES_MAX = 64
export const STEPS_MAX = 32
/** Corners of a lasso: more than enough for a line drawn by hand. */
export const CORNERS_MAX = 1_000
/** Values of a model or a step: more than any has. */
const VALUES_MAX = 32
const name = v.pipe(v.string(), v.maxLength(32))
/**
 * What of its box a patch or a region holds, where that is not all: the pixels whose centres lie in the ellipse that touches the
 * box's sides, or inside of a closed line through points (x, y, x, y …, in pixels of the photo; even-odd).
 */
export const Shape = v.variant('kind', [
  v.strictObject({ kind: v.literal('ellipse') }),
  v.strictObject({
    kind: v.literal('lasso'),
    points: v.pipe(
      v.array(integer(-SIDE_MAX, SIDE_MAX)),
      v.minLength(6),
      v.maxLength(2 * CORNERS_MAX),
      v.check((points) => points.length % 2 === 0, 'an x and a y for each corner'),
    ),
  }),
])
/** A patch may be asked for outside of the photo: the engine answers PATCH_OUTSIDE, in words. */
export const Patch = v.strictObject({
  x: integer(-SIDE_MAX, SIDE_MAX),
  y: integer(-SIDE_MAX, SIDE_MAX),
  w: integer(0, SIDE_MAX),
  h: integer(0, SIDE_MAX),
  role: v.picklist(['add', 'subtract']),
  /** For the model `classes`, what a patch that adds is a patch of; all without a name are of one class. */
  class: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(40))),
  /** A rectangle when left out. */
  shape: v.optional(Shape),
  /** The patch's Gaussian as the user set it, for the models that fit one; measured when left out. */
  hand: v.optional(HandModel),
})
/** A clean-up step: its id and values are checked again by its declaration in the engine; those left out take their defaults. */
export const CleanStep = v.strictObject({
  id: name,
  parameters: v.pipe(v.record(name, v.number()), v.maxEntries(VALUES_MAX)),
  /** Switched off, a step stays in the list and does nothing. On when left out. */
  enabled: v.optional(v.boolean()),
})

/** Model ids and parameters are checked again by the operation's own declaration in the engine. */
export const Segmentation = v.strictObject({
  model: name,
  parameters: v.pipe(v.record(name, v.union([v.number(), v.boolean(), v.pipe(v.string(), v.maxLength(64))])), v.maxEntries(VALUES_MAX)),
  /** None are needed where the model is a gate, or its numbers were learned before. */
  patches: v.pipe(v.array(Patch), v.maxLength(PATCHES_MAX)),
  /** The numbers of a colour that was learned before, in place of patches, of which there are then none. */
  learned: v.optional(Learned),
  /** For the model `gate`, which needs one; others leave it unread. */
  gate: v.optional(Gate),
  /** In the unit of the model's score; mask where score > threshold. */
  threshold: finite(0, 1e9),
  /** True where the model is to find the threshold in the photo, which `classes` does; the number is then unread. */
  automatic: v.optional(v.boolean()),
  /** What is done to the mask afterwards, in order; nothing when left out. Score maps do not know of it. */
  clean: v.optional(v.pipe(v.array(CleanStep), v.maxLength(STEPS_MAX))),
  /** Outside of it nothing is mask, whatever the steps do. */
  limit: v.optional(v.strictObject({ ...Region.entries, shape: v.optional(Shape) })),
  /** Only what hangs together with a patch that adds, by edges or corners; before the steps. */
  contiguous: v.optional(v.boolean()),
})

export type Shape = v.InferOutput<typeof Shape>
export type Patch = v.InferOutput<typeof Patch>
export type CleanStep = v.InferOutput<typeof CleanStep>
export type Segmentation = v.InferOutput<typeof Segmentation>
