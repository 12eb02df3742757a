/** What the contract's calls for the charts do; handlers.ts has all others. */
import { saveChartFile } from '../files/chart-file'
import type { Parts } from './parts'
import type { Handlers } from '../ipc/gate'

type ChartCall = 'chromaticityPlane' | 'hueCounts' | 'areasAt' | 'saveChart'

export function chartHandlers({ documents, grants, host, settings, windows }: Parts): Pick<Handlers, ChartCall> {
  const own = (document: string, window: number) => documents.find(window, document).document
  return {
    chromaticityPlane: ({ document, patch, bins, range }, context) =>
      host.call('chromaticityPlane', { document: own(document, context.window), patch, bins, range }, context),
    hueCounts: ({ document, patch, minimumBrightness, minimumSpread }, context) =>
      host.call('hueCounts', { document: own(document, context.window), patch, minimumBrightness, minimumSpread }, context),
    areasAt: ({ document, segmentation, thresholds }, context) =>
      host.call('areasAt', { document: own(document, context.window), segmentation, thresholds }, context),
    saveChart: async ({ document, chart, content }, { window }) => {
      const { source } = documents.find(window, document)
      const owner = windows.find(window)
      const saved = owner ? await saveChartFile(owner, source, chart, content, settings.value.exportFolder) : null
      if (saved === null) return { saved: null }
      settings.update({ exportFolder: saved.folder })
      return { saved: { grant: grants.file(window, saved.path), bytes: saved.bytes } }
    },
  }
}
