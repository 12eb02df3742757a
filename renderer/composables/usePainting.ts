/** Paints the pane once per display frame, when something that it shows has changed. */
import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { call } from '../api'
import { createPainter, type Frame } from '../pane/painter'
import { info } from '../stores/documents'
import { detail, overview, scored } from '../stores/layers'
import { request, segmentation, threshold } from '../stores/segmentation'
import { settings, shownTheme } from '../stores/settings'
import { view } from '../stores/view'
import { pane, viewpoint } from '../stores/viewport'

/** The latency bench looks for these marks. */
const SCORE_MARK = 'chromapatch:score-painted'
const PHOTO_MARK = 'chromapatch:photo-painted'
const MARKS_KEPT = 500

const frame = computed<Frame | null>(() => {
  void scored.value
  const photo = info.value
  const below = overview.value
  if (!photo || !below || below.document !== photo.document) return null
  return {
    photo,
    pane: { width: pane.width, height: pane.height, ratio: pane.ratio },
    viewpoint: viewpoint.value,
    overview: below,
    detail: detail.value,
    shown: view.shown,
    after: view.after,
    swipe: view.swipe,
    backdrop: view.backdrop,
    checker: checkerColours(shownTheme.value),
    model: segmentation.value.model,
    threshold: threshold.value,
    masked: request.value !== null,
    overlay: { colour: settings.overlayColour, strength: settings.overlayStrength },
  }
})

export function usePainting(canvas: Ref<HTMLCanvasElement | null>): void {
  let painter: ReturnType<typeof createPainter> | null = null
  let due = 0
  let marks = 0
  let announced = ''

  function paint(): void {
    due = 0
    const element = canvas.value
    if (!element) return
    // Setting a canvas's size empties it: only when it differs.
    if (element.width !== pane.width) element.width = pane.width
    if (element.height !== pane.height) element.height = pane.height
    const shown = frame.value
    painter ??= createPainter(element)
    if (!shown) return void element.getContext('2d')?.clearRect(0, 0, element.width, element.height)
    if (painter.paint(shown)) markScore()
    if (announced !== shown.overview.document) announce(shown.overview.document)
  }

  function markScore(): void {
    marks += 1
    if (marks % MARKS_KEPT === 0) performance.clearMarks(SCORE_MARK)
    performance.mark(SCORE_MARK)
  }

  /** In the frame after the photo's first: then it is really on the screen. */
  function announce(document: string): void {
    announced = document
    requestAnimationFrame(() => {
      performance.mark(PHOTO_MARK)
      void call('painted', { document }).catch(() => undefined)
    })
  }

  const ask = () => {
    if (due === 0) due = requestAnimationFrame(paint)
  }
  watch([frame, canvas, () => pane.width, () => pane.height], ask, { immediate: true, flush: 'sync' })
  onScopeDispose(() => cancelAnimationFrame(due))
}

/** The tokens as the canvas needs them; `theme` is here so that a switch is seen. */
function checkerColours(theme: string): [string, string] {
  void theme
  const tokens = getComputedStyle(document.documentElement)
  return [tokens.getPropertyValue('--checker-a').trim(), tokens.getPropertyValue('--checker-b').trim()]
}
