/**
 * One patch's Gaussian in the (r, g) plane:
 * d² = a·(r - meanR)² + 2b·(r - meanR)(g - meanG) + c·(g - meanG)², score = peak · exp(-d² / 2).
 * With b = 0, a = 1/σr², c = 1/σg² the two channels are independent.
 */
export interface EllipseModel {
  readonly meanR: number
  readonly meanG: number
  readonly a: number
  readonly b: number
  readonly c: number
  /** Score at the mean: 1 for likelihoods, 1/(2π·σr·σg) for densities. */
  readonly peak: number
  readonly role: 'add' | 'subtract'
}

/**
 * What a back-projection looks a pixel up by: its hue, 180 entries (0..179), or its cell of the
 * (r, g) plane, bins × bins entries, r-major, by OpenCV's float32 rule (a pixel with r or g = 1 has none).
 */
export type Binning = { readonly kind: 'hue' } | { readonly kind: 'rg'; readonly bins: number }

/**
 * A back-projection: the score, 0..255, of every entry of its binning. Whole for hue, since OpenCV
 * back-projects 8-bit planes to bytes; not for (r, g), whose float32 planes give float32.
 */
export interface ScoreTable {
  readonly binning: Binning
  readonly scores: Float32Array
}

/** A window of the (r, g) plane, cut into bins × bins cells by numpy's rule (each last bin closed). */
export interface ChromaticityWindow {
  readonly bins: number
  readonly r: readonly [low: number, high: number]
  readonly g: readonly [low: number, high: number]
}

/** Rows of `w` pixels, `stride` pixels apart, `h` of them; `rgb` is the offset of the first. */
export interface PixelWindow {
  readonly rgb: number
  readonly stride: number
  readonly w: number
  readonly h: number
}
