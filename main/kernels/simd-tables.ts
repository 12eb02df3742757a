/** Back-projections and histograms by the compiled kernels; what they do not take is the plain kernels'. */
import { floatBin, HUES } from './back-projection'
import { binEdges, binOf } from './definition'
import { EVERY_PIXEL, keepsAll, type PixelRule } from './pixel-rule'
import { entriesOf, maskBytes, scoreBytes } from './plain-tables'
import { withScratch } from './scratch'
import { withRule, type SimdModule } from './simd-module'
import type { Kernels, ScoreTable } from './types'

/** Where in a slot the key tables of r and of g lie, and the scores or counts after them. */
const [OF_R, OF_G, DATA] = [0, 16_384, 32_768] as const
/** The counts of 256 × 256 cells fill a slot; the keys of 1,024 bins are still exact in float32. */
const [CELLS_MAX, BINS_MAX] = [256, 1024] as const
/** What a key without a bin adds to a cell: below 0 even twice. */
const NONE = -0x4000_0000
/** Under so many pixels, clearing and gathering the counts costs more than it saves. */
const FEW = 4096

type Fallback = Pick<Kernels, 'prepareTable' | 'tableMask' | 'tableScore' | 'countBins' | 'chromaticityPlane' | 'chromaticityHistograms'>

/** The bin of every key (assembly/cells.ts): of 2 · floor the bin itself, of an edge what the library says; -1 for none and black. */
function binsOfKeys(bins: number, edgeBin: (ratio: number) => number): Int32Array {
  return Int32Array.from({ length: 2 * bins + 3 }, (_, key) => {
    const floor = key >> 1
    if (floor > bins) return -1
    return key % 2 === 1 ? edgeBin(floor / bins) : floor < bins ? floor : -1
  })
}

const openCv = (bins: number) => binsOfKeys(bins, (ratio) => floatBin(ratio, bins))
const numpy = (bins: number) => {
  const edges = binEdges(0, 1, bins)
  return binsOfKeys(bins, (ratio) => binOf(ratio, edges))
}

export function simdTables(module: SimdModule, plain: Fallback): Fallback {
  const { memory, exports, bytesUpTo } = module
  let table: ScoreTable = { binning: { kind: 'hue' }, scores: new Float32Array(HUES) }
  let rule: PixelRule = EVERY_PIXEL
  let plainly = false
  let keys: Int32Array = new Int32Array(0)
  let last: { readonly kind: string; readonly threshold: number; readonly bytes: Uint8Array } | undefined

  /** A table of bytes for a threshold; the last one is kept, since a task's runs may be as short as a row. */
  const bytesFor = (kind: 'mask' | 'score', threshold: number): Uint8Array => {
    if (last?.kind !== kind || last.threshold !== threshold)
      last = { kind, threshold, bytes: (kind === 'mask' ? maskBytes : scoreBytes)(table, threshold) }
    return last.bytes
  }

  const lookUp = (rgb: number, count: number, out: number, bytes: Uint8Array): number => {
    const { binning } = table
    bytesUpTo(Math.max(rgb + count * 3, out + count))
    return withScratch(memory, (slot) => {
      const all = new Uint8Array(memory.buffer)
      all.set(bytes, slot + DATA)
      if (binning.kind === 'rg') writeKeys(memory, slot, keys, binning.bins)
      else all.fill(0, slot + DATA + HUES, slot + DATA + 192)
      return withRule(module, rule, slot, [rgb, count, out], (at, n, to) =>
        binning.kind === 'hue'
          ? exports.lookUpHues(at, n, to, slot + DATA)
          : exports.lookUpCells(at, n, to, binning.bins, slot + OF_R, slot + OF_G, slot + DATA),
      )
    })
  }

  /** Counts cells by the keys' table and adds them to `counts`. */
  const countCells = (rgb: number, count: number, bins: number, of: Int32Array, counts: Uint32Array): void => {
    bytesUpTo(rgb + count * 3)
    withScratch(memory, (slot) => {
      writeKeys(memory, slot, of, bins)
      const found = new Uint32Array(memory.buffer, slot + DATA, bins * bins).fill(0)
      exports.countCells(rgb, count, bins, slot + OF_R, slot + OF_G, slot + DATA)
      found.forEach((n, cell) => (counts[cell] = (counts[cell] as number) + n))
    })
  }

  return {
    prepareTable(next, kept = EVERY_PIXEL) {
      plain.prepareTable(next, kept)
      ;[table, rule, last] = [next, kept, undefined]
      plainly = next.binning.kind === 'rg' && kept.light === 'linear'
      if (next.binning.kind === 'rg') keys = openCv(next.binning.bins)
    },
    tableMask(rgb, count, threshold, out) {
      return plainly ? plain.tableMask(rgb, count, threshold, out) : lookUp(rgb, count, out, bytesFor('mask', threshold))
    },
    tableScore(rgb, count, threshold, out) {
      if (plainly) plain.tableScore(rgb, count, threshold, out)
      else lookUp(rgb, count, out, bytesFor('score', threshold))
    },
    countBins(rgb, count, binning, kept, counts) {
      const entries = entriesOf(binning)
      const slow = !keepsAll(kept) || (binning.kind === 'rg' && kept.light === 'linear')
      if (slow || count < Math.max(FEW, entries) || counts.length !== entries) return plain.countBins(rgb, count, binning, kept, counts)
      if (binning.kind === 'rg') return countCells(rgb, count, binning.bins, openCv(binning.bins), counts)
      bytesUpTo(rgb + count * 3)
      withScratch(memory, (slot) => {
        const found = new Uint32Array(memory.buffer, slot, 1024).fill(0)
        exports.countHues(rgb, count, slot)
        found.forEach((n, i) => {
          if (n > 0) counts[i % 256] = (counts[i % 256] as number) + n
        })
      })
    },
    chromaticityPlane(rgb, count, window, counts) {
      const { bins, r, g } = window
      const whole = r[0] === 0 && r[1] === 1 && g[0] === 0 && g[1] === 1
      const small = count < Math.max(FEW, bins * bins)
      if (!whole || bins > CELLS_MAX || small || counts.length !== bins * bins) return plain.chromaticityPlane(rgb, count, window, counts)
      countCells(rgb, count, bins, numpy(bins), counts)
    },
    chromaticityHistograms(rgb, count, bins, r, g) {
      if (bins > BINS_MAX || count < FEW || r.length !== bins || g.length !== bins)
        return plain.chromaticityHistograms(rgb, count, bins, r, g)
      bytesUpTo(rgb + count * 3)
      withScratch(memory, (slot) => {
        const of = numpy(bins)
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

/** The key tables of a cell r · bins + g. */
function writeKeys(memory: WebAssembly.Memory, slot: number, of: Int32Array, bins: number): void {
  const ofR = new Int32Array(memory.buffer, slot + OF_R, of.length)
  const ofG = new Int32Array(memory.buffer, slot + OF_G, of.length)
  of.forEach((bin, key) => {
    ofR[key] = bin < 0 ? NONE : bin * bins
    ofG[key] = bin < 0 ? NONE : bin
  })
}
