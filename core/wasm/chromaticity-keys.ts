/** What the keys of the compiled kernels (assembly/cells.ts) mean: bins and cells by the rule of numpy or of OpenCV. */
import { floatBin } from '../scorers/table/definition'
import { binEdges, binOf } from '../kernels/definition'

/** The bin of every key (assembly/cells.ts): of 2 · floor the bin itself, of an edge what the library says; -1 for none and black. */
function binsOfKeys(bins: number, edgeBin: (ratio: number) => number): Int32Array {
  return Int32Array.from({ length: 2 * bins + 3 }, (_, key) => {
    const floor = key >> 1
    if (floor > bins) return -1
    return key % 2 === 1 ? edgeBin(floor / bins) : floor < bins ? floor : -1
  })
}

/** The last one made is kept: a task asks for it run after run. */
function lastOf(make: (bins: number) => Int32Array): (bins: number) => Int32Array {
  let last: { readonly bins: number; readonly keys: Int32Array } | undefined
  return (bins) => {
    if (last?.bins !== bins) last = { bins, keys: make(bins) }
    return last.keys
  }
}

/** The bin of every key as OpenCV's calcHist over [0, 1) of float32 has it. */
export const openCvBins = lastOf((bins) => binsOfKeys(bins, (ratio) => floatBin(ratio, bins)))
/** As numpy.histogram over [0, 1] has it, the last bin closed. */
export const numpyBins = lastOf((bins) => {
  const edges = binEdges(0, 1, bins)
  return binsOfKeys(bins, (ratio) => binOf(ratio, edges))
})

/** Keys of a channel go from 0 (below the first edge there is nothing) to 2 · bins + 1 (on the last edge). */
export const sideOf = (bins: number): number => 2 * bins + 2

/** Calls back with every pair of keys, r-major, that has a cell r · bins + g. */
export function eachPair(of: Int32Array, bins: number, visit: (pair: number, cell: number) => void): void {
  const side = sideOf(bins)
  for (let r = 0; r < side; r++) {
    const binR = of[r] as number
    if (binR < 0) continue
    for (let g = 0; g < side; g++) {
      const binG = of[g] as number
      if (binG >= 0) visit(r * side + g, binR * bins + binG)
    }
  }
}

/** A table by cell as one by pair of keys; 0 where there is no cell, and for black at its end. */
export function byPairs(of: Int32Array, bins: number, cells: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(sideOf(bins) ** 2 + 1)
  eachPair(of, bins, (pair, cell) => (bytes[pair] = cells[cell] as number))
  return bytes
}
