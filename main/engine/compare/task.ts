/**
 * What the worker threads do for a comparison. Every step writes rows of its own, in place or as records of
 * float64 a row, so the outcome does not depend on which thread had which rows.
 */
export interface PixelPair {
  /** Offsets of RGB bytes, both `width` × `height`. */
  readonly before: number
  readonly after: number
  /** Offset of a byte a pixel, 255 where the two overlap; -1: everywhere. */
  readonly covered: number
  readonly width: number
  readonly height: number
}

export type FigureKind = 'difference' | 'delta-e' | 'ssim'

export type CompareStep =
  /** Records of `length` float64 cells a row at `out` (a multiple of 8), as the kernel of that kind lays them out. */
  { readonly name: 'figures'; readonly of: FigureKind; readonly pair: PixelPair; readonly length: number; readonly out: number }

export interface CompareTask {
  readonly kind: 'compare'
  readonly step: CompareStep
  readonly rows: number
  /** What a row costs, in pixels: it decides how many a thread takes at a time. */
  readonly width: number
}
