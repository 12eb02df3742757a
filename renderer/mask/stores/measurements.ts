/** The objects of the mask as they were measured, and which of them is looked at. */
import { computed, shallowReactive, shallowRef } from 'vue'
import type { AreaInterval, Measured, MeasuredObject } from '../../../contract/contract'
import type { WireError } from '../../../contract/errors'
import { showRegion } from './viewport'

export const measurements = shallowReactive({
  /** The request that they are of. */
  key: '',
  measured: null as Measured | null,
  interval: null as AreaInterval | null,
  error: null as WireError | null,
})

/** Number of the object that is looked at. */
export const lookedAt = shallowRef<number | null>(null)

const found = computed(() => measurements.measured?.objects.find(({ number }) => number === lookedAt.value) ?? null)
export const outlined = computed(() => found.value?.box ?? null)

export function lookAt(object: MeasuredObject): void {
  lookedAt.value = object.number
  showRegion(object.box)
}

export function clearMeasurements(): void {
  Object.assign(measurements, { key: '', measured: null, interval: null, error: null })
  lookedAt.value = null
}
