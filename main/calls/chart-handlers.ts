/** What the contract's calls for the charts do; handlers.ts has all others. */
import { saveChartFile } from '../files/chart-file'
import type { Parts } from './parts'
import type { Handlers } from '../ipc/gate'

export function chartHandlers({ documents, grants, settings, windows }: Parts): Pick<Handlers, 'saveChart'> {
  return {
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
