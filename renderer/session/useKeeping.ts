/** Saves the workspace by itself, a moment after each change, and as the window goes. */
import { onScopeDispose, ref, watch } from 'vue'
import { current } from '../commands/current'
import { workspaces } from '../commands/workspaces'
import { keepNow } from './keeping'
import { lastSession } from './last-session'

/** Changes that follow each other wait for a rest, but no longer than this, in milliseconds. */
const REST_MS = 400
const LONGEST_MS = 1_000

/** False until the last session is back or was not wanted: an empty window must not replace it. */
export const saving = ref(false)

export function useKeeping(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since = 0

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    keepNow()
  }
  watch(
    [saving, lastSession, current, ...workspaces.flatMap(({ keeper }) => keeper.sources)],
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
