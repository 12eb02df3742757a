/**
 * What the worker threads do to masks. Every task writes rows or blocks of its own, so the outcome does not depend
 * on which thread had which. Offsets are bytes of the shared memory, multiples of 4.
 */
import type { Ramp } from '../../../core/scorers/shared/ramp'
import type { Region } from '../../../contract/contract'
import type { Scorer } from '../../../core/scorers/shared/kind'
import type { Window } from './window'

/** A mask in the shared memory: bits (core/mask/bit-mask.ts) when hard, 16 bits a pixel when soft. */
export interface MaskPlace {
  readonly kind: 'hard' | 'soft'
  readonly offset: number
  readonly width: number
  readonly height: number
}

/** Where the runs of a mask and how they are joined lie: see core/mask/components.ts. */
export interface RunsPlace {
  readonly mask: MaskPlace
  readonly inverted: boolean
  readonly rowStarts: number
  readonly runs: number
  readonly parents: number
  readonly areas: number
}

/** Which regions stay: so many, the largest; those that share a pixel with a hard mask; or all. */
export type Kept = { readonly largest: number } | { readonly touching: MaskPlace } | null

export type CleanStepTask =
  | { readonly name: 'pack'; readonly bytes: number; readonly out: MaskPlace }
  | { readonly name: 'dilate'; readonly mask: MaskPlace; readonly radius: number; readonly erode: boolean; readonly out: MaskPlace }
  | { readonly name: 'median'; readonly mask: MaskPlace; readonly radius: number; readonly out: MaskPlace }
  | { readonly name: 'blur'; readonly mask: MaskPlace; readonly sigma: number; readonly out: MaskPlace }
  /** A row of this task is a strip of columns, see core/mask/guided.ts. `rgb`: the whole photo. */
  | {
      readonly name: 'refine'
      readonly mask: MaskPlace
      readonly rgb: number
      readonly radius: number
      readonly epsilon: number
      readonly out: MaskPlace
    }
  /** What of `mask` lies in `other`, a hard one. */
  | { readonly name: 'and'; readonly mask: MaskPlace; readonly other: MaskPlace; readonly out: MaskPlace }
  /** Where a soft mask is more than 0. */
  | { readonly name: 'positive'; readonly mask: MaskPlace; readonly out: MaskPlace }
  | { readonly name: 'invert'; readonly mask: MaskPlace; readonly out: MaskPlace }
  | { readonly name: 'harden'; readonly mask: MaskPlace; readonly out: MaskPlace }
  | { readonly name: 'ramp'; readonly source: Window; readonly scorer: Scorer; readonly ramp: Ramp; readonly out: MaskPlace }
  /** Result: pixels; of a soft mask, those that are more than half in it. */
  | { readonly name: 'count'; readonly mask: MaskPlace }
  /** Number of runs of each row, Int32, at `counts`. */
  | { readonly name: 'runs'; readonly mask: MaskPlace; readonly inverted: boolean; readonly counts: number }
  /** A row of this task is a block of rows. */
  | { readonly name: 'join'; readonly runs: RunsPlace }
  /** One row. Result: regions, of which those that are not kept have no area. */
  | { readonly name: 'merge'; readonly runs: RunsPlace; readonly keep: Kept }
  | { readonly name: 'filter'; readonly runs: RunsPlace; readonly below: number; readonly out: MaskPlace }
  /** One row. Records of core/mask/measure-regions.ts, one an object, at `records` (a multiple of 8); `rgb`: the whole photo. */
  | {
      readonly name: 'measure'
      readonly objects: RunsPlace
      readonly holes: RunsPlace
      readonly regions: number
      readonly rgb: number
      readonly records: number
    }
  /** 16 bits a pixel, at `out`. */
  | { readonly name: 'wide'; readonly mask: MaskPlace; readonly out: number }
  /** A byte a pixel of the region of a level. */
  | { readonly name: 'view'; readonly mask: MaskPlace; readonly level: number; readonly region: Region; readonly out: number }

export interface CleanTask {
  readonly kind: 'clean'
  readonly step: CleanStepTask
  readonly rows: number
  /** What a row costs, in pixels of a plain task: it decides how many a thread takes at a time. */
  readonly width: number
}
