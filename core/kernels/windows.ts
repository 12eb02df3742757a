/** Windows: parts of the (r, g) plane, and parts of a photo. */

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
