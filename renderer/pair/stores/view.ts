/** How the pair is looked at. Not part of undo. */
import { computed, reactive } from 'vue'
import type { DifferenceView, PairView } from '../paint/views'

export { DIFFERENCES, PAIR_VIEWS, type DifferenceView, type PairView } from '../paint/views'

export const pairView = reactive({
  shown: 'two-up' as PairView,
  /** Where before ends and after begins, as a share of the pane. */
  swipe: 0.5,
  /** A line that stands divides left from right. */
  line: 'vertical' as 'vertical' | 'horizontal',
  /** How much of after covers before. */
  opacity: 0.5,
  /** True while the key that shows the other photo is held. */
  peeking: false,
  /** What the blink view shows now. */
  blinked: 'before' as 'before' | 'after',
  /** Changes a second; it runs only when it was switched on. */
  rate: 2,
  running: false,
  difference: 'signed' as DifferenceView,
  /** Powers of two. */
  gain: 0,
  /** Grey of 255, channels of 255, ΔE: what is not above it is hidden. */
  thresholds: { signed: 0, absolute: 0, channels: 0, 'delta-e': 0 },
  boxes: true,
  /** The arrow keys move the photo after against the one before. */
  nudging: false,
  /** Clicks set pins. */
  pinning: false,
  /** The next drag marks the colour that is asked for. */
  picking: false,
  /** Both photos are tinted where they have the colour. */
  tinted: true,
  /** While a colour is asked for, the difference view shows what came and went of it. */
  ofColour: true,
})

/** Which photo the blink view shows. */
export const blinkSide = computed(() => (pairView.peeking ? (pairView.blinked === 'before' ? 'after' : 'before') : pairView.blinked))

/** A key that is held ends by itself where its release is not heard: a command of the menu has none. */
const PEEK_MS = 900
let release: ReturnType<typeof setTimeout> | undefined

export function peek(isHeld: boolean): void {
  clearTimeout(release)
  pairView.peeking = true
  if (!isHeld) release = setTimeout(endPeek, PEEK_MS)
}

export function endPeek(): void {
  clearTimeout(release)
  pairView.peeking = false
}

export const turnLine = () => (pairView.line = pairView.line === 'vertical' ? 'horizontal' : 'vertical')
