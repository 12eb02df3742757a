/** What makes a measured photo doubtful: said in sentences that are the same for the same figures. */
import type { LearnedClass } from '../../contract/learned'
import type { Row } from './row'

/** What the engine measured of a mask. */
export interface Tally {
  readonly pixels: number
  /** Of the photo, 0 … 1. */
  readonly fraction: number
  readonly objects: number
  /** Pixels at twice and at half the threshold, less and more half a pixel along the outline. */
  readonly low: number
  readonly high: number
  /** Mean sRGB of the mask, 0 … 255; null for an empty one. */
  readonly colour: readonly [number, number, number] | null
  /** Pixels of the mask with a channel at 255. */
  readonly clipped: number
  readonly taken: string
}

/** More than this share clipped, and the mask is of the sensor's limits. */
const CLIPPED = 0.05
/** Under this share of what it selected where it was learned, a colour counts as absent. */
const ABSENT = 0.01
/** Brighter or darker than this, the learned numbers were made in another light. */
const BRIGHTER = 1.7
/** How far, in r and g, the mask's mean may lie from what was learned: a colour cast shifts it, another surface too. */
const SHIFTED = 0.02

export interface LearnedRange {
  readonly classes: readonly LearnedClass[]
  readonly share: number | null
}

/** @param learned of the colour that was asked for; null where it was learned anew on the photo itself. */
export function doubtsOf({ pixels, fraction, colour, clipped }: Tally, learned: LearnedRange | null): string[] {
  if (pixels === 0) return ['The colour is not in this photo.']
  const doubts: string[] = []
  if (clipped > CLIPPED * pixels) {
    doubts.push(`${percent(clipped / pixels)} of the mask is clipped (a channel at 255): its true colour is not in the photo.`)
  }
  if (learned === null) return doubts
  if (learned.share !== null && fraction < ABSENT * learned.share) {
    doubts.push(`Hardly any of the colour is in this photo: ${percent(fraction)} of it, where ${percent(learned.share)} was learned on.`)
  }
  const added = learned.classes.filter(({ role }) => role === 'add')
  if (colour === null || added.length === 0) return doubts
  const nearest = added.map((each) => shiftOf(each.colour, colour)).reduce((least, shift) => Math.min(least, shift))
  const brightness = sumOf(colour) / (added.reduce((sum, each) => sum + sumOf(each.colour), 0) / added.length)
  if (brightness > BRIGHTER || brightness < 1 / BRIGHTER) {
    doubts.push(`Out of the learned range: the mask is ${brightness.toFixed(2)} times as bright as where the colour was learned.`)
  }
  if (nearest > SHIFTED) {
    doubts.push(`Out of the learned range: the mask's mean colour is ${nearest.toFixed(3)} off in (r, g).`)
  }
  return doubts
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.001 ? 3 : 1)} %`
const sumOf = ([r, g, b]: readonly [number, number, number]): number => Math.max(1e-9, r + g + b)

function shiftOf(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return Math.hypot(a[0] / sumOf(a) - b[0] / sumOf(b), a[1] / sumOf(a) - b[1] / sumOf(b))
}

/** A deviation that is this many times the usual one makes an area an outlier (Iglewicz and Hoaglin, 1993). */
const OUTLYING = 3.5
/** Fewer photos have no usual area. */
const OUTLIERS_LEAST = 8
/** The least spread that counts, as a factor of the area: photos of one thing differ by this much for no reason. */
const SPREAD_LEAST = 0.05

/** Rows with their outliers marked: areas far from the median of their class, by the median deviation of their logarithms. */
export function withOutliers(rows: readonly Row[]): Row[] {
  const limits = new Map<string, { middle: number; reach: number }>()
  for (const name of new Set(rows.map((row) => row.class))) {
    const logs = rows.flatMap((row) => (row.class === name && row.percent !== null && row.percent > 0 ? [Math.log(row.percent)] : []))
    if (logs.length < OUTLIERS_LEAST) continue
    const middle = medianOf(logs)
    const spread = Math.max(1.4826 * medianOf(logs.map((value) => Math.abs(value - middle))), SPREAD_LEAST)
    limits.set(name, { middle, reach: OUTLYING * spread })
  }
  return rows.map((row) => {
    const limit = limits.get(row.class)
    if (limit === undefined || row.percent === null || row.percent <= 0) return row
    const off = Math.log(row.percent) - limit.middle
    if (Math.abs(off) <= limit.reach) return row
    const factor = Math.exp(Math.abs(off))
    const warning = `The area is an outlier: ${factor.toFixed(1)} times ${off > 0 ? 'above' : 'below'} the median of the series.`
    return { ...row, state: 'doubtful', warnings: [...row.warnings, warning] }
  })
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2
}
