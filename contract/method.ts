/** Pictures of the method's own steps: what a window asks and what it is told. */
import * as v from 'valibot'

const METHOD_PICTURES = ['r', 'g', 'likelihood-r', 'likelihood-g', 'product', 'back-projection'] as const
/** `r`, `g`: chromaticity, of any photo. The likelihoods are those of an ellipse model, the last is a back-projection's. */
export const MethodPicture = v.picklist(METHOD_PICTURES)

/** Pixels: a byte a pixel, even steps from `low` at 0 (at 1 with `missing`) to `high` at 255; values beyond are at the ends. */
export const PictureScale = v.strictObject({
  width: v.number(),
  height: v.number(),
  low: v.number(),
  high: v.number(),
  /** True where 0 stands for a pixel that has no value, such as black, which has no chromaticity. */
  missing: v.boolean(),
})

/** Pixels that only the first of two models selects, only the second, and both: at full size. */
export const Disagreement = v.strictObject({ first: v.number(), second: v.number(), both: v.number() })

export type MethodPicture = v.InferOutput<typeof MethodPicture>
export type PictureScale = v.InferOutput<typeof PictureScale>
export type Disagreement = v.InferOutput<typeof Disagreement>

/** The value that a byte of a picture stands for; null for none. */
export function valueOfByte(byte: number, { low, high, missing }: Pick<PictureScale, 'low' | 'high' | 'missing'>): number | null {
  if (missing && byte === 0) return null
  const first = missing ? 1 : 0
  return low + ((byte - first) / (255 - first)) * (high - low)
}
