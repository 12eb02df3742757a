/** Shows one photo after the other: while a key is held, or by a timer that runs only when it was switched on. */
import { onScopeDispose, ref, watch } from 'vue'
import { commandOf } from '../../commands/registry'
import { endPeek, pairView } from '../stores/view'

const reduced = window.matchMedia('(prefers-reduced-motion: reduce)')
/** The system asks for no motion: no timer changes the picture then, and keys still do. */
export const isStill = ref(reduced.matches)
reduced.addEventListener('change', () => (isStill.value = reduced.matches))

export function useBlink(): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = () => clearInterval(timer)

  watch(
    () => [pairView.running && !isStill.value && pairView.shown === 'blink', pairView.rate] as const,
    ([isRunning, rate]) => {
      stop()
      if (isRunning) timer = setInterval(() => (pairView.blinked = pairView.blinked === 'before' ? 'after' : 'before'), 1000 / rate)
      else pairView.blinked = 'before'
    },
    { immediate: true },
  )
  watch(
    () => pairView.shown,
    (shown) => shown !== 'blink' && (pairView.running = false),
  )

  const up = (event: KeyboardEvent) => event.key.toUpperCase() === commandOf('blink.peek').keys && endPeek()
  window.addEventListener('keyup', up)
  window.addEventListener('blur', endPeek)
  onScopeDispose(() => {
    stop()
    endPeek()
    window.removeEventListener('keyup', up)
    window.removeEventListener('blur', endPeek)
  })
}
