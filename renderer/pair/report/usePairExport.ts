/** One export of the comparison at a time. Main asks where to save. */
import type { ComparisonExport } from '../../../contract/comparison'
import { toastSaved, useSaving } from '../../photo/useSaving'
import { exportComparison } from '../stores/client'
import { comparison } from '../stores/comparison'
import { settleChanges } from '../composables/useComparison'

export function usePairExport(done: () => void) {
  const { state, run, cancel } = useSaving('exportComparison')

  const save = (what: ComparisonExport): Promise<void> =>
    run(async (watched) => {
      const open = comparison.value
      if (!open) return
      await settleChanges()
      const saved = await exportComparison(open.found.comparison, what, watched)
      // Closing the system's dialog is a change of mind about the file, not about the export.
      if (!saved) return
      toastSaved(saved)
      done()
    })

  return { state, save, cancel }
}
