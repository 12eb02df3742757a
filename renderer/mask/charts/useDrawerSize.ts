/** The height of the chart drawer: dragged by its upper edge, stepped by keys, or large at a press. The photo keeps some room. */
import { computed, onScopeDispose, ref, watchEffect } from 'vue'
import { settings } from '../../bridge/settings'

const MIN = 160
const USUAL = 216
const LARGE_SHARE = 0.55
const MOST_SHARE = 0.7
const KEY_STEP = 16

export function useDrawerSize() {
  const room = ref(window.innerHeight)
  const max = computed(() => Math.max(MIN, Math.floor(room.value * MOST_SHARE)))
  // As long as nobody says otherwise, a small window keeps more for the photo.
  const usual = computed(() => Math.min(USUAL, Math.floor(room.value * 0.4)))
  const height = computed(() => Math.min(max.value, settings.drawerHeight ?? usual.value))
  const large = computed(() => Math.min(max.value, Math.floor(room.value * LARGE_SHARE)))
  const expanded = computed(() => height.value > usual.value + 40)
  let from: { readonly y: number; readonly height: number } | null = null

  const set = (value: number) => (settings.drawerHeight = Math.round(Math.min(max.value, Math.max(MIN, value))))
  const reset = () => (settings.drawerHeight = null)
  function down(event: PointerEvent): void {
    if (event.button !== 0) return
    ;(event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)
    from = { y: event.clientY, height: height.value }
  }
  function move(event: PointerEvent): void {
    if (from) set(from.height + from.y - event.clientY)
  }
  const up = () => (from = null)
  function onKey(event: KeyboardEvent): void {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 6, PageDown: -6 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    set(height.value + by * KEY_STEP)
  }
  const toggle = () => (expanded.value ? reset() : set(large.value))
  const measure = () => (room.value = window.innerHeight)
  window.addEventListener('resize', measure)
  // Toasts and the plane's own column go by it too.
  watchEffect(() => document.documentElement.style.setProperty('--drawer', `${height.value}px`))
  onScopeDispose(() => {
    window.removeEventListener('resize', measure)
    document.documentElement.style.removeProperty('--drawer')
  })
  return { min: MIN, max, height, expanded, down, move, up, onKey, toggle, reset }
}
