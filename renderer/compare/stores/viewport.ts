/** Which part of the pair every view shows, and how large. Two-up has two panels that look at the same place. Device pixels. */
import { computed, reactive, shallowRef } from 'vue'
import type { Box } from '../../../preload/comparison'
import {
  boundViewpoint,
  fitZoom,
  nextZoom,
  panBy,
  visibleRegion,
  zoomAt,
  ZOOM_MAX,
  type Point,
  type Size,
  type Viewpoint,
} from '../../pane/viewpoint'
import { before } from './pair'
import { pairView } from './view'

/** A part of the pane. */
export interface Panel extends Point, Size {}

export const pane = reactive({ width: 0, height: 0, ratio: 1 })
export const fitted = shallowRef(true)
const chosen = shallowRef<Viewpoint>({ zoom: 1, x: 0, y: 0 })

/** Left free round a fitted photo, per CSS pixel. */
const FIT_MARGIN = 12
const FIT_ZOOM_MAX = 16
/** Between the two panels, per CSS pixel. */
const GAP = 2
/** A change is brought so near that it fills this share of the panel, but no nearer than REGION_ZOOM_MAX. */
const REGION_SHARE = 0.3
const REGION_ZOOM_MAX = 3

/** One panel, or two: side by side or one above the other, whichever shows more of the photo. */
export const panels = computed<readonly Panel[]>(() => {
  const { width, height, ratio } = pane
  if (pairView.shown !== 'two-up') return [{ x: 0, y: 0, width, height }]
  const gap = Math.round(GAP * ratio)
  const beside = { width: Math.max(1, (width - gap) >> 1), height }
  const above = { width, height: Math.max(1, (height - gap) >> 1) }
  const photo = before.value
  const margin = FIT_MARGIN * ratio
  if (photo && fitZoom(photo, above, margin) > fitZoom(photo, beside, margin)) {
    return [
      { x: 0, y: 0, ...above },
      { x: 0, y: above.height + gap, ...above },
    ]
  }
  return [
    { x: 0, y: 0, ...beside },
    { x: beside.width + gap, y: 0, ...beside },
  ]
})

/** Both panels have one size. */
export const panel = computed<Panel>(() => panels.value[0]!)

export const fitViewpoint = computed<Viewpoint>(() => {
  const photo = before.value
  if (!photo) return { zoom: 1, x: 0, y: 0 }
  const zoom = Math.min(FIT_ZOOM_MAX, fitZoom(photo, panel.value, FIT_MARGIN * pane.ratio))
  return { zoom, x: photo.width / 2, y: photo.height / 2 }
})

export const viewpoint = computed(() => (fitted.value ? fitViewpoint.value : chosen.value))
export const visible = computed(() => (before.value && pane.width > 0 ? visibleRegion(viewpoint.value, panel.value, before.value) : null))

const zoomMin = () => Math.min(1, fitViewpoint.value.zoom / 4)

export function fit(): void {
  fitted.value = true
}

/** Keeps what is under `at` (device pixels in a panel; default its centre) where it is. */
export function zoomTo(zoom: number, at: Point = { x: panel.value.width / 2, y: panel.value.height / 2 }): void {
  if (!before.value) return
  const bounded = Math.min(ZOOM_MAX, Math.max(zoomMin(), zoom))
  chosen.value = boundViewpoint(zoomAt(viewpoint.value, panel.value, at, bounded), before.value)
  fitted.value = false
}

export const zoomStep = (direction: 1 | -1) => zoomTo(nextZoom(viewpoint.value.zoom, direction))

export function pan(dx: number, dy: number): void {
  if (!before.value) return
  chosen.value = boundViewpoint(panBy(viewpoint.value, dx, dy), before.value)
  fitted.value = false
}

/** Centres a box, and comes nearer where it would be small; never farther away than the user already is near. */
export function lookAt({ x, y, w, h }: Box): void {
  if (!before.value) return
  const { width, height } = panel.value
  const close = Math.min((width * REGION_SHARE) / w, (height * REGION_SHARE) / h, REGION_ZOOM_MAX * pane.ratio)
  const zoom = Math.max(fitViewpoint.value.zoom, close)
  chosen.value = boundViewpoint({ zoom, x: x + w / 2, y: y + h / 2 }, before.value)
  fitted.value = false
}

/** The panel under a point of the pane, and the point in it. */
export function inPanel({ x, y }: Point): Point {
  const found = panels.value.findLast((part) => x >= part.x && y >= part.y) ?? panel.value
  return { x: x - found.x, y: y - found.y }
}
