export interface Light {
  /** R, G, B: after ≈ gain · before + bias. */
  readonly gain: readonly [number, number, number]
  /** In bytes, 0..255. */
  readonly bias: readonly [number, number, number]
  /** Slow variation beside it; null for a light that is even. */
  readonly blocks: LightBlocks | null
  /** True where a gain stands at its limit, or the photo has one colour and tells nothing of a gain: then nothing is known of the light. */
  readonly limited?: boolean
}

/** Factors on the gain, at the middles of columns × rows equal blocks; three (R, G, B) each, row by row. */
export interface LightBlocks {
  readonly columns: number
  readonly rows: number
  readonly factors: Float64Array
}

export const SAME_LIGHT: Light = { gain: [1, 1, 1], bias: [0, 0, 0], blocks: null }

/** A small aligned pair: RGB bytes, and a byte a pixel that is 255 where both show the scene. */
export interface LightPair {
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly covered: Uint8Array
  readonly width: number
  readonly height: number
}

/** Bytes outside of this may be clipped, or be the ringing of a codec beside what is. */
export const DARKEST = 4

export const BRIGHTEST = 250

export function medianOf(values: Float32Array): number {
  return values.length === 0 ? 0 : (values.sort()[values.length >> 1] as number)
}
