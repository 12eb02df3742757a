/** Sums and histograms of chromaticity by the compiled kernels; what they do not take is the plain kernels'. */
import { eachPair, numpyBins, sideOf } from './chromaticity-keys'
import { SUM_CELLS, SUMS } from '../kernels/chromaticity-sums'
import type { Kernels } from './kernels'
import { endOf } from '../memory'
import { withScratch } from './scratch'
import type { SimdModule } from './simd-module'

/** Pairs of keys of so many bins, counted as u32, fill a slot. */
export const PAIRS_MAX = 142
/** The keys of so many bins are still exact in float32. */
const BINS_MAX = 1024
/** Under so many pixels, clearing and gathering the counts costs more than it saves. */
export const FEW = 4096

type CountKernels = Pick<Kernels, 'chromaticitySums' | 'chromaticityPlane' | 'chromaticityHistograms'>

/** Counts pairs of keys, and adds to `counts` what they are cells of. */
export function countCells(
  { memory, exports, bytesUpTo }: SimdModule,
  rgb: number,
  count: number,
  bins: number,
  of: Int32Array,
  counts: Uint32Array,
): void {
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

export function simdCounts(module: SimdModule, plain: CountKernels): CountKernels {
  const { memory, exports, bytesUpTo } = module
  return {
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
      countCells(module, rgb, count, bins, numpyBins(bins), counts)
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
