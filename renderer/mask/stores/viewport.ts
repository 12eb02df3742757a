/** Which part of the photo the pane shows, and how large. Sizes of the pane are in device pixels. */
import { reactive } from 'vue'
import type { Region } from '../../../contract/contract'
import { ZOOM_MAX } from '../../pane/viewpoint'
import { createViewport } from '../../photo/create-viewport'
import { info } from './documents'

export const pane = reactive({ width: 0, height: 0, ratio: 1 })

export const { fitted, fitViewpoint, viewpoint, visible, fit, lookFrom, zoomTo, zoomStep, pan } = createViewport({
  photo: () => info.value,
  pane,
  panel: () => pane,
  margin: 14,
})

/** A region takes up about this share of the pane when it is shown. */
const SHOWN_SHARE = 0.4

/** Brings a region of the photo into the middle; nearer where it would be small, never further away than it fits. */
export function showRegion({ x, y, w, h }: Region): void {
  if (!info.value || pane.width === 0) return
  const fits = Math.min(pane.width / w, pane.height / h)
  const zoom = Math.min(ZOOM_MAX, fits, Math.max(viewpoint.value.zoom, Math.min(1, fits * SHOWN_SHARE)))
  lookFrom({ zoom, x: x + w / 2, y: y + h / 2 })
}
