/** What a pane looks at, and how it moves: for the photo and for the pair. Device pixels. */
import { computed, shallowRef } from 'vue'
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
} from '../pane/viewpoint'

export interface PaneSize {
  width: number
  height: number
  /** Device pixels to a CSS pixel. */
  ratio: number
}

/** A photo of a few pixels is not blown up beyond this when fitted. */
const FIT_ZOOM_MAX = 16
/** A fitted photo may be made smaller still, by this factor. */
const SMALLER = 4

/** `panel` is the part of the pane that shows the photo; `margin` is left free round a fitted one, in CSS pixels. */
export function createViewport(of: {
  readonly photo: () => Size | null
  readonly pane: PaneSize
  readonly panel: () => Size
  readonly margin: number
}) {
  /** True while the whole photo is to stay in view, whatever becomes of the pane. */
  const fitted = shallowRef(true)
  const chosen = shallowRef<Viewpoint>({ zoom: 1, x: 0, y: 0 })

  const fitViewpoint = computed<Viewpoint>(() => {
    const photo = of.photo()
    if (!photo) return { zoom: 1, x: 0, y: 0 }
    const zoom = Math.min(FIT_ZOOM_MAX, fitZoom(photo, of.panel(), of.margin * of.pane.ratio))
    return { zoom, x: photo.width / 2, y: photo.height / 2 }
  })
  const viewpoint = computed(() => (fitted.value ? fitViewpoint.value : chosen.value))
  const visible = computed(() => {
    const photo = of.photo()
    return photo && of.pane.width > 0 ? visibleRegion(viewpoint.value, of.panel(), photo) : null
  })

  function fit(): void {
    fitted.value = true
  }

  /** The centre stays on the photo. */
  function lookFrom(from: Viewpoint): void {
    const photo = of.photo()
    if (!photo) return
    chosen.value = boundViewpoint(from, photo)
    fitted.value = false
  }

  /** Keeps the photo under `at` (device pixels in the panel; default its centre) where it is. */
  function zoomTo(zoom: number, at?: Point): void {
    const panel = of.panel()
    const bounded = Math.min(ZOOM_MAX, Math.max(Math.min(1, fitViewpoint.value.zoom / SMALLER), zoom))
    lookFrom(zoomAt(viewpoint.value, panel, at ?? { x: panel.width / 2, y: panel.height / 2 }, bounded))
  }

  const zoomStep = (direction: 1 | -1) => zoomTo(nextZoom(viewpoint.value.zoom, direction))
  /** Moves the photo by device pixels. */
  const pan = (dx: number, dy: number) => lookFrom(panBy(viewpoint.value, dx, dy))

  return { fitted, fitViewpoint, viewpoint, visible, fit, lookFrom, zoomTo, zoomStep, pan }
}
