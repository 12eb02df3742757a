/**
 * A gate over cells of the (r, g) plane: for each whether all of it lies inside, all outside, or whether its pixels
 * have to be looked at one by one. What is in doubt counts as mixed, so a cell's word is always the definition's.
 */
import { crossing, edgesOf, ellipseDistance, gateTest, isInside, type ChromaticityGate, type Edge, type GateTest } from './definition'

/** Cells a side; a power of two, so that a chromaticity times this is exact. */
export const GATE_CELLS = 256
export const INSIDE = 255
/** Even, unlike INSIDE: the compiled kernel counts odd bytes. */
export const MIXED = 2
/** Far beyond what float64 is off by, far below the distance of two chromaticities. */
const MARGIN = 1e-9
const SIDE = 1 / GATE_CELLS

/** A byte a cell, r-major: 0, INSIDE or MIXED. A cell has its edges, on either side. */
export function gateCells(gate: ChromaticityGate): Uint8Array {
  return gate.kind === 'polygon' ? polygonCells(edgesOf(gate.points)) : smoothCells(gate)
}

/** As `gateTest`; of a polygon only the edges at the height of the point are looked at. */
export function quickGateTest(gate: ChromaticityGate): GateTest {
  if (gate.kind !== 'polygon') return gateTest(gate)
  const edges = edgesOf(gate.points)
  const rows = Array.from({ length: GATE_CELLS }, (_, j) =>
    edges.filter(([, g0, , g1]) => Math.min(g0, g1) <= (j + 1) * SIDE && Math.max(g0, g1) >= j * SIDE),
  )
  return (r, g) => isInside(rows[Math.min(GATE_CELLS - 1, Math.floor(g * GATE_CELLS))]!, r, g)
}

function smoothCells(gate: Exclude<ChromaticityGate, { kind: 'polygon' }>): Uint8Array {
  const of = gate.kind === 'rectangle' ? rectangleCell(gate) : ellipseCell(gate)
  return Uint8Array.from({ length: GATE_CELLS ** 2 }, (_, cell) => of(Math.floor(cell / GATE_CELLS) * SIDE, (cell % GATE_CELLS) * SIDE))
}

function rectangleCell({ r, g }: Extract<ChromaticityGate, { kind: 'rectangle' }>): (r0: number, g0: number) => number {
  const along = (low: number, [from, to]: readonly [number, number]) => {
    if (low - MARGIN > from && low + SIDE + MARGIN < to) return INSIDE
    return low + SIDE + MARGIN < from || low - MARGIN > to ? 0 : MIXED
  }
  return (r0, g0) => {
    const both = [along(r0, r), along(g0, g)]
    if (both.includes(0)) return 0
    return both.includes(MIXED) ? MIXED : INSIDE
  }
}

/** The distance is a norm: within a cell it differs from the centre's by no more than that of half a diagonal. */
function ellipseCell(gate: Extract<ChromaticityGate, { kind: 'ellipse' }>): (r0: number, g0: number) => number {
  const distance = ellipseDistance(gate)
  const [r, g] = gate.centre
  const half = SIDE / 2 + MARGIN
  const reach = Math.sqrt(Math.max(distance(r + half, g + half), distance(r + half, g - half))) * (1 + MARGIN)
  return (r0, g0) => {
    const at = Math.sqrt(distance(r0 + SIDE / 2, g0 + SIDE / 2))
    if (at + reach < 1 - MARGIN) return INSIDE
    return at - reach > 1 + MARGIN * (1 + at) ? 0 : MIXED
  }
}

function polygonCells(edges: readonly Edge[]): Uint8Array {
  const cells = new Uint8Array(GATE_CELLS ** 2)
  // Cells that no edge touches are inside or outside as their centre is: the crossings left of it, row by row.
  for (let j = 0; j < GATE_CELLS; j++) {
    const g = (j + 0.5) * SIDE
    const crossings = edges.filter(([, g0, , g1]) => g0 > g !== g1 > g).map(([r0, g0, r1, g1]) => crossing(r0, g0, r1, g1, g))
    crossings.sort((a, b) => a - b)
    for (let i = 0, passed = 0; i < GATE_CELLS; i++) {
      while (passed < crossings.length && crossings[passed]! <= (i + 0.5) * SIDE) passed++
      if ((crossings.length - passed) % 2 === 1) cells[i * GATE_CELLS + j] = INSIDE
    }
  }
  for (const edge of edges) markEdge(cells, edge)
  return cells
}

/** Every cell that an edge touches, column of r by column, is mixed. */
function markEdge(cells: Uint8Array, [r0, g0, r1, g1]: Edge): void {
  const [low, high] = [Math.min(r0, r1), Math.max(r0, r1)]
  for (let i = cellOf(low - MARGIN); i <= cellOf(high + MARGIN); i++) {
    const ends = [i * SIDE - MARGIN, (i + 1) * SIDE + MARGIN].map((r) => {
      const share = r1 === r0 ? 0 : (Math.min(high, Math.max(low, r)) - r0) / (r1 - r0)
      return g0 + share * (g1 - g0)
    })
    // A steep edge has all of its heights in one column.
    const heights = high - low < 4 * MARGIN ? [g0, g1] : ends
    const slack = MARGIN * (1 + Math.abs((g1 - g0) / Math.max(high - low, MARGIN)))
    const [bottom, top] = [Math.min(...heights) - slack, Math.max(...heights) + slack]
    for (let j = cellOf(Math.max(bottom, Math.min(g0, g1) - MARGIN)); j <= cellOf(Math.min(top, Math.max(g0, g1) + MARGIN)); j++) {
      cells[i * GATE_CELLS + j] = MIXED
    }
  }
}

const cellOf = (value: number): number => Math.min(GATE_CELLS - 1, Math.max(0, Math.floor(value * GATE_CELLS)))
