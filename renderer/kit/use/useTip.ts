/**
 * Tooltips: `v-tip="'text'"` or `v-tip="tipOf('view.mask')"` (commands/tips.ts), which adds the command's key. One bubble
 * serves the whole window (kit/TipBubble.vue); it comes on rest or keyboard focus, never on touch.
 */
import { shallowRef, type Directive } from 'vue'

export interface Tip {
  readonly text: string
  readonly keys?: string
}
export interface ShownTip extends Tip {
  readonly box: DOMRect
  /** The panel that it must not cover; see TipBubble. */
  readonly panel: DOMRect | null
}

const REST_MS = 450
/** Right after one tip the next comes at once: the user is reading them. */
const FLUENT_MS = 250

export const shownTip = shallowRef<ShownTip | null>(null)
const tips = new WeakMap<HTMLElement, Tip | null>()
let timer: ReturnType<typeof setTimeout> | undefined
let hiddenAt = -Infinity

function hideTip(): void {
  clearTimeout(timer)
  if (shownTip.value) hiddenAt = performance.now()
  shownTip.value = null
}

function show(target: HTMLElement): void {
  clearTimeout(timer)
  const rest = performance.now() - hiddenAt < FLUENT_MS ? 0 : REST_MS
  timer = setTimeout(() => {
    const tip = tips.get(target)
    if (tip && target.isConnected) {
      const panel = target.closest('[data-tips="aside"]')?.getBoundingClientRect() ?? null
      shownTip.value = { ...tip, box: target.getBoundingClientRect(), panel }
    }
  }, rest)
}

const onEnter = (event: Event) => show(event.currentTarget as HTMLElement)
/** Focus that comes back when a dialog closes is no question; Tab and arrows are. */
let asking = false
window.addEventListener('keydown', ({ key }) => (asking = key === 'Tab' || key.startsWith('Arrow')), true)
const onFocus = (event: Event) => {
  if (asking) show(event.currentTarget as HTMLElement)
}

type TipValue = string | Tip | null | undefined
const asTip = (value: TipValue): Tip | null => (typeof value === 'string' ? { text: value } : (value ?? null))

export const tip: Directive<HTMLElement, TipValue> = {
  mounted(element, { value }) {
    tips.set(element, asTip(value))
    element.addEventListener('pointerenter', onEnter)
    element.addEventListener('pointerleave', hideTip)
    element.addEventListener('pointerdown', hideTip)
    element.addEventListener('focus', onFocus)
    element.addEventListener('blur', hideTip)
  },
  updated(element, { value }) {
    tips.set(element, asTip(value))
  },
  beforeUnmount(element) {
    if (tips.get(element)) hideTip()
    tips.delete(element)
  },
}
