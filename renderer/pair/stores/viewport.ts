/** Which part of the pair every view shows, and how large. Two-up has two panels that look at the same place. Device pixels. */
import { computed, reactive } from 'vue'
import type { Box } from '../../../contract/comparison'
import { fitZoom, type Point } from '../../pane/viewpoint'
import { createViewport } from '../../photo/create-viewport'
import type { Panel } from '../paint/views'
import { before } from './pair'
import { pairView } from './view'

export type { Panel } from '../paint/views'

export const pane = reactive({ width: 0, height: 0, ratio: 1 })

/** Left free round a fitted photo, per CSS pixel. */
const FIT_MARGIN = 12
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

export const { fitted, fitViewpoint, viewpoint, visible, fit, lookFrom, zoomTo, zoomStep, pan } = createViewport({
  photo: () => before.value,
  pane,
  panel: () => panel.value,
  margin: FIT_MARGIN,
})

/** Centres a box, and comes nearer where it would be small; never farther away than the user already is near. */
export function lookAt({ x, y, w, h }: Box): void {
  if (!before.value) return
  const { width, height } = panel.value
  const close = Math.min((width * REGION_SHARE) / w, (height * REGION_SHARE) / h, REGION_ZOOM_MAX * pane.ratio)
  const zoom = Math.max(fitViewpoint.value.zoom, close)
  lookFrom({ zoom, x: x + w / 2, y: y + h / 2 })
}

/** The panel under a point of the pane, and the point in it. */
export function inPanel({ x, y }: Point): Point {
  const found = panels.value.findLast((part) => x >= part.x && y >= part.y) ?? panel.value
  return { x: x - found.x, y: y - found.y }
}
