/** The row of masks at several thresholds: the published four until they are edited, for each model in its own unit. */
import { computed, reactive } from 'vue'
import { isModelId, models, type ModelId } from '../../../../core/models/index'
import { segmentation } from '../../stores/segmentation'

const PUBLISHED = [0.2, 0.4, 0.6, 0.8] as const

/** Of a back-projection the same shares of 255. */
const standard = (id: ModelId) => PUBLISHED.map((share) => (models[id].threshold.whole ? Math.round(share * 255) : share))
const initial = () =>
  Object.fromEntries(
    Object.keys(models)
      .filter(isModelId)
      .map((id) => [id, standard(id)]),
  ) as Record<ModelId, number[]>

export const strip = reactive({ shown: false, thresholds: initial() })

export const stripThresholds = computed<readonly number[]>(() => strip.thresholds[segmentation.value.model])
export const isPublished = computed(() => stripThresholds.value.every((value, i) => value === standard(segmentation.value.model)[i]))

export function setStripThreshold(at: number, value: number): void {
  const { model } = segmentation.value
  strip.thresholds[model] = strip.thresholds[model].map((old, i) => (i === at ? value : old))
}

export function resetStrip(): void {
  strip.thresholds[segmentation.value.model] = standard(segmentation.value.model)
}
