/** What pointer and wheel do over the pair: the wheel zooms at the cursor, a drag moves both photos, Alt and a drag draw an area to ignore. */
import { onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import type { Box } from '../../../contract/comparison'
import { spaceHeld } from '../../commands/useKeyboard'
import { useEscape, usePaneWheel } from '../../photo/usePaneWheel'
import { patchBetween } from '../../pane/patch-geometry'
import { toPhoto, type Point } from '../../pane/viewpoint'
import { ignoreArea } from '../stores/choices'
import { setColourPatch } from '../stores/colour'
import { before, isWhole, type Side } from '../stores/pair'
import { setPin } from '../stores/pins'
import { leaveRegion, lookAtRegion } from '../stores/regions'
import { pairView } from '../stores/view'
import { inPanel, pan, pane, panel, panels, viewpoint, zoomTo } from '../stores/viewport'

/** CSS pixels that the pointer may tremble before a press becomes a drag. */
const SLACK = 3
/** A smaller rectangle, in pixels of the photo, was not meant. */
const AREA_MIN = 3

export function usePairGestures(root: Readonly<Ref<HTMLElement | null>>) {
  /** Under the pointer, in pixels of the photo. */
  const pointer = shallowRef<Point | null>(null)
  const panning = ref(false)
  /** The area that is being drawn. */
  const drawn = shallowRef<Box | null>(null)
  const altHeld = ref(false)
  let held: number | null = null
  let from: Point = { x: 0, y: 0 }
  let pressed: Point = { x: 0, y: 0 }
  let last: Point = { x: 0, y: 0 }
  let isDrawing = false
  let hasMoved = false
  let region: number | null = null
  /** Pressed while pins are set: the panel, and with it the photo. */
  let pressedSide: Side | null = null

  function inPane(event: MouseEvent): Point {
    const corner = root.value?.getBoundingClientRect()
    return { x: (event.clientX - (corner?.left ?? 0)) * pane.ratio, y: (event.clientY - (corner?.top ?? 0)) * pane.ratio }
  }
  const inPhoto = (event: MouseEvent) => toPhoto(viewpoint.value, panel.value, inPanel(inPane(event)))

  function down(event: PointerEvent): void {
    if (!isWhole.value || held !== null || event.button > 1) return
    const element = event.target as HTMLElement
    if (element.closest('[data-own-pointer]')) return
    held = event.pointerId
    root.value?.setPointerCapture(event.pointerId)
    from = inPhoto(event)
    last = pressed = { x: event.clientX, y: event.clientY }
    hasMoved = false
    isDrawing = event.button === 0 && (event.altKey || pairView.picking) && !spaceHeld.value
    const isPlain = event.button === 0 && !spaceHeld.value && !pairView.picking
    region = isPlain && !pairView.pinning ? regionAt(element) : null
    pressedSide = isPlain && pairView.pinning ? sideAt(inPane(event)) : null
    panning.value = !isDrawing
    event.preventDefault()
    root.value?.toggleAttribute('data-pressed', true)
    root.value?.focus({ preventScroll: true })
  }

  function move(event: PointerEvent): void {
    altHeld.value = event.altKey
    pointer.value = inPhoto(event)
    if (event.pointerId !== held) return
    hasMoved ||= Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) >= SLACK
    if (!hasMoved) return
    if (isDrawing) {
      if (before.value) drawn.value = patchBetween(from, pointer.value, before.value)
    } else {
      pan((event.clientX - last.x) * pane.ratio, (event.clientY - last.y) * pane.ratio)
      last = { x: event.clientX, y: event.clientY }
      pointer.value = inPhoto(event)
    }
  }

  function up(event: PointerEvent): void {
    if (event.pointerId !== held) return
    const area = drawn.value
    const isClick = !hasMoved && event.type === 'pointerup'
    stop()
    if (area && area.w >= AREA_MIN && area.h >= AREA_MIN && event.type === 'pointerup') {
      if (pairView.picking) setColourPatch(area)
      else ignoreArea(area)
    } else if (isClick && pressedSide !== null) setPin(pressedSide, [from.x - 0.5, from.y - 0.5])
    else if (isClick && region !== null) lookAtRegion(region)
    else if (isClick && !isDrawing) leaveRegion()
  }

  function stop(): void {
    held = null
    panning.value = false
    drawn.value = null
  }

  const leave = () => (pointer.value = null)

  usePaneWheel(
    root,
    () => isWhole.value,
    (factor, event) => zoomTo(viewpoint.value.zoom * factor, inPanel(inPane(event))),
  )
  useEscape((event) => {
    if (held === null) {
      pairView.picking = pairView.pinning = false
      return
    }
    event.stopPropagation()
    isDrawing = false
    stop()
  })
  const key = (event: KeyboardEvent) => (altHeld.value = event.altKey)
  window.addEventListener('keydown', key)
  window.addEventListener('keyup', key)
  onScopeDispose(() => {
    window.removeEventListener('keydown', key)
    window.removeEventListener('keyup', key)
  })
  return { down, move, up, leave, pointer, panning, drawn, altHeld }
}

/** Of the two panels side by side, or one above the other. */
function sideAt({ x, y }: Point): Side {
  const second = panels.value[1]
  return second && x >= second.x && y >= second.y ? 'after' : 'before'
}

/** The change whose box is under the pointer; boxes say so by a data attribute. */
function regionAt(element: HTMLElement): number | null {
  const mark = element.closest<HTMLElement>('[data-region]')
  return mark ? Number(mark.dataset['region']) : null
}
