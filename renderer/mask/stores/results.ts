/** What the engine said of the present patches: statistics, warnings, area, histograms. */
import { computed, shallowReactive, shallowRef, watch } from 'vue'
import type { Histograms, PatchStatistics, Segmentation, Segmented } from '../../../contract/contract'
import type { WireError } from '../../../contract/errors'
import { countMask } from '../../pane/compose'
import { cutFor, type Score, type ScoredView } from '../../pane/layer'
import { levelSize } from '../../pane/pyramid'
import { cleaning, cleanKey } from './cleaning'
import { info } from './documents'
import { overview, preview, scored } from './layers'
import { calmly } from '../../kit/use/motion'
import { activePatches, foundThreshold, request, segmentation, threshold } from './segmentation'

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
  /** Of what is done to the mask afterwards: the steps, the region. */
  cleanError: null as WireError | null,
  histograms: null as Histograms | null,
})

/** Why there is no mask to export. */
export const maskError = computed(() => results.error ?? results.cleanError)

/** The threshold that something was asked for with; one that is found follows from the rest of the request. */
export type Cut = number | 'automatic'
export const cutOfRequest = ({ threshold, automatic }: Segmentation): Cut => (automatic === true ? 'automatic' : threshold)

/** The last measured area, with what it was measured for. */
export const measured = shallowRef<{ key: string; cut: Cut; pixels: number; fraction: number } | null>(null)

/** The cleaned mask's pixels, told with the newest map of it, and the wish that it was made for. */
export const cleanedArea = shallowRef<{ key: string; pixels: number } | null>(null)

/** Patches, model and parameters as one string; the threshold is apart, since it needs no new map. */
export const requestKey = computed(() => {
  if (!info.value || !request.value) return ''
  const { model, parameters, patches, gate } = request.value
  return `${info.value.document}:${JSON.stringify({ model, parameters, patches, gate })}`
})

function isWhole(map: ScoredView | null): boolean {
  if (!map || !info.value) return false
  const { width, height } = levelSize(info.value, map.view.level)
  return map.width === width && map.height === height
}

function newest(a: Score | null | undefined, b: Score | null | undefined): Score | null {
  if (!a || !b) return a ?? b ?? null
  return a.version > b.version ? a : b
}

/** The measured area where it is of the present wish, else what the newest map says. */
function areaNow(): Area | null {
  if (!info.value || !request.value) return null
  if (cleaning.value && cleanedArea.value) {
    const { key, pixels } = cleanedArea.value
    return { pixels, fraction: pixels / (info.value.width * info.value.height), exact: key === cleanKey.value }
  }
  const known = measured.value
  if (!cleaning.value && known && known.key === requestKey.value && known.cut === cutOfRequest(request.value)) {
    return { pixels: known.pixels, fraction: known.fraction, exact: true }
  }
  // A preview of a part says nothing of the rest.
  const score = newest(overview.value?.score, isWhole(preview.value) ? preview.value?.score : null)
  if (!score) return null
  const share = countMask(score.bytes, cutFor(score, threshold.value, segmentation.value.model)) / score.bytes.length
  return { fraction: share, pixels: Math.round(share * info.value.width * info.value.height), exact: false }
}

export const area = shallowRef<Area | null>(null)
// Counting looks at each byte of the map: at the pace that the figure is read, not that of the pointer.
const follow = calmly(() => (area.value = areaNow()))
watch([info, request, threshold, overview, preview, scored, measured, cleanedArea], () => follow.pass(undefined), { flush: 'sync' })

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
  Object.assign(results, { key: '', segmented: null, error: null, cleanError: null, histograms: null })
  measured.value = null
  foundThreshold.value = null
}
