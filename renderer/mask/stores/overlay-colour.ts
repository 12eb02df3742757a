/** The overlay's colour: what was chosen, or the swatch that shows best on the patch, decided when a patch is put down. */
import { computed, shallowRef, watch } from 'vue'
import { bestSwatch, type Rgb, SWATCHES } from './swatches'
import { dragging, moving } from '../../kit/use/motion'
import { results } from './results'
import { activePatches } from './segmentation'
import { settings } from '../../bridge/settings'

/** The swatch of `auto`; stays while a patch is moved, so that the picture does not change its colour under the hand. */
const decided = shallowRef<string>(SWATCHES[0].hex)

export const overlayColour = computed(() => (settings.overlayColour === 'auto' ? decided.value : settings.overlayColour))

watch([() => results.segmented, moving, dragging], ([segmented]) => {
  if (!segmented || moving.value || dragging.value) return
  const added = activePatches.value.findIndex(({ role }) => role === 'add')
  const colour: Rgb | undefined = segmented.patches[added]?.meanColour
  if (colour) decided.value = bestSwatch(colour, decided.value)
})
