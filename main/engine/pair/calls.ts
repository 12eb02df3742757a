/** Who answers the engine's calls about comparisons. */
import { channelsOf } from '../../../core/pair/difference/maps'
import type { EngineAnswers } from '../requests'
import { colourScores, measureColour } from './colour'
import type { Comparisons } from './comparisons'
import { differencePicture, exportComparison } from './export'

type ComparisonCall =
  | ('compare' | 'detectChanges' | 'readComparison' | 'comparisonMetrics' | 'closeComparison')
  | ('measureColour' | 'readColour' | 'differencePicture' | 'exportComparison')

/** `comparisons` is asked for when a call comes: the service is not whole before. */
export function comparisonCalls(comparisons: () => Comparisons): EngineAnswers<ComparisonCall> {
  return {
    compare: (request, context) => comparisons().add(request, context),
    detectChanges: ({ comparison, options }, context) => comparisons().detect(comparison, options, context),
    readComparison: async ({ comparison, layer, view }, context) => {
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
    closeComparison: async ({ comparison }) => {
      comparisons().release(comparison)
      return {}
    },
  }
}
