/** The compiled kernels of back-projections; what they do not take is the plain kernels'. */
import { byPairs, openCvBins } from '../../wasm/chromaticity-keys'
import { EVERY_PIXEL, keepsAll, type PixelRule } from '../../kernels/pixel-rule'
import { withScratch } from '../../wasm/scratch'
import { countCells, FEW, PAIRS_MAX } from '../../wasm/simd-counts'
import { withRule, type SimdModule } from '../../wasm/simd-module'
import { HUES } from './definition'
import type { TableKernels } from './kernels'
import { entriesOf, maskBytes, scoreBytes } from './plain'
import type { ScoreTable } from './table'

/** Entries of the table of neighbouring hues. */
const HUE_PAIRS = 65_536

export function simdTables(module: SimdModule, plain: TableKernels): TableKernels {
  const { memory, exports, bytesUpTo } = module
  let table: ScoreTable = { binning: { kind: 'hue' }, scores: new Float32Array(HUES) }
  let rule: PixelRule = EVERY_PIXEL
  let plainly = false
  let last: { readonly kind: string; readonly threshold: number; readonly bytes: Uint8Array } | undefined

  /** A table of bytes for a threshold; the last one is kept, since a task's runs may be as short as a row. */
  const bytesFor = (kind: 'mask' | 'score', threshold: number): Uint8Array => {
    if (last?.kind !== kind || last.threshold !== threshold) {
      const ofEntries = (kind === 'mask' ? maskBytes : scoreBytes)(table, threshold)
      const { binning } = table
      last = { kind, threshold, bytes: binning.kind === 'hue' ? ofEntries : byPairs(openCvBins(binning.bins), binning.bins, ofEntries) }
    }
    return last.bytes
  }

  const lookUp = (rgb: number, count: number, out: number, hues: number, bytes: Uint8Array): number => {
    const { binning } = table
    bytesUpTo(Math.max(rgb + count * 3, out + count, hues + count))
    return withScratch(memory, (slot) => {
      const all = new Uint8Array(memory.buffer)
      all.set(bytes, slot)
      if (binning.kind === 'hue') all.fill(0, slot + HUES, slot + 192)
      return withRule(module, rule, slot, [rgb, count, out], (at, n, to) =>
        binning.kind === 'hue'
          ? exports.lookUpHues(at, n, hues < 0 ? 0 : hues + (at - rgb) / 3, to, slot)
          : exports.lookUpPairs(at, n, to, binning.bins, slot),
      )
    })
  }

  return {
    prepareTable(next, kept = EVERY_PIXEL) {
      plain.prepareTable(next, kept)
      ;[table, rule, last] = [next, kept, undefined]
      plainly = next.binning.kind === 'rg' && kept.light === 'linear'
    },
    tableMask(rgb, count, threshold, out, hues = -1) {
      return plainly ? plain.tableMask(rgb, count, threshold, out) : lookUp(rgb, count, out, hues, bytesFor('mask', threshold))
    },
    tableScore(rgb, count, threshold, out, hues = -1) {
      if (plainly) plain.tableScore(rgb, count, threshold, out)
      else lookUp(rgb, count, out, hues, bytesFor('score', threshold))
    },
    countBins(rgb, count, binning, kept, counts) {
      const entries = entriesOf(binning)
      const slow = binning.kind === 'hue' || !keepsAll(kept) || kept.light === 'linear' || binning.bins > PAIRS_MAX
      if (slow || count < Math.max(FEW, entries) || counts.length !== entries) return plain.countBins(rgb, count, binning, kept, counts)
      countCells(module, rgb, count, binning.bins, openCvBins(binning.bins), counts)
    },
    hues(rgb, count, out, counts) {
      bytesUpTo(Math.max(rgb + count * 3, out + count))
      withScratch(memory, (slot) => {
        const found = new Uint32Array(memory.buffer, slot, HUE_PAIRS).fill(0)
        exports.countHues(rgb, count, out, slot)
        for (let pair = 0; pair < HUE_PAIRS; pair = (pair & 255) === HUES - 1 ? (pair | 255) + 1 : pair + 1) {
          const n = found[pair] as number
          if (n === 0) continue
          const left = pair & 255
          const right = pair >> 8
          counts[left] = (counts[left] as number) + n
          if (right < HUES) counts[right] = (counts[right] as number) + n
        }
      })
    },
  }
}
