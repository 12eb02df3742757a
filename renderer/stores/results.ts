/** What the engine said of the present patches: statistics, warnings, area, histograms. */
import { computed, shallowReactive, shallowRef } from 'vue'
import type { Histograms, PatchStatistics, Segmented } from '../../preload/contract'
import type { WireError } from '../../preload/errors'
import { countMask } from '../pane/compose'
import { cutFor } from '../pane/layer'
import { info } from './documents'
import { overview, scored } from './layers'
import { activePatches, request, segmentation, threshold } from './segmentation'

export interface Area {
  readonly pixels: number
  readonly fraction: number
  /** False for a figure counted on the map on the screen, until the measured one comes. */
  readonly exact: boolean
}

export const results = shallowReactive({
  /** Names what the statistics were made for. */
  key: '',
  segmented: null as Segmented | null,
  error: null as WireError | null,
  histograms: null as Histograms | null,
})

/** The last measured area, with what it was measured for. */
export const measured = shallowRef<{ key: string; threshold: number; pixels: number; fraction: number } | null>(null)

/** Patches, model and parameters as one string; the threshold is apart, since it needs no new map. */
export const requestKey = computed(() => {
  if (!info.value || !request.value) return ''
  const { model, parameters, patches } = request.value
  return `${info.value.document}:${JSON.stringify({ model, parameters, patches })}`
})

const estimate = computed<Area | null>(() => {
  void scored.value
  const layer = overview.value
  if (!layer?.score || !info.value || !request.value) return null
  const share = countMask(layer.score.bytes, cutFor(layer.score, threshold.value, segmentation.value.model)) / layer.score.bytes.length
  return { fraction: share, pixels: Math.round(share * info.value.width * info.value.height), exact: false }
})

/** The measured area where it is of the present wish, else what the screen's map says. */
export const area = computed<Area | null>(() => {
  if (!request.value) return null
  const known = measured.value
  if (known && known.key === requestKey.value && known.threshold === threshold.value) {
    return { pixels: known.pixels, fraction: known.fraction, exact: true }
  }
  return estimate.value
})

/** The statistics of one patch, by its letter. They are answered in the order of the patches that count. */
export function statisticsOf(letter: number): PatchStatistics | null {
  const at = activePatches.value.findIndex((patch) => patch.letter === letter)
  return at < 0 ? null : (results.segmented?.patches[at] ?? null)
}

export const peak = computed(() => {
  const scale = results.segmented?.scale
  return scale?.kind === 'distance' ? scale.peak : null
})

export function resetResults(): void {
  Object.assign(results, { key: '', segmented: null, error: null, histograms: null })
  measured.value = null
}
