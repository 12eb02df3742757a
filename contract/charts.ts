/** What the charts ask for, and how a chart leaves the window. */
import * as v from 'valibot'
import { integer } from './numbers'

export const PLANE_BINS_MIN = 10
export const PLANE_BINS_MAX = 400

export const PlaneBins = integer(PLANE_BINS_MIN, PLANE_BINS_MAX)
/** `unit`: [0, 1]. `data`: from the least to the greatest r and g that the photo has, as the published code has it. */
export const PlaneRange = v.picklist(['unit', 'data'])
const Span = v.tuple([v.number(), v.number()])
/**
 * A 2-D histogram of chromaticity, r-major, by numpy's rule. The bytes that come with it: `bins`² counts of 32 bits, then
 * the mean colour of each cell, red, green, blue; black cells are empty ones.
 */
export const ChromaticityPlane = v.strictObject({
  bins: v.number(),
  r: Span,
  g: Span,
  /** How many pixels were counted: those that are not black. */
  pixels: v.number(),
})
/** Pixels by OpenCV's 8-bit hue, 180 counts each; nothing of the patch without one. */
export const HueCounts = v.strictObject({ photo: v.array(v.number()), patch: v.array(v.number()) })

/** In characters; a PNG crosses as base64. */
export const CHART_LIMIT = 24 * 1024 * 1024
/** The chart's own name: what the file is called after the photo's. */
export const ChartName = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))
const content = v.pipe(v.string(), v.maxLength(CHART_LIMIT))
/** A picture, a drawing without script or reference, or a table. */
export const ChartContent = v.variant('kind', [
  v.strictObject({ kind: v.literal('png'), content: v.pipe(content, v.regex(/^iVBORw0KGgo[A-Za-z0-9+/]*={0,2}$/)) }),
  v.strictObject({
    kind: v.literal('svg'),
    content: v.pipe(
      content,
      v.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'),
      v.regex(/^(?![^]*(<script|<foreignObject|<!|href|\son\w+\s*=))/i),
    ),
  }),
  // A spreadsheet takes a cell that begins like a formula for one.
  v.strictObject({ kind: v.literal('csv'), content: v.pipe(content, v.regex(/^(?![^]*(?:^|[\n,])"?[=@+\t\r])/)) }),
])

export type PlaneRange = v.InferOutput<typeof PlaneRange>
export type ChromaticityPlane = v.InferOutput<typeof ChromaticityPlane>
export type HueCounts = v.InferOutput<typeof HueCounts>
export type ChartContent = v.InferOutput<typeof ChartContent>
