/** The walk through the changes: which one is looked at, and which have been seen. */
import { computed, shallowRef } from 'vue'
import type { Box, ChangedRegion } from '../../../contract/comparison'
import { regions } from './comparison'
import { lookAt } from './viewport'

/** A place, not a number: numbers change with every move of the slider. */
const selectedPlace = shallowRef<Box | null>(null)
const seenPlaces = shallowRef<readonly Box[]>([])

/** What two boxes share must be more than half of what they cover together. */
const SAME = 0.5

function isSame(a: Box, b: Box): boolean {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  if (w <= 0 || h <= 0) return false
  return w * h > SAME * (a.w * a.h + b.w * b.h - w * h)
}

/** In the list, from 0; -1 where none is looked at. */
export const selected = computed(() => {
  const place = selectedPlace.value
  return place ? regions.value.findIndex((region) => isSame(region, place)) : -1
})

export const seen = computed<readonly boolean[]>(() =>
  regions.value.map((region) => seenPlaces.value.some((place) => isSame(place, region))),
)
export const seenCount = computed(() => seen.value.filter(Boolean).length)

const boxOf = ({ x, y, w, h }: ChangedRegion): Box => ({ x, y, w, h })

export function setSeen(at: number, isSeen: boolean): void {
  const region = regions.value[at]
  if (!region) return
  const others = seenPlaces.value.filter((place) => !isSame(place, region))
  seenPlaces.value = isSeen ? [...others, boxOf(region)] : others
}

/** Brings a change to the middle. The one that was looked at has been seen. */
export function lookAtRegion(at: number): void {
  const region = regions.value[at]
  if (!region) return
  if (selected.value >= 0 && selected.value !== at) setSeen(selected.value, true)
  selectedPlace.value = boxOf(region)
  lookAt(region)
}

export function stepRegion(direction: 1 | -1): void {
  const count = regions.value.length
  if (count === 0) return
  const from = selected.value
  lookAtRegion(from < 0 ? (direction > 0 ? 0 : count - 1) : (from + direction + count) % count)
}

export const leaveRegion = () => (selectedPlace.value = null)

/** Where something was ticked off, to be kept between starts. */
export const keptSeen = (): readonly Box[] => seenPlaces.value
export const restoreSeen = (places: readonly Box[]) => (seenPlaces.value = places)

export function forgetRegions(): void {
  selectedPlace.value = null
  seenPlaces.value = []
}
