/** What was counted of the scores, while it is of what is looked for: without a patch there is none to show. */
import { computed } from 'vue'
import { chartData } from '../../charts/choices'
import { hasRequest, model } from '../stores/segmentation'

export const shownAreas = computed(() => (hasRequest.value && chartData.areas?.model === model.value.id ? chartData.areas : null))
