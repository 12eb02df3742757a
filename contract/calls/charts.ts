/** What charts are drawn from, and charts as files. */
import * as v from 'valibot'
import { ChartContent, ChartName, ChromaticityPlane, HueCounts, PlaneBins, PlaneRange } from '../charts'
import { DocumentId, JobId } from '../documents'
import { Histograms } from '../findings'
import { finite, integer } from '../numbers'
import { Patch, Segmentation } from '../segmentation'
import { call, SavedFile } from './call'

export const chartCalls = {
  histograms: call(v.strictObject({ job: JobId, document: DocumentId, patch: v.nullable(Patch), bins: integer(10, 400) }), Histograms, {
    engine: true,
  }),
  /** Of the whole photo or of a patch. Pixels: counts and mean colours of the cells, see charts.ts. */
  chromaticityPlane: call(
    v.strictObject({ job: JobId, document: DocumentId, patch: v.nullable(Patch), bins: PlaneBins, range: PlaneRange }),
    ChromaticityPlane,
    { engine: true, pixels: true },
  ),
  hueCounts: call(
    v.strictObject({
      ...{ job: JobId, document: DocumentId, patch: v.nullable(Patch) },
      ...{ minimumBrightness: integer(0, 765), minimumSpread: integer(0, 255) },
    }),
    HueCounts,
    { engine: true },
  ),
  /** The area of the mask, before any clean-up, at each of the thresholds; they rise. */
  areasAt: call(
    v.strictObject({
      ...{ job: JobId, document: DocumentId, segmentation: Segmentation },
      thresholds: v.pipe(
        v.array(finite(0, 1e9)),
        v.minLength(1),
        v.maxLength(512),
        v.check((list) => list.every((threshold, i) => i === 0 || threshold > list[i - 1]!), 'rising thresholds'),
      ),
    }),
    v.strictObject({ areas: v.array(v.number()) }),
    { engine: true },
  ),
  /** Asks where to save and writes a chart of this photo. */
  saveChart: call(
    v.strictObject({ document: DocumentId, chart: ChartName, content: ChartContent }),
    v.strictObject({ saved: v.nullable(SavedFile) }),
  ),
} as const
