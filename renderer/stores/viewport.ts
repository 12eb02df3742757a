/** Which part of the photo the pane shows, and how large. Sizes of the pane are in device pixels. */
import { computed, reactive, shallowRef } from 'vue'
import type { Region } from '../../preload/contract'
import { boundViewpoint, fitZoom, nextZoom, panBy, visibleRegion, zoomAt, ZOOM_MAX, type Point, type Viewpoint } from '../pane/viewpoint'
import { info } from './documents'

export const pane = reactive({ width: 0, height: 0, ratio: 1 })
/** True while the whole photo is to stay in view, whatever becomes of the pane. */
export const fitted = shallowRef(true)
const chosen = shallowRef<Viewpoint>({ zoom: 1, x: 0, y: 0 })

/** Device pixels left free round a fitted photo, per CSS pixel. */
const FIT_MARGIN = 14
/** A photo of a few pixels is not blown up beyond this when fitted. */
const FIT_ZOOM_MAX = 16

export const fitViewpoint = computed<Viewpoint>(() => {
  if (!info.value) return { zoom: 1, x: 0, y: 0 }
  const zoom = Math.min(FIT_ZOOM_MAX, fitZoom(info.value, pane, FIT_MARGIN * pane.ratio))
  return { zoom, x: info.value.width / 2, y: info.value.height / 2 }
})

export const viewpoint = computed(() => (fitted.value ? fitViewpoint.value : chosen.value))
export const visible = computed(() => (info.value && pane.width > 0 ? visibleRegion(viewpoint.value, pane, info.value) : null))

const zoomMin = () => Math.min(1, fitViewpoint.value.zoom / 4)

export function fit(): void {
  fitted.value = true
}

/** Sets the zoom and keeps the photo under `at` (device pixels in the pane; default its centre) where it is. */
export function zoomTo(zoom: number, at: Point = { x: pane.width / 2, y: pane.height / 2 }): void {
  if (!info.value) return
  const bounded = Math.min(ZOOM_MAX, Math.max(zoomMin(), zoom))
  chosen.value = boundViewpoint(zoomAt(viewpoint.value, pane, at, bounded), info.value)
  fitted.value = false
}

/** Where the photo was looked at before. */
export function lookFrom(from: Viewpoint): void {
  if (!info.value) return
  chosen.value = boundViewpoint(from, info.value)
  fitted.value = false
}

/** A region takes up about this share of the pane when it is shown. */
const SHOWN_SHARE = 0.4

/** Brings a region of the photo into the middle; nearer where it would be small, never further away than it fits. */
export function showRegion({ x, y, w, h }: Region): void {
  if (!info.value || pane.width === 0) return
  const fits = Math.min(pane.width / w, pane.height / h)
  const zoom = Math.min(ZOOM_MAX, fits, Math.max(viewpoint.value.zoom, Math.min(1, fits * SHOWN_SHARE)))
  chosen.value = boundViewpoint({ zoom, x: x + w / 2, y: y + h / 2 }, info.value)
  fitted.value = false
}

export function zoomStep(direction: 1 | -1): void {
  zoomTo(nextZoom(viewpoint.value.zoom, direction))
}

/** Moves the photo by device pixels. */
export function pan(dx: number, dy: number): void {
  if (!info.value) return
  chosen.value = boundViewpoint(panBy(viewpoint.value, dx, dy), info.value)
  fitted.value = false
}
