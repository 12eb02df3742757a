/** What a search for the move between two photos looks at, and what it answers. */
import type { MoveModel } from './fit'
import { IDENTITY, type Matrix, type Size } from './geometry'
import type { Plane } from './plane'

/** A photo as the search sees it. */
export interface AlignSource extends Size {
  readonly levels: number
  /** Grey 0..255 of a pyramid level; asked once per level. */
  readonly grey: (level: number) => Plane
}

export interface Alignments {
  /** What was found; `none` where nothing was, or nothing is needed. */
  readonly model: 'none' | MoveModel
  /** Pixel centres of before to those of after. */
  readonly homography: Matrix
  /** Median of how far blocks of the photo are still off, in pixels of before; null where nothing was judged. */
  readonly residual: number | null
  /** Share of before that after shows. */
  readonly overlap: number
  /** Share of the photo's structured blocks that match, 0..1; null where nothing was judged. */
  readonly confidence: number | null
  /** False where a move was looked for and none explains the pair. */
  readonly found: boolean
}

export const UNALIGNED = (found: boolean, confidence: number | null = null): Alignments => ({
  model: 'none',
  homography: IDENTITY,
  residual: null,
  overlap: 1,
  confidence,
  found,
})
