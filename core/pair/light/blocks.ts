/** Light that varies slowly over the photo: a factor for each block and channel, beside one gain and one bias. */
import { BRIGHTEST, DARKEST, medianOf, type Light, type LightBlocks, type LightPair } from './light'

/** Blocks along the longer side. */
const BLOCKS = 10
/** A block's own gain counts in full from this many pixels on. */
const TRUSTED = 150

export function matchBlocks(pair: LightPair, { gain, bias }: Light): LightBlocks {
  const { before, after, covered, width, height } = pair
  const side = Math.max(width, height) / BLOCKS
  const [columns, rows] = [Math.max(1, Math.round(width / side)), Math.max(1, Math.round(height / side))]
  const factors = new Float64Array(columns * rows * 3)
  for (let block = 0; block < columns * rows; block++) {
    const [column, row] = [block % columns, Math.floor(block / columns)]
    const [x0, x1] = [Math.floor((column * width) / columns), Math.floor(((column + 1) * width) / columns)]
    const [y0, y1] = [Math.floor((row * height) / rows), Math.floor(((row + 1) * height) / rows)]
    for (let channel = 0; channel < 3; channel++) {
      const ratios: number[] = []
      for (let y = y0; y < y1; y++) {
        for (let x = x0; x < x1; x++) {
          const p = y * width + x
          const i = p * 3 + channel
          const [from, to] = [before[i] as number, after[i] as number]
          const lit = gain[channel as 0] * from
          if (covered[p] !== 255 || from < 16 || from > BRIGHTEST || to < DARKEST || to > BRIGHTEST || lit < 16) continue
          ratios.push((to - bias[channel as 0]) / lit)
        }
      }
      const trust = Math.min(1, ratios.length / TRUSTED)
      factors[block * 3 + channel] = 1 + trust * (Math.max(0.4, Math.min(2.5, medianOf(Float32Array.from(ratios)) || 1)) - 1)
    }
  }
  return { columns, rows, factors: smoothFactors(factors, columns, rows) }
}

/**
 * The median of each 3 × 3 blocks, so that a change that fills one is not taken for light; then their mean, for light is
 * smooth. Beyond the border the run is continued straight: else a fall of light towards an edge would be flattened there.
 */
function smoothFactors(factors: Float64Array, columns: number, rows: number): Float64Array {
  const middles = around(factors, columns, rows, (values) => values.sort((a, b) => a - b)[4] as number)
  return around(middles, columns, rows, (values) => values.reduce((sum, value) => sum + value, 0) / 9)
}

function around(of: Float64Array, columns: number, rows: number, take: (values: number[]) => number): Float64Array {
  return of.map((_, i) => {
    const [block, channel] = [Math.floor(i / 3), i % 3]
    const [column, row] = [block % columns, Math.floor(block / columns)]
    const at = (x: number, y: number) => of[(y * columns + x) * 3 + channel] as number
    const continued = (x: number, y: number): number => {
      if (x < 0) return columns < 2 ? continued(0, y) : 2 * continued(0, y) - continued(1, y)
      if (x >= columns) return columns < 2 ? continued(0, y) : 2 * continued(columns - 1, y) - continued(columns - 2, y)
      if (y < 0) return rows < 2 ? at(x, 0) : 2 * at(x, 0) - at(x, 1)
      if (y >= rows) return rows < 2 ? at(x, 0) : 2 * at(x, rows - 1) - at(x, rows - 2)
      return at(x, y)
    }
    return take([-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => continued(column + dx, row + dy))))
  })
}
