/** Shapes in the (r, g) plane that are models by themselves, and Gaussians that were changed by hand: what crosses of them. */
import * as v from 'valibot'
import { finite } from './numbers'

/** A shape may reach beyond the plane, in which chromaticities are 0..1. */
const Coordinate = finite(-1, 2)
const Radius = finite(1e-6, 3)

/** A polygon of more points is drawn with fewer before it is sent. */
export const POLYGON_POINTS_MAX = 256

/** A gate of the (r, g) plane; what lies inside is said in core/scorers/gate/definition.ts. */
export const Gate = v.variant('kind', [
  v.strictObject({ kind: v.literal('rectangle'), r: v.tuple([Coordinate, Coordinate]), g: v.tuple([Coordinate, Coordinate]) }),
  v.strictObject({
    kind: v.literal('ellipse'),
    centre: v.tuple([Coordinate, Coordinate]),
    radii: v.tuple([Radius, Radius]),
    /** From the axis of r towards that of g, to the first radius, in degrees. */
    angle: finite(-360, 360),
  }),
  v.strictObject({
    kind: v.literal('polygon'),
    points: v.pipe(v.array(v.tuple([Coordinate, Coordinate])), v.minLength(3), v.maxLength(POLYGON_POINTS_MAX)),
  }),
])
export type Gate = v.InferOutput<typeof Gate>

/** A Gaussian that takes the place of the one measured on a patch: means and standard deviations of r and g, and their correlation. */
export const HandModel = v.strictObject({
  meanR: finite(0, 1),
  meanG: finite(0, 1),
  stdR: finite(1e-6, 1),
  stdG: finite(1e-6, 1),
  correlation: finite(-0.9999, 0.9999),
})
export type HandModel = v.InferOutput<typeof HandModel>
