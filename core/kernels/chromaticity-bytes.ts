/** One channel of chromaticity as a picture: a byte a pixel. */
import { lightOf, type PixelRule } from './pixel-rule'

/**
 * r (`channel` 0) or g (1) of a run of pixels, from `low` at 1 to `high` at 255 in even steps, rounded; values beyond are at
 * the ends. Black has no chromaticity: 0.
 */
export function chromaticityBytes(
  rgb: Uint8Array,
  out: Uint8Array,
  channel: 0 | 1,
  light: PixelRule['light'],
  low: number,
  high: number,
): void {
  const lights = lightOf({ light, minimumSum: 0, minimumSpread: 0, excludeClipped: false })
  const scale = 254 / (high - low)
  for (let i = 0, from = 0; i < out.length; i++, from += 3) {
    const sum = lights[rgb[from]!]! + lights[rgb[from + 1]!]! + lights[rgb[from + 2]!]!
    out[i] = sum === 0 ? 0 : 1 + Math.max(0, Math.min(254, Math.round((lights[rgb[from + channel]!]! / sum - low) * scale)))
  }
}

/** Shares of the pixels that a range leaves out at either end: a few odd pixels would stretch it. */
const OUTSIDE = 0.002

/** Where nearly all values of a channel lie, in hundredths; 0 to 1 for a photo that is all black. */
export function chromaticityRange(rgb: Uint8Array, channel: 0 | 1, light: PixelRule['light']): [low: number, high: number] {
  const lights = lightOf({ light, minimumSum: 0, minimumSpread: 0, excludeClipped: false })
  const values = new Float64Array(rgb.length / 3)
  let count = 0
  for (let from = 0; from < rgb.length; from += 3) {
    const sum = lights[rgb[from]!]! + lights[rgb[from + 1]!]! + lights[rgb[from + 2]!]!
    if (sum > 0) values[count++] = lights[rgb[from + channel]!]! / sum
  }
  if (count === 0) return [0, 1]
  const sorted = values.subarray(0, count).sort()
  const low = Math.floor(sorted[Math.floor(count * OUTSIDE)]! * 100) / 100
  const high = Math.ceil(sorted[Math.ceil(count * (1 - OUTSIDE)) - 1]! * 100) / 100
  return high > low ? [low, high] : [Math.max(0, low - 0.01), Math.min(1, low + 0.01)]
}
