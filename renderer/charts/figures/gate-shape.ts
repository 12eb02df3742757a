/** Gates as they are drawn with the pointer or moved with the keys. Pure; coordinates are chromaticities. */
import { POLYGON_POINTS_MAX, type Gate } from '../../../contract/gate'
import type { ChartPoint } from './figure'

export type GateTool = Gate['kind']

const CORNERS = 72
/** An ellipse's, and the least that a rectangle is wide. */
export const LEAST_RADIUS = 1e-4
/** A corner that lies nearer to the line of the others than this is none: what is left can be dragged one by one. */
const STRAIGHT = 0.004
/** Chromaticities of a photo lie at least 1/765² apart, far below this; a written gate stays short. */
export const tidy = (value: number) => Math.min(2, Math.max(-1, Number(value.toFixed(4))))
const pair = ({ x, y }: ChartPoint): [number, number] => [tidy(x), tidy(y)]

/** The gate of a drag along `path`; null while it has no inside. */
export function drawnGate(tool: GateTool, path: readonly ChartPoint[]): Gate | null {
  const [from, to] = [path[0], path.at(-1)]
  if (!from || !to) return null
  const [[x0, y0], [x1, y1]] = [pair(from), pair(to)]
  if (tool === 'polygon') {
    const corners = simplified(path)
    const points = thinned(corners.length < 3 ? path : corners).map(pair)
    return points.length < 3 ? null : { kind: 'polygon', points }
  }
  if (x0 === x1 || y0 === y1) return null
  if (tool === 'rectangle') return { kind: 'rectangle', r: [Math.min(x0, x1), Math.max(x0, x1)], g: [Math.min(y0, y1), Math.max(y0, y1)] }
  const middle = (a: number, b: number) => tidy((a + b) / 2)
  return { kind: 'ellipse', centre: [middle(x0, x1), middle(y0, y1)], radii: [Math.max(LEAST_RADIUS, tidy(Math.abs(x1 - x0) / 2)), Math.max(LEAST_RADIUS, tidy(Math.abs(y1 - y0) / 2))], angle: 0 } // prettier-ignore
}

/** Ramer, Douglas and Peucker: the corners that the path cannot do without. */
function simplified(path: readonly ChartPoint[]): ChartPoint[] {
  const [first, last] = [path[0], path.at(-1)]
  if (!first || !last || path.length < 3) return [...path]
  const [dx, dy] = [last.x - first.x, last.y - first.y]
  const length = Math.hypot(dx, dy)
  const off = ({ x, y }: ChartPoint) =>
    length === 0 ? Math.hypot(x - first.x, y - first.y) : Math.abs((x - first.x) * dy - (y - first.y) * dx) / length
  const distances = path.map(off)
  const furthest = distances.reduce((best, distance, i) => (distance > distances[best]! ? i : best), 0)
  if (distances[furthest]! <= STRAIGHT) return [first, last]
  return [...simplified(path.slice(0, furthest + 1)).slice(0, -1), ...simplified(path.slice(furthest))]
}

/** As many points as cross, evenly taken; none twice in a row. */
function thinned(path: readonly ChartPoint[]): ChartPoint[] {
  const points = path.filter((point, i) => i === 0 || point.x !== path[i - 1]!.x || point.y !== path[i - 1]!.y)
  if (points.length <= POLYGON_POINTS_MAX) return points
  return Array.from({ length: POLYGON_POINTS_MAX }, (_, i) => points[Math.floor((i * points.length) / POLYGON_POINTS_MAX)]!)
}

/** Of a rectangle and a lasso their corners; of an ellipse the ends of its two axes, the first ones first. */
export function gateCorners(gate: Gate): ChartPoint[] {
  if (gate.kind === 'ellipse') return [0, 1, 2, 3].map((quarter) => onEllipse(gate, (quarter * Math.PI) / 2))
  if (gate.kind === 'polygon') return gate.points.map(([x, y]) => ({ x, y }))
  const [[x0, x1], [y0, y1]] = [gate.r, gate.g]
  return [{ x: x0, y: y0 }, { x: x1, y: y0 }, { x: x1, y: y1 }, { x: x0, y: y1 }] // prettier-ignore
}

export function gateOutline(gate: Gate): ChartPoint[] {
  if (gate.kind !== 'ellipse') return gateCorners(gate)
  return Array.from({ length: CORNERS }, (_, i) => onEllipse(gate, (2 * Math.PI * i) / CORNERS))
}

/** `at` goes round the ellipse, from the end of its first axis. */
function onEllipse({ centre, radii, angle }: Extract<Gate, { kind: 'ellipse' }>, at: number): ChartPoint {
  const turned = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(turned), Math.sin(turned)]
  const [u, v] = [radii[0] * Math.cos(at), radii[1] * Math.sin(at)]
  return { x: centre[0] + u * cos - v * sin, y: centre[1] + u * sin + v * cos }
}

/** As far as a gate may reach: it stops there as it is, and is not pressed flat. */
export function movedGate(gate: Gate, dr: number, dg: number): Gate {
  const corners = gate.kind === 'ellipse' ? [{ x: gate.centre[0], y: gate.centre[1] }] : gateCorners(gate)
  const mover = (axis: 'x' | 'y', by: number) => {
    const values = corners.map((corner) => corner[axis])
    const most = Math.min(2 - Math.max(...values), Math.max(-1 - Math.min(...values), by))
    return (value: number) => tidy(value + most)
  }
  const [r, g] = [mover('x', dr), mover('y', dg)]
  if (gate.kind === 'rectangle') return { ...gate, r: [r(gate.r[0]), r(gate.r[1])], g: [g(gate.g[0]), g(gate.g[1])] }
  if (gate.kind === 'ellipse') return { ...gate, centre: [r(gate.centre[0]), g(gate.centre[1])] }
  return { ...gate, points: gate.points.map(([x, y]) => [r(x), g(y)]) }
}

/** Larger or smaller about its middle, along r and along g. */
export function scaledGate(gate: Gate, byR: number, byG: number): Gate {
  if (gate.kind === 'ellipse')
    return { ...gate, radii: [Math.max(LEAST_RADIUS, tidy(gate.radii[0] * byR)), Math.max(LEAST_RADIUS, tidy(gate.radii[1] * byG))] }
  const points = gateOutline(gate)
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2
  const [r, g] = [middle(points.map(({ x }) => x)), middle(points.map(({ y }) => y))]
  const [x, y] = [(value: number) => tidy(r + (value - r) * byR), (value: number) => tidy(g + (value - g) * byG)]
  if (gate.kind === 'rectangle') return { ...gate, r: [x(gate.r[0]), x(gate.r[1])], g: [y(gate.g[0]), y(gate.g[1])] }
  return { ...gate, points: gate.points.map(([px, py]) => [x(px), y(py)]) }
}
