/**
 * How a score becomes a byte for the screen, and a threshold becomes a cut on those bytes.
 * Pure: the engine writes with it and the window reads with it, so the two cannot drift.
 *
 * A likelihood or a density is monotone in the distance d (in standard deviations), so the byte
 * encodes d: even steps of 1/42.5 σ up to 6 σ serve every threshold alike, where steps of the
 * likelihood itself would leave nothing between coverage 99.6 % and 100 %.
 * `hue` and `rg` scores are bytes already.
 */
export type ScoreScale = { readonly kind: 'distance'; readonly peak: number } | { readonly kind: 'byte' }

/** The best score that a scale has: the greatest peak, or 255. */
export function peakOf(scale: ScoreScale): number {
  return scale.kind === 'distance' ? scale.peak : 255
}

/** Steps per standard deviation; 6 σ fill the byte. */
export const STEPS_PER_SIGMA = 42.5
/** No byte reaches this cut: an empty mask. */
export const CUT_NOTHING = 256

/** The distance, in standard deviations, at which the score equals the threshold; NaN where no score exceeds it. */
function distanceAt(threshold: number, peak: number): number {
  return threshold >= peak ? Number.NaN : Math.sqrt(-2 * Math.log(threshold / peak))
}

/** The byte of a squared distance: 255 at the mean, 0 from 6 σ on. Infinity is 0. */
export function byteOfSquaredDistance(squared: number): number {
  const steps = Math.sqrt(squared) * STEPS_PER_SIGMA
  return steps >= 255 ? 0 : 255 - Math.floor(steps)
}

/** A pixel of the map belongs to the mask where byte >= cut. 1..256; black pixels are 0 and so never belong. */
export function cutOf(threshold: number, scale: ScoreScale): number {
  if (scale.kind === 'byte') return Math.min(CUT_NOTHING, Math.max(1, Math.ceil(threshold)))
  const distance = distanceAt(threshold, scale.peak)
  if (Number.isNaN(distance)) return CUT_NOTHING
  return Math.max(1, byteOfSquaredDistance(distance * distance))
}

/**
 * The byte that a pixel gets in a map that must be exact at a threshold whose cut is `cut`:
 * rounding may not carry it across.
 */
export function anchoredByte(byte: number, belongs: boolean, cut: number): number {
  return belongs ? Math.max(byte, Math.min(cut, 255)) : Math.min(byte, cut - 1)
}
