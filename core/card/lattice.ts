/** Chips that stand in rows and columns: a lattice grown from one chip and two neighbours, in any turn and perspective. */
import type { Point } from '../pair/align/geometry'
import { distance, product, type Chip } from './chips'

/** A chip and its place in the lattice; columns turn into rows as x turns into y. */
export interface Member {
  readonly column: number
  readonly row: number
  readonly at: Point
}

/** The step to a neighbour in deviations of a chip: √12 with chips that touch, more by the gap and by what blur takes off a chip. */
const STEP = [3.4, 6.4] as const
/** Sizes of neighbours differ by blur and perspective alone. */
const LIKE = 2.2
const STRAIGHT = 0.35
/** How far from its expected place a neighbour may lie, as a share of the step. */
const SLACK = 0.25
/** More than a card has in any direction. */
const FARTHEST = 8
/** Fewer members say nothing. */
export const MEMBERS_LEAST = 10
/** Lattices grown in all: a picture of many even things has thousands of chips. */
const TRIALS = 4000

/** @returns lattices of at least MEMBERS_LEAST members, the largest first. */
export function findLattices(chips: readonly Chip[]): Member[][] {
  const index = new Index(chips)
  const used = new Set<Chip>()
  const lattices: Member[][] = []
  let trials = 0
  for (const seed of chips) {
    if (used.has(seed)) continue
    for (const [u, v] of bases(seed, index)) {
      if (++trials > TRIALS) break
      const { members, taken } = grow(seed, u, v, index)
      if (members.length < MEMBERS_LEAST) continue
      lattices.push(members)
      for (const chip of taken) used.add(chip)
      break
    }
  }
  return lattices.sort((a, b) => b.length - a.length)
}

/** Pairs of neighbours that lie at a right angle on the card, the nearest first. */
function bases(seed: Chip, index: Index): [Chip, Chip][] {
  const reach = STEP[1] * Math.sqrt(seed.xx + seed.yy)
  const near = index
    .near(seed, reach)
    .map((chip) => ({ chip, step: distance(seed, chip.x - seed.x, chip.y - seed.y) }))
    .filter(({ chip, step }) => step >= STEP[0] && step <= STEP[1] && isLike(chip, seed))
    .sort((a, b) => a.step - b.step)
    .slice(0, 8)
  const pairs: [Chip, Chip][] = []
  for (const [i, u] of near.entries()) {
    for (const v of near.slice(i + 1)) {
      const [ux, uy, vx, vy] = [u.chip.x - seed.x, u.chip.y - seed.y, v.chip.x - seed.x, v.chip.y - seed.y]
      if (Math.abs(product(seed, ux, uy, vx, vy)) > STRAIGHT * u.step * v.step || v.step > 1.35 * u.step) continue
      pairs.push(ux * vy - uy * vx > 0 ? [u.chip, v.chip] : [v.chip, u.chip])
    }
  }
  return pairs.slice(0, 3)
}

const isLike = (a: Chip, b: Chip): boolean => Math.max(a.area, b.area) <= LIKE * Math.min(a.area, b.area)

interface Cell {
  readonly chip: Chip
  readonly column: number
  readonly row: number
  /** The step by which it was reached, for its own neighbours: along columns and along rows. */
  readonly u: Point
  readonly v: Point
}

function grow(seed: Chip, right: Chip, below: Chip, index: Index): { members: Member[]; taken: Set<Chip> } {
  const u: Point = [right.x - seed.x, right.y - seed.y]
  const v: Point = [below.x - seed.x, below.y - seed.y]
  const cells = new Map<string, Cell>()
  const taken = new Set<Chip>([seed])
  const queue: Cell[] = [{ chip: seed, column: 0, row: 0, u, v }]
  cells.set('0 0', queue[0]!)
  for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
    for (const [dx, dy] of [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ] as const) {
      const [column, row] = [cell.column + dx, cell.row + dy]
      const key = `${column} ${row}`
      if (cells.has(key) || Math.abs(column) > FARTHEST || Math.abs(row) > FARTHEST) continue
      const along = dx !== 0 ? cell.u : cell.v
      const sign = dx + dy
      const step: Point = [along[0] * sign, along[1] * sign]
      const length = Math.hypot(...step)
      const chip = index.nearest(cell.chip.x + step[0], cell.chip.y + step[1], SLACK * length)
      if (chip === null || taken.has(chip) || !isLike(chip, cell.chip)) continue
      const found: Point = [(chip.x - cell.chip.x) * sign, (chip.y - cell.chip.y) * sign]
      const next: Cell = { chip, column, row, u: dx !== 0 ? found : cell.u, v: dy !== 0 ? found : cell.v }
      cells.set(key, next)
      taken.add(chip)
      queue.push(next)
    }
  }
  return { members: [...cells.values()].map(({ chip: { x, y }, column, row }) => ({ column, row, at: [x, y] })), taken }
}

/** Chips by their place, in square cells. */
class Index {
  private readonly cells = new Map<number, Chip[]>()
  private static readonly SIZE = 32

  constructor(chips: readonly Chip[]) {
    for (const chip of chips) {
      const key = Index.key(Math.floor(chip.x / Index.SIZE), Math.floor(chip.y / Index.SIZE))
      const cell = this.cells.get(key)
      if (cell === undefined) this.cells.set(key, [chip])
      else cell.push(chip)
    }
  }

  private static key = (column: number, row: number): number => (row + 64) * 65_536 + column + 64

  near({ x, y }: { readonly x: number; readonly y: number }, reach: number): Chip[] {
    const found: Chip[] = []
    const at = (value: number) => Math.floor(value / Index.SIZE)
    for (let row = at(y - reach); row <= at(y + reach); row++) {
      for (let column = at(x - reach); column <= at(x + reach); column++) {
        for (const chip of this.cells.get(Index.key(column, row)) ?? []) if (Math.hypot(chip.x - x, chip.y - y) <= reach) found.push(chip)
      }
    }
    return found
  }

  nearest(x: number, y: number, reach: number): Chip | null {
    let best: Chip | null = null
    let least = reach
    for (const chip of this.near({ x, y }, reach)) {
      const apart = Math.hypot(chip.x - x, chip.y - y)
      if (apart <= least) [best, least] = [chip, apart]
    }
    return best
  }
}
