/** Back-projections and histograms by the compiled kernels; what they do not take is the plain kernels'. */
import { HUES } from '../kernels/back-projection'
import { byPairs, eachPair, numpyBins, openCvBins, sideOf } from '../kernels/chromaticity-keys'
import { SUM_CELLS, SUMS } from '../kernels/chromaticity-sums'
import { EVERY_PIXEL, keepsAll, type PixelRule } from '../kernels/pixel-rule'
import { endOf } from '../memory'
import { entriesOf, maskBytes, scoreBytes } from '../kernels/plain/plain-tables'
import { withScratch } from './scratch'
import { withRule, type SimdModule } from './simd-module'
import type { Kernels } from '../kernels/types'
import type { ScoreTable } from '../kernels/models'

/** Pairs of keys of so many bins, counted as u32, fill a slot; the keys of 1,024 bins are still exact in float32. */
const [PAIRS_MAX, BINS_MAX] = [142, 1024] as const
/** Entries of the table of neighbouring hues. */
const HUE_PAIRS = 65_536
/** Under so many pixels, clearing and gathering the counts costs more than it saves. */
const FEW = 4096

type Fallback = Pick<
  Kernels,
  'prepareTable' | 'tableMask' | 'tableScore' | 'countBins' | 'hues' | 'chromaticitySums' | 'chromaticityPlane' | 'chromaticityHistograms'
>

export function simdTables(module: SimdModule, plain: Fallback): Fallback {
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

  /** Counts pairs of keys, and adds to `counts` what they are cells of. */
  const countCells = (rgb: number, count: number, bins: number, of: Int32Array, counts: Uint32Array): void => {
    bytesUpTo(rgb + count * 3)
    withScratch(memory, (slot) => {
      const side = sideOf(bins)
      const found = new Uint32Array(memory.buffer, slot, side * side + 1).fill(0)
      exports.countPairs(rgb, count, bins, slot)
      eachPair(of, bins, (pair, cell) => {
        const n = found[pair] as number
        if (n > 0) counts[cell] = (counts[cell] as number) + n
      })
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
      countCells(rgb, count, binning.bins, openCvBins(binning.bins), counts)
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
    chromaticitySums(window, kept, sums) {
      const { rgb, stride, w, h } = window
      if (w * h < FEW) return plain.chromaticitySums(window, kept, sums)
      bytesUpTo(endOf(window))
      withScratch(memory, (slot) => {
        const at = slot + SUMS * 32
        new Uint8Array(memory.buffer).fill(0, slot, at + SUM_CELLS * 8)
        const most = kept.excludeClipped ? 254 : 255
        const clipped = exports.chromaticitySums(rgb, stride, w, h, kept.minimumSum, kept.minimumSpread, most, slot, at)
        const found = new Float64Array(memory.buffer, at, SUM_CELLS)
        found[SUM_CELLS - 1] = clipped
        for (let cell = 0; cell < SUM_CELLS; cell++) sums[cell] = (sums[cell] as number) + (found[cell] as number)
      })
    },
    chromaticityPlane(rgb, count, window, counts) {
      const { bins, r, g } = window
      const whole = r[0] === 0 && r[1] === 1 && g[0] === 0 && g[1] === 1
      const small = count < Math.max(FEW, bins * bins)
      if (!whole || bins > PAIRS_MAX || small || counts.length !== bins * bins) return plain.chromaticityPlane(rgb, count, window, counts)
      countCells(rgb, count, bins, numpyBins(bins), counts)
    },
    chromaticityHistograms(rgb, count, bins, r, g) {
      if (bins > BINS_MAX || count < FEW || r.length !== bins || g.length !== bins)
        return plain.chromaticityHistograms(rgb, count, bins, r, g)
      bytesUpTo(rgb + count * 3)
      withScratch(memory, (slot) => {
        const of = numpyBins(bins)
        const found = new Uint32Array(memory.buffer, slot, of.length * 4).fill(0)
        const size = of.length * 4
        exports.countKeys(rgb, count, bins, slot, slot + 2 * size, size)
        of.forEach((bin, key) => {
          if (bin < 0) return
          r[bin] = (r[bin] as number) + (found[key] as number) + (found[key + of.length] as number)
          g[bin] = (g[bin] as number) + (found[key + 2 * of.length] as number) + (found[key + 3 * of.length] as number)
        })
      })
    },
  }
}
