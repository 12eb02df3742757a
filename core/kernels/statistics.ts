/**
 * What a patch's pixels are like: mean, spread and covariance of their chromaticity.
 *
 * Source: numpy.mean, numpy.std (ddof 0) and numpy.cov(bias=True) over r and g in float64. Two
 * passes, because the one-pass formula loses half the digits of a small deviation.
 */
import { ChromapatchError } from '../../contract/errors'
import { pixelsInside, runsInside, type Shape } from '../mask/outline'
import { EVERY_PIXEL, type PixelRule } from './pixel-rule'
import { addRow, addRowMoments, ROW_MOMENTS, ROW_SUMS, type PixelRun } from './statistics-rows'

/** Half-open pixel rectangle [x, x+w) × [y, y+h), x to the right, y down. */
export interface PatchRegion {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly role: 'add' | 'subtract'
  /** The whole rectangle when left out. */
  readonly shape?: Shape | undefined
}

export interface PatchStatistics extends PatchRegion {
  /** Usable pixels: those with a chromaticity (so not the black ones) that the rule keeps. */
  readonly pixels: number
  readonly meanR: number
  readonly meanG: number
  /** Population standard deviations, as measured: no floor applied. */
  readonly stdR: number
  readonly stdG: number
  /** [[var r, cov], [cov, var g]], population. */
  readonly covariance: readonly [readonly [number, number], readonly [number, number]]
  /** Mean sRGB bytes of the usable pixels, for the swatch. */
  readonly meanColour: readonly [number, number, number]
  /** Usable pixels with a channel at 255. */
  readonly clipped: number
  /** Usable pixels whose R + G + B is under `DARK_SUM`. */
  readonly dark: number
  /** Pixels left out because R + G + B = 0. */
  readonly black: number
  /** Pixels left out by the rule (none by the published method). */
  readonly leftOut: number
}

/** Throws PATCH_OUTSIDE unless the patch has an area and lies wholly inside the photo. */
export function checkPatch(patch: Omit<PatchRegion, 'role'>, width: number, height: number, name = 'The patch'): void {
  const { x, y, w, h } = patch
  const whole = [x, y, w, h].every(Number.isInteger)
  if (whole && w > 0 && h > 0 && x >= 0 && y >= 0 && x + w <= width && y + h <= height) return
  const what = `${name} ${x},${y},${w},${h} (x,y,width,height)`
  if (!whole || w <= 0 || h <= 0) {
    throw new ChromapatchError('PATCH_OUTSIDE', `${what} has no whole, positive size; the photo is ${width} × ${height} pixels.`, {
      hint: 'Give a width and a height of at least 1 pixel.',
    })
  }
  throw new ChromapatchError('PATCH_OUTSIDE', `${what} does not lie inside the photo, which is ${width} × ${height} pixels.`, {
    hint: `Keep x + width within ${width} and y + height within ${height}.`,
  })
}

/**
 * Statistics of the patch of an interleaved RGB photo, width × height × 3 bytes, sRGB-encoded.
 * Sums go row by row, so that the rounding grows with the side of the patch and not with its area.
 * Throws PATCH_OUTSIDE (see `checkPatch`), PATCH_UNUSABLE where no pixel is left; with `empty` as `zeros` the moments are
 * then 0: black has no chromaticity, but a hue.
 */
export function patchStatistics(
  rgb: Uint8Array,
  width: number,
  height: number,
  patch: PatchRegion,
  rule: PixelRule = EVERY_PIXEL,
  empty: 'refused' | 'zeros' = 'refused',
): PatchStatistics {
  if (rgb.length < width * height * 3)
    throw new RangeError(`patchStatistics: ${width} × ${height} RGB needs ${width * height * 3} bytes, not ${rgb.length}`)
  checkPatch(patch, width, height)
  const rows = Array.from({ length: patch.h }, (_, y) => rowRuns(patch, patch.y + y, width))
  const sums = new Float64Array(patch.h * ROW_SUMS)
  rows.forEach((runs, y) => addRow(rgb, runs, rule, sums, y * ROW_SUMS))
  const found = totalsOf(sums, patch, empty)
  const moments = new Float64Array(patch.h * ROW_MOMENTS)
  rows.forEach((runs, y) => addRowMoments(rgb, runs, rule, [found.meanR, found.meanG], moments, y * ROW_MOMENTS))
  return withMoments(found, moments)
}

/** The pixels of a row that lie inside of the patch, of a photo of `width` pixels a row. */
function rowRuns(patch: PatchRegion, y: number, width: number): PixelRun[] {
  const ends = runsInside(patch, y)
  const runs: PixelRun[] = []
  for (let i = 0; i < ends.length; i += 2) runs.push({ rgb: (y * width + ends[i]!) * 3, count: ends[i + 1]! - ends[i]! })
  return runs
}

type Totals = Omit<PatchStatistics, 'stdR' | 'stdG' | 'covariance'>

/** After the first pass. @param rows ROW_SUMS numbers a row, of each of the patch's rows in order. Throws PATCH_UNUSABLE. */
export function totalsOf(rows: Float64Array, patch: PatchRegion, empty: 'refused' | 'zeros'): Totals {
  const [pixels, clipped, dark, black, red, green, blue, sumR, sumG] = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((cell) =>
    sumOf(rows, cell, ROW_SUMS),
  ) as Sums
  const leftOut = pixelsInside(patch) - pixels - black
  if (pixels === 0 && empty === 'refused') throw unusable(patch, leftOut)
  const count = Math.max(1, pixels)
  return {
    ...placeOf(patch),
    ...{ pixels, meanR: sumR / count, meanG: sumG / count, clipped, dark, black, leftOut },
    meanColour: [red / count, green / count, blue / count],
  }
}
type Sums = [number, number, number, number, number, number, number, number, number]

/** Of one cell of every row. */
function sumOf(rows: Float64Array, cell: number, cells: number): number {
  let sum = 0
  for (let i = cell; i < rows.length; i += cells) sum += rows[i]!
  return sum
}

/** After the second pass. @param rows ROW_MOMENTS numbers a row. */
export function withMoments(totals: Totals, rows: Float64Array): PatchStatistics {
  const count = Math.max(1, totals.pixels)
  const [rr, gg, rg] = [0, 1, 2].map((cell) => sumOf(rows, cell, ROW_MOMENTS) / count) as [number, number, number]
  return {
    ...totals,
    stdR: Math.sqrt(rr),
    stdG: Math.sqrt(gg),
    covariance: [
      [rr, rg],
      [rg, gg],
    ],
  }
}

/** A patch without what the window alone knows of it. */
export function placeOf({ x, y, w, h, role, shape }: PatchRegion): PatchRegion {
  return shape === undefined ? { x, y, w, h, role } : { x, y, w, h, role, shape }
}

/** `leftOut`: how many pixels the rule left out; with none, all are black. */
export function unusable({ x, y, w, h, shape }: Omit<PatchRegion, 'role'>, leftOut: number): ChromapatchError {
  const what = `The patch ${x},${y},${w},${h}`
  const isEmpty = pixelsInside({ x, y, w, h, shape }) === 0
  if (isEmpty) {
    return new ChromapatchError('PATCH_UNUSABLE', `${what} holds no pixel: its line encloses none.`, { hint: 'Draw it larger.' })
  }
  return leftOut === 0
    ? new ChromapatchError('PATCH_UNUSABLE', `${what} holds only black pixels, and black has no chromaticity.`, {
        hint: 'Choose a patch with some light in it.',
      })
    : new ChromapatchError(
        'PATCH_UNUSABLE',
        `${what} holds no pixel that the model’s options keep: all are too dark, too grey or clipped.`,
        {
          hint: 'Choose another patch, or lower the minimum brightness.',
        },
      )
}
