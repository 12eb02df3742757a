/** Whether the window has room for panels side by side, measured in text sizes: a small window and large text are the same want of room. */
import { onScopeDispose, ref } from 'vue'

/** In rem. */
const WIDE_FROM = 46
const TALL_FROM = 30

export function useRoom() {
  const compact = ref(false)
  const measure = () => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    compact.value = window.innerWidth < WIDE_FROM * rem || window.innerHeight < TALL_FROM * rem
  }
  // The body's size follows the window's, and its style the text's: one observer hears of both.
  const probe = new ResizeObserver(measure)
  const ruler = document.createElement('div')
  ruler.className = 'ruler'
  document.body.append(ruler)
  probe.observe(ruler)
  probe.observe(document.body)
  onScopeDispose(() => {
    probe.disconnect()
    ruler.remove()
  })
  return { compact }
}
