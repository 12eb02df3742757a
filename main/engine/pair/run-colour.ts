/** Two masks, or two score maps, of one colour laid over each other: rows [y0, y1). */
import type { CompareStep } from '../threads/compare-task'

type Step<N extends CompareStep['name']> = Extract<CompareStep, { name: N }>

/** A row's record: pixels of the overlap, in the mask of before, in that of after, in both. */
export const COLOUR_LENGTH = 4

export function colourRows(bytes: Uint8Array, { before, after, covered, width, out }: Step<'colour'>, y0: number, y1: number): void {
  const records = new Float64Array(bytes.buffer, bytes.byteOffset + out, y1 * COLOUR_LENGTH)
  for (let y = y0; y < y1; y++) {
    let [overlap, was, is, both] = [0, 0, 0, 0]
    for (let p = y * width; p < (y + 1) * width; p++) {
      if (covered >= 0 && bytes[covered + p] !== 255) continue
      const a = (bytes[before + p] as number) & 1
      const b = (bytes[after + p] as number) & 1
      overlap++
      was += a
      is += b
      both += a & b
    }
    records.set([overlap, was, is, both], y * COLOUR_LENGTH)
  }
}

export function interleaveRows(
  bytes: Uint8Array,
  { before, after, covered, stride, width, out }: Step<'interleave'>,
  y0: number,
  y1: number,
): void {
  for (let y = y0; y < y1; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * width + x
      const isShown = covered < 0 || bytes[covered + y * stride + x] === 255
      bytes[out + p * 2] = isShown ? (bytes[before + p] as number) : 0
      bytes[out + p * 2 + 1] = isShown ? (bytes[after + p] as number) : 0
    }
  }
}
