/** A pane's size in exact device pixels: a canvas that is off by one is blurred. */
import { watch, type Ref } from 'vue'
import type { PaneSize } from './create-viewport'

export function usePaneSize(root: Readonly<Ref<HTMLElement | null>>, pane: PaneSize): void {
  watch(root, (element, _, onCleanup) => {
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      const exact = entry.devicePixelContentBoxSize?.[0]
      pane.ratio = window.devicePixelRatio
      pane.width = exact?.inlineSize ?? Math.round(entry.contentRect.width * pane.ratio)
      pane.height = exact?.blockSize ?? Math.round(entry.contentRect.height * pane.ratio)
    })
    observer.observe(element, { box: 'device-pixel-content-box' })
    onCleanup(() => observer.disconnect())
  })
}
