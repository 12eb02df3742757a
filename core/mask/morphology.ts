/**
 * Dilation and erosion of a mask of bits by a disc, bit for bit skimage.morphology.disk: the pixels
 * with dx² + dy² <= r². Outside of the picture counts as background for a dilation and as foreground
 * for an erosion, as in skimage.morphology.binary_opening and binary_closing: the border wears nothing away.
 *
 * A disc is a stack of horizontal runs, w(dy) = ⌊√(r² - dy²)⌋ to either side. Widening distributes
 * over union and widths add, so Horner's scheme serves: take the row itself, widen by w(0) - w(1), add the
 * rows one away, widen by w(1) - w(2), and so on. That is 2r + 1 rows and at most r widenings for a row of
 * output, 32 pixels at a time; neither a distance transform nor van Herk's scheme beats it below r = 100.
 */
import { tailOf, wordsOf } from './bit-mask'

/** Half the width of the disc's row at each distance 0..r from its centre. */
export function discWidths(radius: number): number[] {
  return Array.from({ length: radius + 1 }, (_, dy) => Math.floor(Math.sqrt(radius * radius - dy * dy)))
}

export interface BitMask {
  readonly bits: Int32Array
  readonly width: number
  readonly height: number
}

/**
 * Rows [y0, y1) of the dilation of `source` by a disc of whole radius into `out` (all of its rows, same layout).
 * With `erode`, of its erosion, which is the dilation of the opposite.
 */
export function dilateRows(
  { bits, width, height }: BitMask,
  radius: number,
  erode: boolean,
  out: Int32Array,
  y0: number,
  y1: number,
): void {
  const words = wordsOf(width)
  const tail = tailOf(width)
  const flip = erode ? -1 : 0
  const widths = discWidths(radius)
  const row = new Int32Array(words)
  for (let y = y0; y < y1; y++) {
    for (let i = 0, at = y * words; i < words; i++, at++) row[i] = bits[at]! ^ flip
    row[words - 1]! &= tail
    for (let dy = 1; dy <= radius; dy++) {
      widen(row, words, widths[dy - 1]! - widths[dy]!)
      add(row, bits, words, y - dy >= 0 ? (y - dy) * words : -1, y + dy < height ? (y + dy) * words : -1, flip)
      row[words - 1]! &= tail
    }
    for (let i = 0, at = y * words; i < words; i++, at++) out[at] = row[i]! ^ flip
    out[y * words + words - 1]! &= tail
  }
}

/** Adds the rows that start at `above` and at `below`, where they are inside of the picture. */
function add(row: Int32Array, bits: Int32Array, words: number, above: number, below: number, flip: number): void {
  if (above >= 0 && below >= 0) for (let i = 0; i < words; i++) row[i]! |= (bits[above + i]! ^ flip) | (bits[below + i]! ^ flip)
  else if (above >= 0) for (let i = 0; i < words; i++) row[i]! |= bits[above + i]! ^ flip
  else if (below >= 0) for (let i = 0; i < words; i++) row[i]! |= bits[below + i]! ^ flip
}

/**
 * Widens every run of a row by `by` pixels to both sides, in place. Runs widened by j already have no gap
 * under 2j + 1, so the next shift may be that long: by 1, 3, 9, 27.
 */
function widen(row: Int32Array, words: number, by: number): void {
  for (let done = 0; done < by;) {
    const step = Math.min(by - done, 2 * done + 1, 31)
    const back = 32 - step
    let before = 0
    let here = row[0]!
    for (let i = 0; i < words; i++) {
      const next = i + 1 < words ? row[i + 1]! : 0
      row[i] = here | (here << step) | (before >>> back) | (here >>> step) | (next << back)
      before = here
      here = next
    }
    done += step
  }
  // Pixels beyond the width are cut off by the caller.
}
