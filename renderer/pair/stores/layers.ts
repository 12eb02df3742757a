/** The pixels that the compare pane holds. Filled by composables/usePairLayers. */
import { computed, shallowRef } from 'vue'
import { countsOf, type Stack } from '../paint/tile'
import { hiddenShare } from '../paint/colouring'
import { choices } from './choices'
import { pairView } from './view'

const NONE: Stack = { overview: null, detail: null, place: { x: 0, y: 0, scale: 1 } }

export const beforeStack = shallowRef<Stack>(NONE)
export const afterStack = shallowRef<Stack>(NONE)
export const differenceStack = shallowRef<Stack>(NONE)

/** In the unit of the mode: see paint/colouring.ts. */
export const differenceThreshold = computed(() =>
  pairView.difference === 'mask' ? choices.value.sensitivity : pairView.thresholds[pairView.difference],
)

/** The share of the photo that the threshold hides; null while it is not known. */
export const hiddenPixels = computed<number | null>(() => {
  const tile = differenceStack.value.overview
  return tile?.paint ? hiddenShare(countsOf(tile, pairView.difference), pairView.difference, differenceThreshold.value) : null
})
