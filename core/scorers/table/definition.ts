/**
 * Hue, histograms and back-projection as OpenCV has them for 8-bit pictures, bit for bit: cvtColor
 * (COLOR_RGB2HSV), calcHist, normalize (NORM_MINMAX, 0..255) and calcBackProject with scale 1.
 */

/** Hues are half degrees, 0..179. */
export const HUES = 180

/** OpenCV's fixed-point reciprocals: round(180 · 4096 / (6 · i)), 0 for 0; no quotient lies half way. */
const HUE_DIVISORS = Int32Array.from({ length: 256 }, (_, i) => (i === 0 ? 0 : Math.round(122_880 / i)))

/** 8-bit hue, 0..179; black and greys are 0. `round(hue° / 2)` is another number for 368,109 colours. */
export function hueOf(R: number, G: number, B: number): number {
  const most = Math.max(R, G, B)
  const spread = most - Math.min(R, G, B)
  // In this order: where two channels are greatest, the earlier one counts.
  const turn = most === R ? G - B : most === G ? B - R + 2 * spread : R - G + 4 * spread
  const hue = (turn * (HUE_DIVISORS[spread] as number) + 2048) >> 12
  return hue < 0 ? hue + HUES : hue
}

/** calcHist's bin of a hue: floor(v · (bins / 180)), not floor(v · bins / 180), which differs for some bins. */
export function hueBin(hue: number, bins: number): number {
  return Math.min(bins - 1, Math.floor(hue * (bins / HUES)))
}

/** calcHist's bin of a float32 chromaticity over [0, 1): floor(v · bins); -1 at 1, the upper bound being exclusive. */
export function floatBin(value: number, bins: number): number {
  const bin = Math.floor(Math.fround(value) * bins)
  return bin < bins ? bin : -1
}

/** Counts of every hue gathered into `bins` bins. */
export function hueHistogram(hues: ArrayLike<number>, bins: number): Uint32Array {
  const counts = new Uint32Array(bins)
  for (let hue = 0; hue < HUES; hue++) {
    const bin = hueBin(hue, bins)
    counts[bin] = (counts[bin] as number) + (hues[hue] as number)
  }
  return counts
}

/** normalize(…, 0, 255, NORM_MINMAX) of a float32 histogram; all 0 where it is flat. Counts above 2^24 are rounded, as there. */
export function normalizeMinMax(counts: ArrayLike<number>): Float32Array {
  const values = Float32Array.from(counts)
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const scale = most > least ? Math.fround(255 * (1 / (most - least))) : 0
  const shift = -Math.fround(least * scale)
  return values.map((value) => value * scale + shift)
}

/** The byte that calcBackProject gives for a bin: rounded half to even, saturated. */
export function backProjected(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  const rounded = rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1
  return Math.min(255, Math.max(0, rounded))
}
