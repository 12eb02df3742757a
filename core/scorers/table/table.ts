/**
 * What a back-projection looks a pixel up by: its hue, 180 entries (0..179), or its cell of the
 * (r, g) plane, bins × bins entries, r-major, by OpenCV's float32 rule (a pixel with r or g = 1 has none).
 */
export type Binning = { readonly kind: 'hue' } | { readonly kind: 'rg'; readonly bins: number }

/** Whether pixels are looked up by their hue, which a photo keeps. */
export const usesHues = ({ kind }: Binning): boolean => kind === 'hue'

/**
 * A back-projection: the score, 0..255, of every entry of its binning. Whole for hue, since OpenCV
 * back-projects 8-bit planes to bytes; not for (r, g), whose float32 planes give float32.
 */
export interface ScoreTable {
  readonly binning: Binning
  readonly scores: Float32Array
}

/** Where the hues of a photo lie, a byte a pixel, beside its RGB bytes. Offsets are bytes of the shared memory. */
export interface HuePlaneOf {
  readonly hues: number
  readonly rgb: number
  readonly pixels: number
}
