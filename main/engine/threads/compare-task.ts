/**
 * What the worker threads do for a comparison. Steps over rows write rows of their own, in place or as records of float64 a
 * row, so the outcome does not depend on which thread had which rows; a step of one row is done by one thread.
 * All offsets are bytes of the shared memory.
 */
import type { WarpJob } from '../../../core/pair/warp'
import type { Alignment } from '../../../core/pair/align'
import type { RegionOptions } from '../../../core/pair/changes/regions'
import type { WeighedPair } from '../../../core/pair/evidence/numbers'
import type { DisplaceJob } from '../../../core/pair/local/displace'
import type { ResidualJob } from '../../../core/pair/changes/residual'
import type { DifferenceMode } from '../../../core/pair/difference'
import type { ByteLayer } from '../../../core/pair/difference/maps'
import type { Light } from '../../../core/pair/light/light'

export interface PixelPair {
  /** Offsets of RGB bytes, both `width` × `height`. */
  readonly before: number
  readonly after: number
  /** Offset of a byte a pixel, 255 where the two overlap; -1: everywhere. */
  readonly covered: number
  readonly width: number
  readonly height: number
}

/** A pyramid, for the search of a move. */
export interface LevelStack {
  readonly levels: readonly { readonly rgb: number; readonly width: number; readonly height: number }[]
}

/** A field of displacements in the memory: float32 u, then v. */
export interface FlowAt {
  readonly at: number
  readonly width: number
  readonly height: number
}

export type FigureKind = 'difference' | 'delta-e' | 'ssim'

/** A window of a pair at one level, for a layer of the view. */
export interface LayerWindow {
  readonly x: number
  readonly y: number
  readonly w: number
}

export type CompareStep =
  /** One row: SPLIT_CELLS float64 at `out`. `looked` is the same picture at smaller sizes. */
  | {
      readonly name: 'split'
      readonly sheet: LevelStack['levels'][number]
      readonly looked: LevelStack
      readonly out: number
    }
  /** Records of `length` float64 cells a row at `out` (a multiple of 8), as the kernel of that kind lays them out. */
  | { readonly name: 'figures'; readonly of: FigureKind; readonly pair: PixelPair; readonly length: number; readonly out: number }
  /** One row: ALIGN_CELLS float64 at `out`, see records.ts. */
  | { readonly name: 'align'; readonly before: LevelStack; readonly after: LevelStack; readonly wanted: Alignment; readonly out: number }
  | { readonly name: 'warp'; readonly job: WarpJob }
  /** One row: LIGHT_CELLS float64 at `out`. */
  | { readonly name: 'light'; readonly pair: PixelPair; readonly kind: 'global' | 'blocks'; readonly out: number }
  /** Takes the light out of a picture in place. */
  | { readonly name: 'unlight'; readonly rgb: number; readonly width: number; readonly height: number; readonly light: Light }
  | { readonly name: 'residual'; readonly job: ResidualJob }
  /** One row: the displacements that two aligned pyramids leave, float32 u then v at `out`, as large as their first level. */
  | { readonly name: 'flow'; readonly pairs: readonly PixelPair[]; readonly out: number }
  /** After through those displacements: rows. */
  | { readonly name: 'displace'; readonly flow: FlowAt; readonly job: DisplaceJob }
  /** Before in after's light, and the drift of the light taken in where there is one: rows of RGB bytes at `out`. */
  | {
      readonly name: 'relight'
      readonly pair: PixelPair
      readonly light: Light
      readonly drift: { readonly at: number; readonly width: number; readonly height: number } | null
      readonly out: number
    }
  /** One row: the drift of the light on a grid of means over `step` pixels, three float32 planes at `out`. `pair.before` is in after's light. */
  | { readonly name: 'drift'; readonly pair: PixelPair; readonly step: number; readonly out: number }
  /** One row: the residual's bytes in σ at `map`, NOISE_CELLS float64 at `out`. */
  | {
      readonly name: 'significance'
      readonly residual: number
      readonly structure: number
      readonly pixels: number
      readonly map: number
      readonly out: number
    }
  /** One row: region records (REGION_CELLS float64 each) after their number at `out`. */
  | {
      readonly name: 'regions'
      readonly map: number
      /** Float32 a pixel. */
      readonly residual: number
      readonly pair: PixelPair
      readonly tolerance: WeighedPair['tolerance']
      readonly options: RegionOptions
      readonly out: number
    }
  /** Two masks over the overlap: COLOUR_LENGTH float64 a row at `out`. `covered` as in PixelPair. */
  | {
      readonly name: 'colour'
      readonly before: number
      readonly after: number
      readonly covered: number
      readonly width: number
      readonly out: number
    }
  /** Two score maps of a window to one of two bytes a pixel, nothing where `covered` (of the level, `stride` a row) is not whole. */
  | {
      readonly name: 'interleave'
      readonly before: number
      readonly after: number
      readonly covered: number
      readonly stride: number
      readonly width: number
      readonly out: number
    }
  /** A difference as a picture, 1 or 3 bytes a pixel; `limit` is the greatest |difference| in grey, 0..1. */
  | { readonly name: 'draw'; readonly mode: DifferenceMode; readonly limit: number; readonly pair: PixelPair; readonly out: number }
  /** Bytes of a layer of the view, row by row. */
  | { readonly name: 'layer'; readonly layer: ByteLayer; readonly pair: PixelPair; readonly window: LayerWindow; readonly out: number }

export interface CompareTask {
  readonly kind: 'compare'
  readonly step: CompareStep
  readonly rows: number
  /** What a row costs, in pixels: it decides how many a thread takes at a time. */
  readonly width: number
  /** The shared memory's bytes when the task was made: a thread may not have seen it grow. */
  readonly end: number
}
