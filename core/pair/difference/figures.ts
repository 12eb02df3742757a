/** From rows' records to the figures that are reported. Pure: records are added in the order of the rows. */
import { DELTA_ABOVE, DELTA_LENGTH, DELTA_MAX, DELTA_PIXELS, DELTA_SUM } from '../delta-e'
import {
  COUNTED_ABOVE,
  HISTOGRAM_BINS,
  ROW_ABSOLUTE,
  ROW_COUNTS,
  ROW_HISTOGRAM,
  ROW_LENGTH,
  ROW_MAX,
  ROW_MIN,
  ROW_PIXELS,
  ROW_RGB_SQUARES,
  ROW_SQUARES,
  ROW_SUM,
} from '../difference-figures'
import { GREY_UNIT } from '../../kernels/grey'
import { SSIM_LENGTH, SSIM_PIXELS, SSIM_SUM } from '../ssim'

export interface SignedGray {
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly meanAbs: number
  readonly rms: number
  readonly histogram16: number[]
  /** How many pixels have |difference| above each of 0.02, 0.05, 0.1 and 0.2. */
  readonly countsAbs: { readonly threshold: number; readonly above: number }[]
}

export interface GreyFigures {
  readonly pixels: number
  readonly signedGray: SignedGray
  readonly mse: number
  /** dB; null for equal photos, whose PSNR has no bound. */
  readonly psnr: number | null
}

/** The sum of a cell over all records. */
function total(records: Float64Array, length: number, cell: number): number {
  let sum = 0
  for (let i = cell; i < records.length; i += length) sum += records[i] as number
  return sum
}

function extreme(records: Float64Array, length: number, cell: number, pick: (a: number, b: number) => number, from: number): number {
  let found = from
  for (let i = cell; i < records.length; i += length) found = pick(found, records[i] as number)
  return found
}

/** Of photos that overlap nowhere every figure is 0. */
export function greyFigures(records: Float64Array): GreyFigures {
  const sum = (cell: number) => total(records, ROW_LENGTH, cell)
  const pixels = sum(ROW_PIXELS)
  const over = Math.max(1, pixels)
  const mse = sum(ROW_RGB_SQUARES) / (3 * over)
  const end = (cell: number, pick: typeof Math.min, from: number) =>
    pixels === 0 ? 0 : extreme(records, ROW_LENGTH, cell, pick, from) / GREY_UNIT
  return {
    pixels,
    signedGray: {
      min: end(ROW_MIN, Math.min, Infinity),
      max: end(ROW_MAX, Math.max, -Infinity),
      mean: sum(ROW_SUM) / over / GREY_UNIT,
      meanAbs: sum(ROW_ABSOLUTE) / over / GREY_UNIT,
      rms: Math.sqrt(sum(ROW_SQUARES) / over) / GREY_UNIT,
      histogram16: Array.from({ length: HISTOGRAM_BINS }, (_, bin) => sum(ROW_HISTOGRAM + bin)),
      countsAbs: COUNTED_ABOVE.map((threshold, i) => ({ threshold, above: sum(ROW_COUNTS + i) })),
    },
    mse,
    psnr: mse === 0 ? null : 10 * Math.log10(255 ** 2 / mse),
  }
}

export interface DeltaE {
  readonly mean: number
  readonly max: number
  /** Share of the pixels, 0..1. */
  readonly above2_3: number
}

export function deltaEFigures(records: Float64Array): DeltaE {
  const over = Math.max(1, total(records, DELTA_LENGTH, DELTA_PIXELS))
  return {
    mean: total(records, DELTA_LENGTH, DELTA_SUM) / over,
    max: extreme(records, DELTA_LENGTH, DELTA_MAX, Math.max, 0),
    above2_3: total(records, DELTA_LENGTH, DELTA_ABOVE) / over,
  }
}

/** Null where no window of 11 × 11 pixels lies inside of both photos. */
export function ssimFigure(records: Float64Array): number | null {
  const pixels = total(records, SSIM_LENGTH, SSIM_PIXELS)
  return pixels === 0 ? null : total(records, SSIM_LENGTH, SSIM_SUM) / pixels
}
