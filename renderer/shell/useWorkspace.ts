/** Saves the workspace by itself, a moment after each change, and as the window goes. */
import { onScopeDispose, ref, watch } from 'vue'
import { choices } from '../pair/stores/choices'
import { photos } from '../pair/stores/pair'
import { keptSeen } from '../pair/stores/regions'
import { pairView } from '../pair/stores/view'
import { viewpoint as pairViewpoint } from '../pair/stores/viewport'
import { charts } from '../charts/choices'
import { info } from '../mask/stores/documents'
import { exportChoices } from '../mask/stores/export-choices'
import { keepNow } from './keeping'
import { lastSession } from '../photo/last-session'
import { history, segmentation } from '../mask/stores/segmentation'
import { view } from '../commands/view'
import { viewpoint } from '../mask/stores/viewport'

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
