/** Paints the compare pane in the frame after anything that it shows has changed; never more than once a frame. */
import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { shownTheme } from '../../bridge/settings'
import { createMarks, fitCanvas, tokenColours } from '../../photo/pane-canvas'
import { createPairPainter, type PairFrame } from '../paint/painter'
import { colourTable } from '../paint/colouring'
import { colourStack, colourTints, showsColour } from '../stores/colour'
import { nudged, signedLimit } from '../stores/comparison'
import { afterStack, beforeStack, differenceStack, differenceThreshold } from '../stores/layers'
import { before } from '../stores/pair'
import { blinkSide, pairView, type DifferenceView } from '../stores/view'
import { pane, panels, viewpoint } from '../stores/viewport'

/** The latency bench looks for this mark. */
const PAIR_MARK = 'chromapatch:pair-painted'
/** ΔE that is white at a gain of 1. */
const DELTA_E_WHITE = 25.5
/** On any photo, light or dark. */
export const MASK_TINT = [255, 64, 160, 0.85] as const

/** What is drawn in full strength without gain, as the exported picture draws it. */
export const strengthOf = (mode: DifferenceView): number =>
  ({ signed: signedLimit.value, absolute: signedLimit.value * 255, channels: 255, 'delta-e': DELTA_E_WHITE, mask: 1 })[mode]

/** What is drawn in full strength. */
export const fullStrength = computed(() => strengthOf(pairView.difference) / 2 ** pairView.gain)

const table = computed(() =>
  colourTable({ mode: pairView.difference, limit: fullStrength.value, threshold: differenceThreshold.value, tint: MASK_TINT }),
)

const frame = computed<PairFrame | null>(() => {
  const photo = before.value
  if (!photo || !beforeStack.value.overview) return null
  return {
    photo,
    panels: panels.value,
    pane: { width: pane.width, height: pane.height },
    viewpoint: viewpoint.value,
    before: beforeStack.value,
    after: afterStack.value,
    difference: differenceStack.value,
    shift: nudged.value,
    shown: pairView.shown,
    peeking: pairView.peeking,
    blinked: blinkSide.value,
    swipe: pairView.swipe,
    line: pairView.line,
    opacity: pairView.opacity,
    mode: pairView.difference,
    table: table.value,
    ofColour: showsColour.value,
    tints: colourTints.value && { stack: colourStack.value, of: colourTints.value },
    nothing: tokenColours(shownTheme.value, '--ground', '--line'),
  }
})

export function usePairPainting(canvas: Readonly<Ref<HTMLCanvasElement | null>>): void {
  let painter: ReturnType<typeof createPairPainter> | null = null
  let due = 0
  const markPair = createMarks(PAIR_MARK)

  function paint(): void {
    due = 0
    const element = canvas.value
    if (!element) return
    fitCanvas(element, pane)
    if (!frame.value) return void element.getContext('2d')?.clearRect(0, 0, element.width, element.height)
    painter ??= createPairPainter(element)
    painter.paint(frame.value)
    markPair()
  }

  const ask = () => {
    if (due === 0) due = requestAnimationFrame(paint)
  }
  watch([frame, canvas, () => pane.width, () => pane.height], ask, { immediate: true, flush: 'sync' })
  onScopeDispose(() => cancelAnimationFrame(due))
}
