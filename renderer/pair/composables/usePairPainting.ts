/** Paints the compare pane in the frame after anything that it shows has changed; never more than once a frame. */
import { computed, onScopeDispose, watch, type Ref } from 'vue'
import { shownTheme } from '../../bridge/settings'
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
const MARKS_KEPT = 500
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
    nothing: stripeColours(shownTheme.value),
  }
})

export function usePairPainting(canvas: Readonly<Ref<HTMLCanvasElement | null>>): void {
  let painter: ReturnType<typeof createPairPainter> | null = null
  let due = 0
  let marks = 0

  function paint(): void {
    due = 0
    const element = canvas.value
    if (!element) return
    // Setting a canvas's size empties it: only when it differs.
    if (element.width !== pane.width) element.width = pane.width
    if (element.height !== pane.height) element.height = pane.height
    if (!frame.value) return void element.getContext('2d')?.clearRect(0, 0, element.width, element.height)
    painter ??= createPairPainter(element)
    painter.paint(frame.value)
    marks += 1
    if (marks % MARKS_KEPT === 0) performance.clearMarks(PAIR_MARK)
    performance.mark(PAIR_MARK)
  }

  const ask = () => {
    if (due === 0) due = requestAnimationFrame(paint)
  }
  watch([frame, canvas, () => pane.width, () => pane.height], ask, { immediate: true, flush: 'sync' })
  onScopeDispose(() => cancelAnimationFrame(due))
}

/** The tokens as the canvas needs them; `theme` is here so that a switch is seen. */
function stripeColours(theme: string): [string, string] {
  void theme
  const tokens = getComputedStyle(document.documentElement)
  return [tokens.getPropertyValue('--ground').trim(), tokens.getPropertyValue('--line').trim()]
}
