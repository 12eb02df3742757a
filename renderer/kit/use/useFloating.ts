/** A panel that floats by its button: placed as it opens, and gone with Escape, a press elsewhere, or the focus leaving it. */
import { nextTick, onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { placePanel, windowRoom, type Placement, type PlacementOptions } from './placement'

/**
 * @param root holds the button (the element with `aria-expanded`) and the panel
 * @param panel the panel, while it is open
 */
export function useFloating(
  open: Ref<boolean>,
  root: Readonly<Ref<HTMLElement | null>>,
  panel: Readonly<Ref<HTMLElement | null>>,
  options: PlacementOptions = {},
) {
  const placement = shallowRef<Placement | null>(null)
  const button = () => root.value?.querySelector<HTMLElement>('[aria-expanded]') ?? null

  function place(): void {
    const anchor = (button() ?? root.value)?.getBoundingClientRect()
    if (!anchor || !panel.value) return
    const { width } = panel.value.getBoundingClientRect()
    // Its own height, not the one that an earlier place left it.
    placement.value = placePanel(anchor, { width, height: panel.value.scrollHeight }, windowRoom(), options)
  }
  const isOutside = (target: EventTarget | null) => target instanceof Node && !root.value?.contains(target)
  function onPress({ target }: Event): void {
    if (isOutside(target)) open.value = false
  }
  function onFocus({ target }: FocusEvent): void {
    if (isOutside(target)) open.value = false
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    // Else a dialog around it would take the key for itself.
    event.preventDefault()
    close()
  }
  /** The focus goes back to the button. */
  function close(): void {
    open.value = false
    button()?.focus()
  }

  const listeners = [
    ['pointerdown', onPress],
    ['focusin', onFocus],
    ['keydown', onKey],
    ['resize', place],
  ] as const
  const stop = () => {
    for (const [name, listener] of listeners) window.removeEventListener(name, listener as EventListener, true)
  }
  watch(
    open,
    async (shown) => {
      stop()
      placement.value = null
      if (!shown) return
      for (const [name, listener] of listeners) window.addEventListener(name, listener as EventListener, true)
      await nextTick()
      // In the top layer the window is what it is placed by, whatever contains it.
      if (panel.value?.popover && panel.value.isConnected && !panel.value.matches(':popover-open')) panel.value.showPopover()
      place()
    },
    { flush: 'sync' },
  )
  onScopeDispose(stop)

  /** Until it is placed it is not seen, but can have the focus, which nothing hidden can. */
  const style = () =>
    placement.value
      ? { left: `${placement.value.left}px`, top: `${placement.value.top}px`, maxHeight: `${placement.value.maxHeight}px` }
      : { left: '0', top: '0', opacity: '0' }
  return { style, close }
}
