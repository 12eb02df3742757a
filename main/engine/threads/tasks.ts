/**
 * What a worker thread is given: where the pixels lie in the shared memory, which kernel to run
 * over them, and the cells by which the threads share the rows out and hear of a cancel.
 */
import type { ClassScorer } from '../../../core/scorers/classes/scorer'
import { HUES } from '../../../core/scorers/table/definition'
import type { Window } from './window'
import type { Scorer } from '../../../core/scorers/shared/kind'
import { SUM_CELLS } from '../../../core/kernels/chromaticity-sums'
import { CELL } from '../../../core/kernels/coloured-plane'
import type { PixelRule } from '../../../core/kernels/pixel-rule'
import { entriesOf } from '../../../core/scorers/table/plain'
import type { Binning } from '../../../core/scorers/table/table'
import type { ChromaticityWindow } from '../../../core/kernels/windows'
import type { CleanTask } from './clean-task'
import type { CompareTask } from './compare-task'
import { KEYS } from '../../../core/scorers/classes/colour-keys'

export type Task =
  /** Turns the bytes of a mask at `mask` into labels. Result: pixels of none and of each class. */
  | { readonly kind: 'labels'; readonly source: Window; readonly scorer: ClassScorer; readonly mask: number }
  /** A step of a comparison of two photos. */
  | CompareTask
  /** A step of cleaning a mask. */
  | CleanTask
  /** `out`: w · h bytes, or -1 to count alone. Result: [pixels in the mask]. */
  | { readonly kind: 'mask'; readonly source: Window; readonly scorer: Scorer; readonly threshold: number; readonly out: number }
  /** `out`: w · h bytes. */
  | { readonly kind: 'score'; readonly source: Window; readonly scorer: Scorer; readonly threshold: number; readonly out: number }
  /** The scores of a kind that has 16 bits a pixel; `out` is a multiple of 2. */
  | { readonly kind: 'likelihoods'; readonly source: Window; readonly scorer: Scorer; readonly out: number }
  /** r (channel 0) or g (1) as a byte a pixel: see core/kernels/chromaticity-bytes.ts. */
  | {
      readonly kind: 'chromaticity'
      readonly source: Window
      readonly channel: 0 | 1
      readonly light: PixelRule['light']
      readonly low: number
      readonly high: number
      readonly out: number
    }
  /** Result: [black pixels, clipped pixels]. */
  | { readonly kind: 'census'; readonly source: Window }
  /** Result: `bins` counts of r, then `bins` of g. */
  | { readonly kind: 'histograms'; readonly source: Window; readonly bins: number }
  /** Counts pixels by hue or by cell of the (r, g) plane; result: an entry a bin. */
  | { readonly kind: 'bins'; readonly source: Window; readonly binning: Binning; readonly rule: PixelRule }
  /** Counts pixels by key of colour (core/models/classes/colour-keys.ts); result: KEYS counts. */
  | { readonly kind: 'colour-keys'; readonly source: Window }
  /** Writes a hue a pixel to `out`; result: 180 counts. The source's rows touch. */
  | { readonly kind: 'hues'; readonly source: Window; readonly out: number }
  /** Result: the sums that statistics are made of, see chromaticity-sums.ts. */
  | { readonly kind: 'sums'; readonly source: Window; readonly rule: PixelRule }
  /** The first pass of a patch's statistics, see core/kernels/statistics-rows.ts: ROW_SUMS float64 a row at `out`. */
  | { readonly kind: 'row-sums'; readonly source: Window; readonly rule: PixelRule; readonly out: number }
  /** The second: ROW_MOMENTS float64 a row at `out`. */
  | {
      readonly kind: 'row-moments'
      readonly source: Window
      readonly rule: PixelRule
      readonly means: readonly [number, number]
      readonly out: number
    }
  /** A pass of a kind of score over a patch (ScorerKind.passes): its numbers, float64, a row at `out`. */
  | {
      readonly kind: 'row-numbers'
      readonly source: Window
      readonly scorer: string
      readonly pass: number
      readonly rule: PixelRule
      readonly given: readonly number[]
      readonly out: number
    }
  /** 2-D histogram of chromaticity, r-major; result: bins² counts. */
  | { readonly kind: 'plane'; readonly source: Window; readonly window: ChromaticityWindow }
  /** That histogram with the sums of the colours; result: bins² · CELL numbers, see core/kernels/coloured-plane.ts. */
  | { readonly kind: 'coloured-plane'; readonly source: Window; readonly window: ChromaticityWindow }
  /** Which ratios occur: RATIO_FLAGS bytes at `flags`. */
  | { readonly kind: 'ratios'; readonly source: Window; readonly flags: number }
  /** Result: how many pixels pass none, one … all of the thresholds, which rise. */
  | { readonly kind: 'areas'; readonly source: Window; readonly scorer: Scorer; readonly thresholds: readonly number[] }
  /** One pyramid step. */
  | {
      readonly kind: 'halve'
      readonly from: number
      readonly width: number
      readonly height: number
      readonly channels: 1 | 3
      readonly out: number
    }
  /** Cut-out, see core/mask/cut-out.ts. `alpha` and `mask` are offsets of a byte per pixel; alpha may be -1. */
  | {
      readonly kind: 'compose'
      readonly source: Window
      readonly mask: number
      readonly alpha: number
      readonly matte: readonly [number, number, number] | null
      readonly out: number
    }
  /** The photo in the mask, something else of it elsewhere: see main/engine/export/blend.ts. */
  | {
      readonly kind: 'blend'
      readonly source: Window
      readonly mask: number
      readonly alpha: number
      readonly behind: number
      readonly out: number
    }

/** Int32 cells of a job, at an offset of the shared memory. */
export const CELL_NEXT_ROW = 0
export const CELL_CANCELLED = 1
export const CELL_ROWS_DONE = 2
export const CELL_BYTES = 64

export interface ThreadJob {
  readonly task: Task
  readonly cells: number
  readonly rowsPerBand: number
}

/** How many rows the task is cut along. */
export function rowsOf(task: Task): number {
  if (task.kind === 'compare' || task.kind === 'clean') return task.rows
  return task.kind === 'halve' ? Math.ceil(task.height / 2) : task.source.h
}

export function rowWidthOf(task: Task): number {
  if (task.kind === 'compare' || task.kind === 'clean') return task.width
  return task.kind === 'halve' ? task.width : task.source.w
}

/** True for tasks whose result is long: a thread adds it up over its rows, and gathers it seldom. */
export function countsMuch(task: Task): boolean {
  return ['histograms', 'bins', 'hues', 'sums', 'plane', 'colour-keys'].includes(task.kind)
}

/** How many numbers the task's result has; all are counts, and threads' counts add up. */
export function resultLength(task: Task): number {
  switch (task.kind) {
    case 'mask':
    case 'clean':
      return 1
    case 'census':
      return 2
    case 'labels':
      return task.scorer.parts.length + 1
    case 'histograms':
      return task.bins * 2
    case 'bins':
      return entriesOf(task.binning)
    case 'hues':
      return HUES
    case 'colour-keys':
      return KEYS
    case 'sums':
      return SUM_CELLS
    case 'coloured-plane':
      return task.window.bins ** 2 * CELL
    case 'areas':
      return task.thresholds.length + 1
    case 'plane':
      return task.window.bins ** 2
    default:
      return 0
  }
}
