/** Where one run of pixels lies in the shared memory; offsets are bytes. */
export interface BlendRun {
  readonly rgb: number
  /** A byte a pixel, 0..255. */
  readonly mask: number
  /** A byte a pixel, or -1 where the photo has no alpha: the result then has 3 channels, else 4. */
  readonly alpha: number
  /** RGB of what shows outside of the mask, or -1 for the photo without its colour. */
  readonly behind: number
  readonly out: number
  readonly count: number
}

/**
 * The photo in the mask and something else of it elsewhere, a soft mask mixing the two. Without colour a pixel is
 * scikit-image's grey of it, 0.2125 R + 0.7154 G + 0.0721 B, rounded. The photo's own alpha stays as it is.
 */
export function blendRow(bytes: Uint8Array, { rgb, mask, alpha, behind, out, count }: BlendRun): void {
  const channels = alpha < 0 ? 3 : 4
  for (let i = 0; i < count; i++) {
    const from = rgb + i * 3
    const to = out + i * channels
    const cover = bytes[mask + i]!
    const grey = Math.round(0.2125 * bytes[from]! + 0.7154 * bytes[from + 1]! + 0.0721 * bytes[from + 2]!)
    for (let channel = 0; channel < 3; channel++) {
      const rest = behind < 0 ? grey : bytes[behind + i * 3 + channel]!
      bytes[to + channel] = rest + Math.round(((bytes[from + channel]! - rest) * cover) / 255)
    }
    if (alpha >= 0) bytes[to + 3] = bytes[alpha + i]!
  }
}
