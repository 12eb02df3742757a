/**
 * Whether the user is moving something that the mask depends on: a patch, a slider. While they do, the
 * pane is painted quickly, figures follow at a pace that can be read, and nothing else is asked of the engine.
 */
import { shallowRef, watch, type ShallowRef } from 'vue'
import { reportBusy } from '../../bridge/busy'

/** Still for so long is at rest, whether or not the button is held. */
const REST_MS = 140
/** Figures that change more often than this cannot be read. */
const BEAT_MS = 100

export const moving = shallowRef(false)
/** A pointer holds a patch: what lies under it is no question then. */
export const dragging = shallowRef(false)

let timer: ReturnType<typeof setTimeout> | undefined
reportBusy(moving)

/** Something moves, now. */
export function stir(): void {
  moving.value = true
  clearTimeout(timer)
  timer = setTimeout(() => (moving.value = false), REST_MS)
}

/**
 * Passes on the newest value: at once at rest, at most every BEAT_MS while something moves, and
 * always the last one in the end.
 */
export function calmly<T>(apply: (value: T) => void): { pass: (value: T) => void; drop: () => void } {
  let waiting: { value: T } | null = null
  let later: ReturnType<typeof setTimeout> | undefined
  let last = -Infinity

  function flush(): void {
    clearTimeout(later)
    later = undefined
    if (!waiting) return
    const { value } = waiting
    waiting = null
    last = performance.now()
    apply(value)
  }
  function pass(value: T): void {
    waiting = { value }
    const wait = moving.value ? BEAT_MS - (performance.now() - last) : 0
    if (wait <= 0) flush()
    else later ??= setTimeout(flush, wait)
  }
  function drop(): void {
    clearTimeout(later)
    later = undefined
    waiting = null
  }
  watch(moving, (now) => !now && flush(), { flush: 'sync' })
  return { pass, drop }
}

/** A value as the figures beside the picture show it: see `calmly`. */
export function calm<T>(source: () => T): Readonly<ShallowRef<T>> {
  const shown = shallowRef(source()) as ShallowRef<T>
  const { pass } = calmly<T>((value) => (shown.value = value))
  watch(source, pass, { flush: 'sync' })
  return shown
}
