/**
 * Paints the pane when something that it shows has changed: at once while something is moved, for
 * the picture then is in the very next display frame, else with that frame. Never more than once a frame.
 */
import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { call } from '../../bridge/api'
import type { Frame } from '../../pane/frame'
import type { Layer, ScoredView } from '../../pane/layer'
import { createPainter } from '../../pane/painter'
import { covers } from '../../pane/pyramid'
import { createQuickPainter } from '../../pane/quick'
import { picturing } from '../method/stores/pictures'
import { info } from '../stores/documents'
import { cleaning } from '../stores/cleaning'
import { cleanedPreview, detail, overview, preview, scored } from '../stores/layers'
import { moving } from '../../kit/use/motion'
import { overlayColour } from '../stores/overlay-colour'
import { hasRequest, model, threshold } from '../stores/segmentation'
import { settings, shownTheme } from '../../bridge/settings'
import { createMarks, fitCanvas, tokenColours } from '../../photo/pane-canvas'
import { view } from '../stores/view'
import { pane, viewpoint, visible } from '../stores/viewport'

/** The latency bench looks for these marks. */
const SCORE_MARK = 'chromapatch:score-painted'
const PHOTO_MARK = 'chromapatch:photo-painted'

/** Of values that stay the same while a patch is moved: its picture changes when its map comes, and is not painted twice. */
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
    picture: view.shown === 'method' ? picturing.value : null,
    after: view.after,
    swipe: view.swipe,
    backdrop: view.backdrop,
    checker: tokenColours(shownTheme.value, '--checker-a', '--checker-b'),
    model: model.value.id,
    threshold: threshold.value,
    masked: hasRequest.value,
    cleaned: cleaning.value && below.cleaned !== null,
    overlay: { colour: overlayColour.value, strength: settings.overlayStrength },
  }
})

/** The newest map that shows all that is visible, the finest of those; null where the layers' own pictures are to be painted. */
const quickMap = computed<ScoredView | null>(() => {
  const at = frame.value
  const seen = visible.value
  if (!at || !seen || !at.masked || at.shown === 'photo' || at.shown === 'method') return null
  const coarse = cleaning.value ? (cleanedPreview.value ?? (at.cleaned ? null : preview.value)) : preview.value
  const maps = [at.detail && viewOf(at, at.detail), viewOf(at, at.overview), coarse].filter(
    (map): map is ScoredView => map !== null && covers(map.view, at.photo, seen),
  )
  const newest = maps.reduce((best, map) => Math.max(best, map.score.version), 0)
  const key = maps.find(({ score }) => score.version === newest)?.score.key
  const finest = maps.find(({ score }) => score.key === key)
  if (!finest) return null
  // After the patch has come to rest, until the layers have maps of it too.
  return moving.value || finest === coarse ? finest : null
})

function viewOf(at: Frame, { view, width, height, ...layer }: Layer): ScoredView | null {
  const score = at.cleaned ? layer.cleaned : layer.score
  return score && { view, width, height, score }
}

export function usePainting(canvas: Readonly<Ref<HTMLCanvasElement | null>>): void {
  let painters: { exact: ReturnType<typeof createPainter>; quick: ReturnType<typeof createQuickPainter> } | null = null
  let due = 0
  /** Set from a frame's painting until the display has shown it. */
  let showing = 0
  let soon = false
  const markScore = createMarks(SCORE_MARK)
  let announced = ''

  function paint(): void {
    cancelAnimationFrame(due)
    due = 0
    const element = canvas.value
    if (!element) return
    fitCanvas(element, pane)
    const shown = frame.value
    painters ??= { exact: createPainter(element), quick: createQuickPainter(element) }
    if (!shown) return void element.getContext('2d')?.clearRect(0, 0, element.width, element.height)
    const map = quickMap.value
    const fresh = (map && painters.quick.paint({ ...shown, map })) ?? painters.exact.paint(shown)
    if (fresh) markScore()
    if (announced !== shown.overview.document) announce(shown.overview.document)
  }

  /** In the frame after the photo's first: then it is really on the screen. */
  function announce(document: string): void {
    announced = document
    requestAnimationFrame(() => {
      performance.mark(PHOTO_MARK)
      void call('painted', { document }).catch(() => undefined)
    })
  }

  function paintAtOnce(): void {
    soon = false
    if (showing !== 0) return ask()
    showing = requestAnimationFrame(() => (showing = 0))
    paint()
  }

  const ask = () => {
    if (due === 0) due = requestAnimationFrame(paint)
  }
  function changed(): void {
    if (!quickMap.value || showing !== 0) return ask()
    // After all that changes with it, and before any component renders.
    if (!soon) queueMicrotask(paintAtOnce)
    soon = true
  }
  watch([frame, quickMap, canvas, () => pane.width, () => pane.height], changed, { immediate: true, flush: 'sync' })
  onScopeDispose(() => {
    cancelAnimationFrame(due)
    cancelAnimationFrame(showing)
  })
}
