/** Colours in 64 × 64 × 64 keys: the upper six bits of R, G and B. What a class knows of a colour, it knows of its key. */
import { labOf } from '../../pair/delta-e'

/** How many keys there are. */
export const KEYS = 64 ** 3

export const keyOf = (R: number, G: number, B: number): number => ((R >> 2) << 12) | ((G >> 2) << 6) | (B >> 2)

/** The byte that stands for the four of one step of a channel. */
export const byteOfStep = (step: number): number => 4 * step + 2

/** Adds a run of pixels, 3 bytes each from `rgb` on, to the counts by key. */
export function countKeys(bytes: Uint8Array, rgb: number, count: number, counts: Uint32Array): void {
  for (let i = rgb, end = rgb + count * 3; i < end; i += 3) counts[keyOf(bytes[i]!, bytes[i + 1]!, bytes[i + 2]!)]! += 1
}

let made: Float64Array | undefined

/** L\*a\*b\* (D65) of every key, three numbers each. The same array every time: not to be written to. */
export function labOfKeys(): Float64Array {
  if (made !== undefined) return made
  const lab = new Float64Array(KEYS * 3)
  for (let key = 0; key < KEYS; key++) labOf(byteOfStep(key >> 12), byteOfStep((key >> 6) & 63), byteOfStep(key & 63), lab, key * 3)
  return (made = lab)
}
