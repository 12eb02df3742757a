/** What the photo's pane and the pair's have in common: the wheel zooms at the cursor, Escape ends what is begun. */
import { onScopeDispose, watch, type Ref } from 'vue'

/** Zoom per wheel pixel: a notch of 100 is a factor of 1.2. */
const WHEEL_RATE = Math.log(1.2) / 100
const LINE_HEIGHT = 33

/** `zoomBy` is called with the factor that the wheel asks for, while `isOpen`. */
export function usePaneWheel(
  root: Readonly<Ref<HTMLElement | null>>,
  isOpen: () => boolean,
  zoomBy: (factor: number, event: WheelEvent) => void,
): void {
  function wheel(event: WheelEvent): void {
    if (!isOpen()) return
    event.preventDefault()
    const pixels = event.deltaMode === 1 ? event.deltaY * LINE_HEIGHT : event.deltaY
    // A pinch on a touchpad comes as a wheel with Ctrl and small steps.
    const rate = event.ctrlKey ? WHEEL_RATE * 4 : WHEEL_RATE
    zoomBy(Math.exp(-pixels * rate), event)
  }
  watch(root, (element, _, onCleanup) => {
    if (!element) return
    // A wheel listener must not be passive to keep the page from scrolling.
    element.addEventListener('wheel', wheel, { passive: false })
    onCleanup(() => element.removeEventListener('wheel', wheel))
  })
}

/** Before any other listener of the window. */
export function useEscape(escaped: (event: KeyboardEvent) => void): void {
  const listener = (event: KeyboardEvent) => {
    if (event.key === 'Escape') escaped(event)
  }
  window.addEventListener('keydown', listener, true)
  onScopeDispose(() => window.removeEventListener('keydown', listener, true))
}
