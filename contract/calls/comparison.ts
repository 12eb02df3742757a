/** Two open photos and what changed between them. */
import * as v from 'valibot'
import {
  Changes,
  ColourChange,
  CompareOptions,
  Comparison,
  ComparisonExport,
  ComparisonId,
  ComparisonLayer,
  DetectOptions,
  DifferenceMode,
  SlowMetrics,
} from '../comparison'
import { DocumentId, Grant, JobId, View } from '../documents'
import { ScoreScale } from '../findings'
import { Segmentation } from '../segmentation'
import { call, nothing, SavedFile } from './call'

export const comparisonCalls = {
  /** Aligns two open photos, matches their light and finds what changed. The comparison ends with either photo. */
  compare: call(
    v.strictObject({ job: JobId, before: DocumentId, after: DocumentId, options: CompareOptions }),
    v.strictObject({ comparison: ComparisonId, ...Comparison.entries }),
    { limit: 180_000 },
  ),
  /** The regions of other settings of the sliders; quick, no pixel of the photos is read again. */
  detectChanges: call(v.strictObject({ job: JobId, comparison: ComparisonId, options: DetectOptions }), Changes, { engine: true }),
  /** Pixels: the layer's bytes, `channels` a pixel; what a byte means is in core/pair/difference/maps.ts. */
  readComparison: call(
    v.strictObject({ job: JobId, comparison: ComparisonId, layer: ComparisonLayer, view: View }),
    v.strictObject({ width: v.number(), height: v.number(), channels: v.number() }),
    { engine: true, pixels: true },
  ),
  /** Cuts an open picture of two panels that show the same into two; `axis` says how they lay. */
  split: call(
    v.strictObject({ job: JobId, document: DocumentId }),
    v.strictObject({ grants: v.tuple([Grant, Grant]), axis: v.picklist(['columns', 'rows']) }),
  ),
  /** Puts the difference as it would be exported onto the clipboard. */
  copyDifference: call(v.strictObject({ job: JobId, comparison: ComparisonId, mode: DifferenceMode }), nothing),
  /** The model learned from patches of before, asked of both photos, after being aligned and in before's light. Clean-up steps take no part. */
  measureColour: call(v.strictObject({ job: JobId, comparison: ComparisonId, segmentation: Segmentation }), ColourChange, { engine: true }),
  /** Pixels: two bytes a pixel, the scores of before and of after; 0 and 0 where one of the photos shows nothing. */
  readColour: call(
    v.strictObject({ job: JobId, comparison: ComparisonId, segmentation: Segmentation, view: View }),
    v.strictObject({ width: v.number(), height: v.number(), scale: ScoreScale }),
    { engine: true, pixels: true },
  ),
  /** SSIM and ΔE2000 of the whole photo: a second or more, then kept. */
  comparisonMetrics: call(v.strictObject({ job: JobId, comparison: ComparisonId }), SlowMetrics, { engine: true, limit: 180_000 }),
  /** Asks where to save, writes atomically. `saved: null`: the user closed the dialog. */
  exportComparison: call(
    v.strictObject({ job: JobId, comparison: ComparisonId, what: ComparisonExport }),
    v.strictObject({ saved: v.nullable(SavedFile) }),
    { writes: true },
  ),
  closeComparison: call(v.strictObject({ comparison: ComparisonId }), nothing),
} as const
