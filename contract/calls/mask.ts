/** The mask of an open photo: seen, cleaned and measured. */
import * as v from 'valibot'
import { DocumentId, JobId, View } from '../documents'
import { AreaInterval, ClassShares, CleanedMask, Measured, Segmented, SuggestedPatch } from '../findings'
import { integer } from '../numbers'
import { PATCHES_MAX, Segmentation } from '../segmentation'
import { call } from './call'

export const maskCalls = {
  /**
   * Pixels: one byte per pixel of the view, higher is more alike. `letters` (A is 0) name the patches in warnings, one a
   * patch; without them the first is A.
   */
  segment: call(
    v.strictObject({
      job: JobId,
      document: DocumentId,
      segmentation: Segmentation,
      view: View,
      letters: v.optional(v.pipe(v.array(integer(0, 10_000)), v.maxLength(PATCHES_MAX))),
    }),
    Segmented,
    { engine: true, pixels: true },
  ),
  /** Area of the mask at full size. */
  measure: call(
    v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation }),
    v.strictObject({ pixels: v.number(), fraction: v.number() }),
    { engine: true },
  ),
  /**
   * The mask after its clean-up steps, as the export has it: computed at full size and kept, so that a changed step
   * costs that step. `quick`: where that takes long, a draft at a smaller size will do. Pixels: a byte a pixel of the view that
   * the reply names, how much of it the mask covers; 0 or 255 at level 0 of a hard mask.
   */
  cleanMask: call(
    v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation, view: View, quick: v.optional(v.boolean()) }),
    CleanedMask,
    { engine: true, pixels: true },
  ),
  /**
   * Which class each pixel of the cleaned mask is of, for the model `classes`. Pixels: a byte a pixel of the view, 0 for none, else the
   * number of the class in `names`, from 1 on.
   */
  labels: call(
    v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation, view: View }),
    v.strictObject({ width: v.number(), height: v.number(), names: v.array(v.string()) }),
    { engine: true, pixels: true },
  ),
  /** How much of the photo each class has, at full size after the steps. */
  classShares: call(v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation }), ClassShares, { engine: true }),
  /** The objects of the cleaned mask, the largest `most`. */
  measureObjects: call(
    v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation, most: integer(1, 10_000) }),
    Measured,
    { engine: true },
  ),
  /** The photo's main chromaticities, the largest first; the same every time. */
  suggestPatches: call(
    v.strictObject({ job: JobId, document: DocumentId, most: integer(1, 12) }),
    v.strictObject({ suggestions: v.array(SuggestedPatch) }),
    { engine: true },
  ),
  areaInterval: call(v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation }), AreaInterval, { engine: true }),
} as const
