/**
 * Gates of the (r, g) plane, as in flow cytometry: what lies inside of a drawn shape. This file is
 * the definition, in float64; the compiled kernels look most pixels up by cell and come here for those near the outline.
 */

/** Coordinates are [r, g]. */
export type ChromaticityGate =
  /** Both ends belong to it. */
  | { readonly kind: 'rectangle'; readonly r: readonly [number, number]; readonly g: readonly [number, number] }
  /** The outline belongs to it. `angle`, in degrees, goes from the axis of r towards that of g, to the first radius. */
  | {
      readonly kind: 'ellipse'
      readonly centre: readonly [number, number]
      readonly radii: readonly [number, number]
      readonly angle: number
    }
  /** Closed by itself; where it crosses itself the even-odd rule holds. */
  | { readonly kind: 'polygon'; readonly points: readonly (readonly [number, number])[] }

export type GateTest = (r: number, g: number) => boolean
/** From (r0, g0) to (r1, g1). */
export type Edge = readonly [r0: number, g0: number, r1: number, g1: number]

/** Whether a chromaticity lies in the gate. The order of the operations is part of the definition. */
export function gateTest(gate: ChromaticityGate): GateTest {
  switch (gate.kind) {
    case 'rectangle': {
      const [r0, r1] = gate.r
      const [g0, g1] = gate.g
      return (r, g) => r >= r0 && r <= r1 && g >= g0 && g <= g1
    }
    case 'ellipse': {
      const distance = ellipseDistance(gate)
      return (r, g) => distance(r, g) <= 1
    }
    case 'polygon': {
      const edges = edgesOf(gate.points)
      return (r, g) => isInside(edges, r, g)
    }
  }
}

/** The squared distance from the centre in units of the radii: 1 on the outline. */
export function ellipseDistance({
  centre,
  radii,
  angle,
}: Extract<ChromaticityGate, { kind: 'ellipse' }>): (r: number, g: number) => number {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  const [first, second] = radii
  return (r, g) => {
    const dr = r - centre[0]
    const dg = g - centre[1]
    const u = (dr * cos + dg * sin) / first
    const v = (dg * cos - dr * sin) / second
    return u * u + v * v
  }
}

export function edgesOf(points: readonly (readonly [number, number])[]): Edge[] {
  return points.map(([r, g], i) => {
    const [r0, g0] = points[i === 0 ? points.length - 1 : i - 1]!
    return [r0, g0, r, g]
  })
}

/**
 * Even-odd: a ray from the point towards greater r crosses an odd number of edges. An edge takes its lower
 * end and leaves its upper one, so that a ray through a corner crosses once; a point on an edge is outside of what
 * lies to its right, so that gates side by side share no point.
 */
export function isInside(edges: readonly Edge[], r: number, g: number): boolean {
  let inside = false
  for (const [r0, g0, r1, g1] of edges) {
    if (g0 > g !== g1 > g && r < crossing(r0, g0, r1, g1, g)) inside = !inside
  }
  return inside
}

/** The r at which an edge has this g. */
export function crossing(r0: number, g0: number, r1: number, g1: number, g: number): number {
  return ((r1 - r0) * (g - g0)) / (g1 - g0) + r0
}
