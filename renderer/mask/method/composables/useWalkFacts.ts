/** The figures of the open photo, as the walkthrough tells them. */
import { computed } from 'vue'
import { greyDifference } from '../../../photo/grey-difference'
import { probe } from '../../composables/useProbe'
import { info } from '../../stores/documents'
import { area, results, statisticsOf } from '../../stores/results'
import { segmentation, shownState } from '../../stores/segmentation'
import type { WalkFacts } from '../walk/numbers'

/** The selected patch, else the first that adds: the one that is spoken of. */
export const spokenPatch = computed(() => {
  const { patches, selected } = shownState.value
  return patches.find(({ letter }) => letter === selected) ?? patches.find(({ role, on }) => on && role === 'add') ?? null
})

export const isLinear = computed(() => segmentation.value.parameters[segmentation.value.model]['light'] === 'linear')

export function useWalkFacts() {
  return computed<WalkFacts | null>(() => {
    if (!info.value) return null
    const grey = greyDifference.value
    return {
      photo: info.value,
      patch: spokenPatch.value && statisticsOf(spokenPatch.value.letter),
      histograms: results.histograms,
      threshold: segmentation.value.thresholds.gaussian,
      area: area.value,
      // The deviations of linear light are no measure of encoded bytes.
      pixel: isLinear.value ? null : (probe.value?.rgb ?? null),
      hueBins: Number(segmentation.value.parameters.hue['bins']),
      pair: grey ? { max: Math.max(Math.abs(grey.min), Math.abs(grey.max)), meanAbsolute: grey.meanAbs } : null,
    }
  })
}
