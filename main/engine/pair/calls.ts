/** What the engine is asked about comparisons: requests, replies, and who answers them. */
import type {
  Changes,
  ColourChange,
  Comparison,
  ComparisonExport,
  ComparisonLayer,
  CompareOptions,
  DetectOptions,
  DifferenceMode,
  SlowMetrics,
} from '../../../contract/comparison'
import type { ScoreScale, Segmentation, View } from '../../../contract/contract'
import { channelsOf } from '../../../core/pair/difference/maps'
import type { CallContext } from '../context'
import { colourScores, measureColour } from './colour'
import type { Comparisons } from './comparisons'
import { differencePicture, exportComparison } from './export'

export interface ComparisonRequests {
  /** Aligns, matches light, finds changes; everything is kept under the id until it is released. */
  compare: { request: { comparison: string; before: string; after: string; options: CompareOptions }; reply: Comparison }
  /** Other settings of the sliders: no pixel of the photos is read again. */
  detectChanges: { request: { comparison: string; options: DetectOptions }; reply: Changes }
  /** Pixels: the layer's bytes, `channels` a pixel. */
  comparisonView: {
    request: { comparison: string; layer: ComparisonLayer; view: View }
    reply: { width: number; height: number; channels: number }
  }
  measureColour: { request: { comparison: string; segmentation: Segmentation }; reply: ColourChange }
  /** Pixels: the scores of before and after, two bytes a pixel. */
  readColour: {
    request: { comparison: string; segmentation: Segmentation; view: View }
    reply: { width: number; height: number; scale: ScoreScale }
  }
  /** The difference as a file's bytes: PNG. */
  differencePicture: { request: { comparison: string; mode: DifferenceMode }; reply: { png: Uint8Array } }
  comparisonMetrics: { request: { comparison: string }; reply: SlowMetrics }
  /** Writes `target` atomically; never over one of the two photos unless `overwriteSource`. */
  exportComparison: {
    request: { comparison: string; what: ComparisonExport; target: string; overwriteSource: boolean }
    reply: { bytes: number }
  }
  releaseComparison: { request: { comparison: string }; reply: Record<string, never> }
}

type Answers = {
  [N in keyof ComparisonRequests]: (
    request: ComparisonRequests[N]['request'],
    context: CallContext,
  ) => Promise<ComparisonRequests[N]['reply']>
}

/** `comparisons` is asked for when a call comes: the service is not whole before. */
export function comparisonCalls(comparisons: () => Comparisons): Answers {
  return {
    compare: (request, context) => comparisons().add(request, context),
    detectChanges: ({ comparison, options }, context) => comparisons().detect(comparison, options, context),
    comparisonView: async ({ comparison, layer, view }, context) => {
      context.pixels(await comparisons().read(comparison, layer, view, context))
      return { width: view.region.w, height: view.region.h, channels: channelsOf(layer) }
    },
    measureColour: ({ comparison, segmentation }, context) =>
      comparisons().using(comparison, context, (inUse) => measureColour(inUse, segmentation)),
    readColour: ({ comparison, segmentation, view }, context) =>
      comparisons().using(comparison, context, async (inUse) => {
        const { bytes, scale } = await colourScores(inUse, segmentation, view)
        context.pixels(bytes)
        return { width: view.region.w, height: view.region.h, scale }
      }),
    differencePicture: ({ comparison, mode }, context) =>
      comparisons().using(comparison, context, async (inUse) => ({ png: await differencePicture(inUse, mode) })),
    comparisonMetrics: ({ comparison }, context) => comparisons().metrics(comparison, context),
    exportComparison: async ({ comparison, what, target, overwriteSource }, context) => {
      // Measured beforehand where it is reported, so that the window need not have asked for it.
      const metrics = what.content === 'report' || what.content === 'json' ? await comparisons().metrics(comparison, context) : null
      return await comparisons().using(comparison, context, (inUse) => exportComparison(inUse, metrics, what, { target, overwriteSource }))
    },
    releaseComparison: async ({ comparison }) => {
      comparisons().release(comparison)
      return {}
    },
  }
}
