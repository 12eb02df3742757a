/**
 * Smooths the edge of a mask: a pixel belongs where more than half of the disc around it does, which
 * is the median of the mask over skimage.morphology.disk(r) (a disc has an odd number of pixels). Beyond the border
 * the border's pixels go on, as scipy.ndimage.median_filter(mode='nearest') has it.
 *
 * Only near an edge is anything counted: 32 pixels whose neighbourhood is all mask or all ground stay as they are.
 */
import { tailOf, wordsOf } from './bit-mask'
import { discWidths, type BitMask } from './morphology'

/** Rows [y0, y1) of the median by a disc of whole radius into `out` (same layout as the mask). */
export function majorityRows(mask: BitMask, radius: number, out: Int32Array, y0: number, y1: number): void {
  const { bits, width, height } = mask
  const words = wordsOf(width)
  const widths = discWidths(radius)
  const half = widths.reduce((sum, w, dy) => sum + (2 * w + 1) * (dy === 0 ? 1 : 2), 0) >> 1
  const uniform = uniformWords(mask, radius)
  const sums = new Sums(mask, radius)
  for (let y = y0; y < y1; y++) {
    const found = uniform(y)
    const rows: Int32Array[] = []
    for (let i = 0; i < words; i++) {
      if (found[i] === 1) {
        out[y * words + i] = bits[y * words + i]!
        continue
      }
      if (rows.length === 0) for (let dy = -radius; dy <= radius; dy++) rows.push(sums.of(Math.max(0, Math.min(height - 1, y + dy))))
      out[y * words + i] = majorityWord(rows, widths, half, i * 32, Math.min(32, width - i * 32))
    }
    out[y * words + words - 1]! &= tailOf(width)
  }
}

/** A bit a pixel from `first` on. `rows[radius + dy][x]`: pixels of that row left of x - radius. */
function majorityWord(rows: readonly Int32Array[], widths: readonly number[], half: number, first: number, count: number): number {
  const radius = widths.length - 1
  let word = 0
  for (let bit = 0; bit < count; bit++) {
    const centre = first + bit + radius
    let sum = 0
    for (let dy = -radius; dy <= radius; dy++) {
      const w = widths[dy < 0 ? -dy : dy]!
      const row = rows[radius + dy]!
      sum += row[centre + w + 1]! - row[centre - w]!
    }
    if (sum > half) word |= 1 << bit
  }
  return word
}

/** For a row: 1 for each word whose pixels, and all within `reach` of them, are equal. */
export function uniformWords({ bits, width, height }: BitMask, reach: number): (y: number) => Uint8Array {
  const words = wordsOf(width)
  const tail = tailOf(width)
  const span = (reach + 31) >>> 5
  const any = new Int32Array(words)
  const all = new Int32Array(words)
  const found = new Uint8Array(words)
  return (y) => {
    any.fill(0)
    all.fill(-1)
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
      for (let i = 0, at = row * words; i < words; i++, at++) {
        any[i]! |= bits[at]!
        all[i]! &= bits[at]!
      }
    }
    // Bits beyond the width stand for the last pixel going on.
    if ((all[words - 1]! & tail) === tail) all[words - 1] = -1
    const [near, far] = reach < 32 ? [1, 32 - reach] : [span, 0]
    for (let i = 0; i < words; i++) {
      let ground = any[i]!
      let inside = all[i]!
      if (far > 0) {
        // Only the pixels of the words beside that are within reach.
        if (i >= near) [ground, inside] = [ground | (any[i - 1]! >>> far), inside & ~(~all[i - 1]! >>> far)]
        if (i + near < words) [ground, inside] = [ground | (any[i + 1]! << far), inside & ~(~all[i + 1]! << far)]
      } else {
        for (let j = Math.max(0, i - near); j <= Math.min(words - 1, i + near); j++) [ground, inside] = [ground | any[j]!, inside & all[j]!]
      }
      found[i] = ground === 0 || inside === -1 ? 1 : 0
    }
    return found
  }
}

/** Running sums of rows, kept while they are near: of[x + 1] - of[x] is pixel x - radius, the border's pixels going on. */
class Sums {
  readonly #kept = new Map<number, Int32Array>()

  constructor(
    private readonly mask: BitMask,
    private readonly radius: number,
  ) {}

  of(y: number): Int32Array {
    const known = this.#kept.get(y)
    if (known !== undefined) return known
    const { bits, width } = this.mask
    const row = y * wordsOf(width)
    // Rows come in order: the oldest is the farthest, and its memory serves again.
    const full = this.#kept.size > 2 * this.radius + 1
    const oldest = full ? this.#kept.keys().next().value! : -1
    const sums = full ? this.#kept.get(oldest)! : new Int32Array(width + 2 * this.radius + 1)
    if (full) this.#kept.delete(oldest)
    for (let x = 0, sum = 0; x < width + 2 * this.radius; x++) {
      const at = Math.max(0, Math.min(width - 1, x - this.radius))
      sum += (bits[row + (at >>> 5)]! >>> (at & 31)) & 1
      sums[x + 1] = sum
    }
    this.#kept.set(y, sums)
    return sums
  }
}
