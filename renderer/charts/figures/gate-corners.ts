/** The corners of a gate (`gateCorners`), dragged one by one. Pure; coordinates are chromaticities. */
import type { Gate } from '../../../contract/gate'
import type { ChartPoint } from './figure'
import { LEAST_RADIUS, tidy } from './gate-shape'

/** The gate with its corner `at` there; of an ellipse, the axis reaches there, and the other one turns with it. */
export function withCorner(gate: Gate, at: number, { x, y }: ChartPoint): Gate {
  const to: [number, number] = [tidy(x), tidy(y)]
  if (gate.kind === 'polygon') return { ...gate, points: gate.points.map((point, i) => (i === at ? to : point)) }
  if (gate.kind === 'rectangle') {
    const across = at === 1 || at === 2 ? 1 : 0
    const up = at >= 2 ? 1 : 0
    return { ...gate, r: dragged(gate.r, across, to[0]), g: dragged(gate.g, up, to[1]) }
  }
  const [dx, dy] = [x - gate.centre[0], y - gate.centre[1]]
  const reach = Math.max(LEAST_RADIUS, tidy(Math.hypot(dx, dy)))
  const degrees = (Math.atan2(dy, dx) * 180) / Math.PI - at * 90
  const angle = Number((((((degrees + 180) % 360) + 360) % 360) - 180).toFixed(2))
  return { ...gate, radii: at % 2 === 0 ? [reach, gate.radii[1]] : [gate.radii[0], reach], angle }
}

/** A lasso without one of its corners; null where it would have no inside, or is none. */
export function withoutCorner(gate: Gate, at: number): Gate | null {
  if (gate.kind !== 'polygon' || gate.points.length <= 3) return null
  return { ...gate, points: gate.points.filter((_, i) => i !== at) }
}

/** One end of a range is moved, and stops before the other. */
function dragged([low, high]: readonly [number, number], end: 0 | 1, to: number): [number, number] {
  return end === 0 ? [Math.min(to, tidy(high - LEAST_RADIUS)), high] : [low, Math.max(to, tidy(low + LEAST_RADIUS))]
}
