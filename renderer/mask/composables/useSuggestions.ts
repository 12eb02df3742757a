/** Asks for the photo's main colours when it is opened, once. */
import { onScopeDispose, watch } from 'vue'
import { start } from '../../bridge/api'
import { reportBusy } from '../../bridge/busy'
import { info } from '../stores/documents'
import { engine } from '../../bridge/engine'
import { suggestions } from '../stores/suggestions'
import { newestWins } from '../../kit/use/newestWins'

/** As many as fit side by side. */
const MOST = 7
/** The photo itself comes first. */
const REST_MS = 60

export function useSuggestions(): void {
  const asked = newestWins({
    ask: ({ document }: { document: string }, signal) => start('suggestPatches', { document, most: MOST }, { signal }),
    answered: (answer, { document }) => {
      if (document === info.value?.document) suggestions.value = answer.suggestions
    },
  })
  watch(
    [() => info.value?.document, () => engine.epoch],
    ([document], [before]) => {
      if (document !== before) suggestions.value = []
      if (!document) return asked.drop()
      if (suggestions.value.length === 0) asked.want({ document }, REST_MS)
    },
    { immediate: true },
  )
  const stop = reportBusy(asked.pending)
  onScopeDispose(() => {
    stop()
    asked.drop()
  })
}
