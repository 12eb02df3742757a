/** Shapes on the photo's pixel grid: a lasso through the pointer's places, a shape that follows its box, its outline as a path. Pure. */
import type { Shape } from '../../contract/contract'
import { patchBetween, type PatchBox } from './patch-geometry'
import type { Point, Size } from './viewpoint'

export interface Outlined extends PatchBox {
  readonly shape?: Shape | undefined
}

/** More corners than a hand draws are thinned: every second one goes until they fit. */
const CORNERS_MAX = 200

/** The box between two points, and an ellipse in it if so wanted. */
export function outlineBetween(from: Point, to: Point, photo: Size, round: boolean): Outlined {
  const box = patchBetween(from, to, photo)
  return round ? { ...box, shape: { kind: 'ellipse' } } : box
}

/** A closed line through the places that the pointer was at; null while it encloses nothing. */
export function lassoThrough(places: readonly Point[], photo: Size): Outlined | null {
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)))
  let corners = places.map(({ x, y }) => ({ x: within(x, photo.width), y: within(y, photo.height) }))
  corners = corners.filter(({ x, y }, i) => i === 0 || x !== corners[i - 1]!.x || y !== corners[i - 1]!.y)
  while (corners.length > CORNERS_MAX) corners = corners.filter((_, i) => i % 2 === 0)
  const twice = corners.reduce((sum, { x, y }, i) => {
    const next = corners[(i + 1) % corners.length]!
    return sum + x * next.y - next.x * y
  }, 0)
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  const [w, h] = [Math.max(...xs) - x, Math.max(...ys) - y]
  // A line that crosses itself may have no area by this sum and still hold pixels: its box tells.
  if (corners.length < 3 || w < 2 || h < 2 || Math.abs(twice) < 2) return null
  return { x, y, w, h, shape: { kind: 'lasso', points: corners.flatMap((corner) => [corner.x, corner.y]) } }
}

/** The shape of `from` when its box has become `to`: an ellipse stays one, a lasso's corners go along. */
export function shapeIn({ shape, ...from }: Outlined, to: PatchBox): Shape | undefined {
  if (shape?.kind !== 'lasso') return shape
  const [across, down] = [to.w / from.w, to.h / from.h]
  const points = shape.points.map((value, i) =>
    i % 2 === 0 ? Math.round(to.x + (value - from.x) * across) : Math.round(to.y + (value - from.y) * down),
  )
  return { kind: 'lasso', points }
}

/** The line round it, as an SVG path in pixels of the photo. */
export function outlinePath({ x, y, w, h, shape }: Outlined): string {
  if (shape === undefined) return `M${x} ${y}h${w}v${h}h${-w}z`
  if (shape.kind === 'ellipse') return `M${x} ${y + h / 2}a${w / 2} ${h / 2} 0 1 1 ${w} 0a${w / 2} ${h / 2} 0 1 1 ${-w} 0z`
  const corners = shape.points.flatMap((value, i) => (i % 2 === 0 ? [`${value} ${shape.points[i + 1]!}`] : []))
  return `M${corners.join('L')}z`
}
