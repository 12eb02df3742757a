/** A colour card found by itself, in any turn, size and perspective: its place, colours, correction and scale. */
import { fitMove } from '../pair/align/fit'
import { apply, multiply, type Matrix, type Point } from '../pair/align/geometry'
import { CHART_LAB, CHIPS, COLUMNS, ROWS, type Edition } from './charts'
import { findChips, type Picture } from './chips'
import { lightOfLab, type Light } from './colour'
import { bestCorrection, fitCorrection, remaining, type Correction } from './correct'
import { findLattices } from './lattice'
import { gapsOf, placeOf, sampleAt, sampleChips, type Sample } from './sample'

/** A picture, and how its pixels are led to those of the photo (pixel centres). */
export interface Level {
  readonly picture: Picture
  readonly toPhoto: Matrix
}

export interface FoundCard {
  /** From steps between chips, (0, 0) being the centre of dark skin and (5, 3) that of black, to pixels of the photo. */
  readonly place: Matrix
  /** Of each chip, in the chart's order. */
  readonly samples: readonly Sample[]
  readonly edition: Edition
  readonly correction: Correction
  /** ΔE2000 of each chip after the correction; NaN for one that is clipped. */
  readonly remaining: readonly number[]
  /** The side of a chip in pixels at the middle of the card: the root of its area. */
  readonly chipPixels: number
}

/** Mean ΔE2000 after the best matrix: of a chart in bad light at most this; of other grids of colours twice as much. */
const ALIKE = 11
/** Placements of the card in one lattice that are tried in all. */
const LATTICES = 12
/** The share of the card's chips that a lattice must hold. */
const HELD = 0.5
/** How far chips lie from where one plane has them, in steps. */
const UNEVEN = 0.07

/** @param levels the photo at sizes to look at, the quickest first; the last measures. @returns null where no card is. */
export function findCard(levels: readonly Level[], editions: readonly Edition[] = ['after 2014', 'before 2014']): FoundCard | null {
  const finest = levels.at(-1)
  if (finest === undefined) return null
  for (const level of levels) {
    const place = placeIn(level.picture)
    if (place === null) continue
    return measureCard(finest, multiply(level.toPhoto, place), editions)
  }
  return null
}

function placeIn(picture: Picture): Matrix | null {
  let best: { place: Matrix; difference: number } | null = null
  for (const lattice of findLattices(findChips(picture)).slice(0, LATTICES)) {
    const plane = fitPlane(lattice.map(({ column, row, at }) => ({ step: [column, row], at })))
    if (plane === null) continue
    for (const { place, difference } of placements(picture, plane)) {
      if (difference < (best?.difference ?? ALIKE)) best = { place, difference }
    }
  }
  return best === null ? null : best.place
}

/** Every way to lay the card over a lattice: four turns, and each offset that holds enough chips. */
function* placements(picture: Picture, { place, held }: Plane): Generator<{ place: Matrix; difference: number }> {
  const truth = CHART_LAB['after 2014']
  const light = truth.map(lightOfLab)
  const sampled = new Map<string, Light | null>()
  for (const turn of TURNS) {
    // The card's (column, row) lies at turn × (column, row) + offset of the lattice.
    const steps = Array.from({ length: CHIPS }, (_, i) => turned(turn, placeOf(i)))
    for (const offset of offsets(steps, held)) {
      const cells = steps.map(([x, y]): Point => [x + offset[0], y + offset[1]])
      const measured = cells.map(lightAt)
      if (!measured.every((each) => each !== null)) continue
      const correction = fitCorrection('linear', measured, light)
      if (correction === null || !isSound(correction)) continue
      const toLattice: Matrix = [turn[0], turn[1], offset[0], turn[2], turn[3], offset[1], 0, 0, 1]
      yield { place: multiply(place, toLattice), difference: average(remaining(correction, measured, truth)) }
    }
  }

  function lightAt(cell: Point): Light | null {
    const key = cell.join(' ')
    const known = sampled.get(key)
    if (known !== undefined) return known
    const light = sampleAt(picture, place, cell, 4)?.light ?? null
    sampled.set(key, light)
    return light
  }
}

/** Whole turns of a quarter: (x, y) to (a·x + b·y, c·x + d·y). */
const TURNS = [
  [1, 0, 0, 1],
  [0, -1, 1, 0],
  [-1, 0, 0, -1],
  [0, 1, -1, 0],
] as const
type Turn = (typeof TURNS)[number]
const turned = ([a, b, c, d]: Turn, [x, y]: Point): Point => [a * x + b * y, c * x + d * y]

/** Offsets at which enough of the card's steps are held by chips. */
function* offsets(steps: readonly Point[], held: Plane['held']): Generator<Point> {
  const cells = new Set(held.map(({ step }) => step.join(' ')))
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const
  const [mine, theirs] = [steps, held.map(({ step }) => step)].map((points) => [
    range(points.map(([x]) => x)),
    range(points.map(([, y]) => y)),
  ])
  for (let x = theirs![0]![0] - mine![0]![1]; x <= theirs![0]![1] - mine![0]![0]; x++) {
    for (let y = theirs![1]![0] - mine![1]![1]; y <= theirs![1]![1] - mine![1]![0]; y++) {
      const count = steps.filter((step) => cells.has(`${step[0] + x} ${step[1] + y}`)).length
      if (count >= HELD * CHIPS) yield [x, y]
    }
  }
}

/** A light may be coloured, but it takes no colour for its opposite. */
function isSound({ rows }: Correction): boolean {
  return rows.every((row, i) => (row[i] as number) > 0)
}

interface Held {
  readonly step: Point
  readonly at: Point
}
interface Plane {
  readonly place: Matrix
  readonly held: readonly Held[]
}

/** The plane through the centres of chips; those that lie off it are left out, one at a time. Null where too few lie on one. */
function fitPlane(given: readonly Held[]): Plane | null {
  let held = given
  while (held.length >= HELD * CHIPS) {
    const place = fitPlace(held)
    if (place === null) return null
    const off = held.map(({ step, at }) => {
      const [x, y] = apply(place, step)
      return Math.hypot(x - at[0], y - at[1]) / Math.sqrt(Math.abs(areaAt(place, step)))
    })
    const most = Math.max(...off)
    if (most <= UNEVEN) return { place, held }
    held = held.filter((_, i) => off[i] !== most)
  }
  return null
}

function fitPlace(held: readonly Held[]): Matrix | null {
  const [steps, found] = [held.map(({ step }) => step), held.map(({ at }) => at)]
  const first = fitMove('homography', steps, found)
  if (first === null) return null
  // The centre of mass of a chip in perspective is not where its centre is seen.
  const centres = found.map(([x, y], i): Point => {
    const [[cx, cy], [mx, my]] = [apply(first, steps[i] as Point), centreOfMass(first, steps[i] as Point)]
    return [x - mx + cx, y - my + cy]
  })
  return fitMove('homography', steps, centres)
}

/** Over a chip's square, by Gauss's two points a side. */
function centreOfMass(place: Matrix, [x, y]: Point): Point {
  const reach = 0.4 / Math.sqrt(3)
  let [sum, sx, sy] = [0, 0, 0]
  for (const [dx, dy] of [
    [-reach, -reach],
    [reach, -reach],
    [-reach, reach],
    [reach, reach],
  ] as const) {
    const at: Point = [x + dx, y + dy]
    const [weight, [u, v]] = [Math.abs(areaAt(place, at)), apply(place, at)]
    sum += weight
    sx += weight * u
    sy += weight * v
  }
  return [sx / sum, sy / sum]
}

/** Pixels that a square of one step covers at a place: the homography's determinant by the cube of its denominator. */
function areaAt(m: Matrix, [x, y]: Point): number {
  const [a, b, c, d, e, f, g, h, i] = m
  return (a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)) / (g * x + h * y + i) ** 3
}

/** Measured on the finest level; the edition of the chart is the one whose colours are nearer. */
function measureCard({ picture, toPhoto }: Level, place: Matrix, editions: readonly Edition[]): FoundCard | null {
  const here = toPicture(toPhoto, place)
  const samples = sampleChips(picture, here)
  if (samples === null) return null
  const sound = samples.map(({ clipped }, i) => (clipped > 0 ? -1 : i)).filter((i) => i >= 0)
  // With most of the chips clipped, a correction of the rest is a guess.
  const used = sound.length >= CHIPS / 2 ? sound : samples.map((_, i) => i)
  const measured = used.map((i) => samples[i]!.light)
  const fits = editions.flatMap((edition) => {
    const lab = used.map((i) => CHART_LAB[edition][i]!)
    const correction = bestCorrection(measured, lab.map(lightOfLab), lab)
    if (correction === null) return []
    const errors = remaining(correction, measured, lab)
    const all = samples.map((_, i) => errors[used.indexOf(i)] ?? Number.NaN)
    return [{ edition, correction, remaining: all, mean: average(errors) }]
  })
  const [best] = fits.sort((a, b) => a.mean - b.mean)
  if (best === undefined) return null
  const [across, along] = gapsOf(picture, here)
  const middle = Math.abs(areaAt(place, [(COLUMNS - 1) / 2, (ROWS - 1) / 2]))
  const chipPixels = Math.sqrt(middle * (1 - across) * (1 - along))
  const { edition, correction, remaining: errors } = best
  return { place, samples, edition, correction, remaining: errors, chipPixels }
}

function toPicture(toPhoto: Matrix, place: Matrix): Matrix {
  // Levels are scaled and shifted alone: the inverse is exact.
  const [scale, , shift] = toPhoto
  return multiply([1 / scale, 0, -shift / scale, 0, 1 / scale, -shift / scale, 0, 0, 1], place)
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
