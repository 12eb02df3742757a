/** The plain back-projection: histograms by hue or by (r, g) cell, and the tables that are looked up by them. */
import { anchoredByte, cutOf } from '../../kernels/score-map'
import { floatBin, hueOf, HUES } from './definition'
import { EVERY_PIXEL, keeps, keepsAll, lightOf, type PixelRule } from '../../kernels/pixel-rule'
import { ratioBins } from '../../kernels/ratio-bins'
import type { BytesUpTo } from '../../memory'
import type { TableKernels } from './kernels'
import type { Binning, ScoreTable } from './table'

export interface PreparedTable {
  /** The entry of a pixel of these bytes; -1 where it has none. */
  readonly entryOf: (R: number, G: number, B: number) => number
  readonly table: ScoreTable
}

/** How many entries a binning has. Throws RangeError for a number of bins that is not 1..256. */
export function entriesOf(binning: Binning): number {
  if (binning.kind === 'hue') return HUES
  if (!Number.isInteger(binning.bins) || binning.bins < 1 || binning.bins > 256)
    throw new RangeError(`1 to 256 bins expected, received ${binning.bins}`)
  return binning.bins * binning.bins
}

export function prepareTable(table: ScoreTable, rule: PixelRule): PreparedTable {
  const entries = entriesOf(table.binning)
  if (table.scores.length !== entries) throw new RangeError(`a table of ${entries} scores expected, received ${table.scores.length}`)
  return { entryOf: entryOf(table.binning, rule), table }
}

function entryOf(binning: Binning, rule: PixelRule): PreparedTable['entryOf'] {
  const all = keepsAll(rule)
  if (binning.kind === 'hue') return (R, G, B) => (all || keeps(rule, R, G, B) ? hueOf(R, G, B) : -1)
  const { bins } = binning
  if (rule.light === 'linear') {
    const light = lightOf(rule)
    return (R, G, B) => {
      const sum = (light[R] as number) + (light[G] as number) + (light[B] as number)
      if (sum === 0 || !(all || keeps(rule, R, G, B))) return -1
      const r = floatBin((light[R] as number) / sum, bins)
      const g = floatBin((light[G] as number) / sum, bins)
      return r < 0 || g < 0 ? -1 : r * bins + g
    }
  }
  const of = ratioBins(`opencv ${bins}`, (v) => floatBin(v, bins))
  return (R, G, B) => {
    const row = (R + G + B) << 8
    if (row === 0 || !(all || keeps(rule, R, G, B))) return -1
    const r = of[row | R] as number
    const g = of[row | G] as number
    return r < 0 || g < 0 ? -1 : r * bins + g
  }
}

export function countBins(bytes: Uint8Array, rgb: number, count: number, binning: Binning, rule: PixelRule, counts: Uint32Array): void {
  const entries = entriesOf(binning)
  if (counts.length !== entries) throw new RangeError(`a histogram of ${entries} entries expected, received ${counts.length}`)
  const of = entryOf(binning, rule)
  for (let i = rgb, end = rgb + count * 3; i < end; i += 3) {
    const entry = of(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
    if (entry >= 0) counts[entry] = (counts[entry] as number) + 1
  }
}

/** The hue of every pixel, 0..179, a byte each at `out`, added to the 180 counts. */
export function hues(bytes: Uint8Array, rgb: number, count: number, out: number, counts: Uint32Array): void {
  for (let p = 0, i = rgb; p < count; p++, i += 3) {
    const hue = hueOf(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
    bytes[out + p] = hue
    counts[hue] = (counts[hue] as number) + 1
  }
}

/** 255 for every entry in the mask at a threshold: score >= T, and above 0. */
export function maskBytes({ scores }: ScoreTable, threshold: number): Uint8Array {
  return Uint8Array.from(scores, (score) => (score > 0 && score >= threshold ? 255 : 0))
}

/** The score of every entry as a byte, rounded down but for rounding across the threshold (core/kernels/score-map.ts). */
export function scoreBytes({ scores }: ScoreTable, threshold: number): Uint8Array {
  const cut = cutOf(threshold, { kind: 'byte' })
  return Uint8Array.from(scores, (score) => anchoredByte(Math.floor(score), score > 0 && score >= threshold, cut))
}

export function tableScore(
  bytes: Uint8Array,
  rgb: number,
  count: number,
  { entryOf, table }: PreparedTable,
  threshold: number,
  out: number,
): void {
  const values = scoreBytes(table, threshold)
  for (let p = 0, i = rgb; p < count; p++, i += 3) {
    const entry = entryOf(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
    bytes[out + p] = entry < 0 ? 0 : (values[entry] as number)
  }
}

/** 255 in the mask, else 0; returns how many. `out` -1 counts alone. */
export function tableMask(
  bytes: Uint8Array,
  rgb: number,
  count: number,
  { entryOf, table }: PreparedTable,
  threshold: number,
  out: number,
): number {
  const values = maskBytes(table, threshold)
  let inside = 0
  for (let p = 0, i = rgb; p < count; p++, i += 3) {
    const entry = entryOf(bytes[i] as number, bytes[i + 1] as number, bytes[i + 2] as number)
    const value = entry < 0 ? 0 : (values[entry] as number)
    inside += value & 1
    if (out >= 0) bytes[out + p] = value
  }
  return inside
}

/** The kernels of back-projections in plain TypeScript. */
export function plainTables(bytesUpTo: BytesUpTo): TableKernels {
  const runOf = (rgb: number, count: number, out: number) => bytesUpTo(Math.max(rgb + count * 3, out + count))
  let table = prepareTable({ binning: { kind: 'hue' }, scores: new Float32Array(HUES) }, EVERY_PIXEL)
  return {
    prepareTable(scores, rule = EVERY_PIXEL) {
      table = prepareTable(scores, rule)
    },
    tableMask(rgb, count, threshold, out) {
      return tableMask(runOf(rgb, count, out), rgb, count, table, threshold, out)
    },
    tableScore(rgb, count, threshold, out) {
      tableScore(runOf(rgb, count, out), rgb, count, table, threshold, out)
    },
    countBins(rgb, count, binning, rule, counts) {
      countBins(bytesUpTo(rgb + count * 3), rgb, count, binning, rule, counts)
    },
    hues(rgb, count, out, counts) {
      hues(runOf(rgb, count, out), rgb, count, out, counts)
    },
  }
}
