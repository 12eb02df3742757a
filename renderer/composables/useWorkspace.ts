/** Saves the workspace by itself, a moment after each change, and as the window goes. */
import { onScopeDispose, ref, watch } from 'vue'
import { choices } from '../compare/stores/choices'
import { photos } from '../compare/stores/pair'
import { keptSeen } from '../compare/stores/regions'
import { pairView } from '../compare/stores/view'
import { viewpoint as pairViewpoint } from '../compare/stores/viewport'
import { charts } from '../stores/charts'
import { info } from '../stores/documents'
import { exportChoices } from '../stores/export-choices'
import { keepNow } from '../stores/keeping'
import { lastSession } from '../stores/last-session'
import { history, segmentation } from '../stores/segmentation'
import { view } from '../stores/view'
import { viewpoint } from '../stores/viewport'

/** Changes that follow each other wait for a rest, but no longer than this, in milliseconds. */
const REST_MS = 400
const LONGEST_MS = 1_000

/** False until the last session is back or was not wanted: an empty window must not replace it. */
export const saving = ref(false)

export function useWorkspace(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    keepNow()
  }
  watch(
    [
      saving,
      lastSession,
      info,
      segmentation,
      history.undoName,
      history.redoName,
      viewpoint,
      choices,
      photos,
      view,
      pairView,
      exportChoices,
      charts,
      keptSeen,
      pairViewpoint,
    ],
    () => {
      if (!saving.value) return
      if (timer === undefined) since = performance.now()
      clearTimeout(timer)
      timer = setTimeout(save, Math.max(0, Math.min(REST_MS, since + LONGEST_MS - performance.now())))
    },
    { deep: 2 },
  )
  const leave = () => timer !== undefined && save()
  window.addEventListener('beforeunload', leave)
  onScopeDispose(() => {
    window.removeEventListener('beforeunload', leave)
    clearTimeout(timer)
  })
}
