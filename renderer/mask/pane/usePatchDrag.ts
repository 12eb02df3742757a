/** Drawing, moving and resizing patches with the pointer. Each gesture is one step for undo; Escape takes it back. */
import { computed, shallowRef } from 'vue'
import { shapeIn, type Outlined } from '../../pane/outline-geometry'
import { HANDLES, movePatch, resizePatch, type Handle } from '../../pane/patch-geometry'
import type { Point } from '../../pane/viewpoint'
import { info } from '../stores/documents'
import { dragging } from '../../kit/use/motion'
import { changeLimit, holdRegion } from '../stores/region'
import { moveScaleEnd } from '../stores/scale'
import { changePatch, history, segmentation, select, type PatchItem } from '../stores/segmentation'
import { view } from '../stores/view'
import { drawingOf, patchDrawing } from './drawing'

export type PatchTarget =
  | { readonly kind: 'photo' }
  | { readonly kind: 'region'; readonly handle: Handle | null }
  | { readonly kind: 'scale'; readonly end: 'from' | 'to' }
  | { readonly kind: 'patch'; readonly letter: number; readonly handle: Handle | null }

interface Gesture {
  readonly key: string
  /** The patch that is dragged; null where it is no patch. */
  readonly letter: number | null
  readonly adjust: (to: Point) => void
  readonly draws: boolean
  changed: boolean
}

/** CSS pixels that the pointer may tremble before a press becomes a drag. */
const SLACK = 3
let gestures = 0

const isHandle = (name: string): name is Handle => (HANDLES as readonly string[]).includes(name)

/** What of a patch, of the region or of the scale the element under the pointer is; elements say so by data attributes. */
export function targetOf(element: EventTarget | null): PatchTarget {
  const mark = element instanceof Element ? element.closest<HTMLElement>('[data-letter], [data-region], [data-end]') : null
  if (!mark) return { kind: 'photo' }
  const { letter, end } = mark.dataset
  if (end !== undefined) return { kind: 'scale', end: end === 'from' ? 'from' : 'to' }
  const name = element instanceof HTMLElement ? (element.dataset['handle'] ?? '') : ''
  const handle = isHandle(name) ? name : null
  return letter === undefined ? { kind: 'region', handle } : { kind: 'patch', letter: Number(letter), handle }
}

export function usePatchDrag() {
  const gesture = shallowRef<Gesture | null>(null)
  let pressed: Point = { x: 0, y: 0 }
  let at: Point = { x: 0, y: 0 }
  /** As the drag began. */
  let before = segmentation.value

  function begin(event: PointerEvent, from: Point, target: PatchTarget): void {
    pressed = { x: event.clientX, y: event.clientY }
    gestures += 1
    const key = `drag:${gestures}`
    const draw = drawingOf(view.tool, from)
    if (draw) {
      const adjust = (to: Point) => info.value && draw(to, info.value, key)
      gesture.value = { key, letter: null, draws: true, changed: false, adjust }
      return
    }
    const extends_ = event.shiftKey || event.altKey
    const { limit } = segmentation.value
    if (target.kind === 'scale') {
      const adjust = (to: Point) => info.value && moveScaleEnd(target.end, to, info.value, key)
      gesture.value = { key, letter: null, draws: false, changed: false, adjust }
      return
    }
    if (target.kind === 'region' && limit && !extends_) {
      holdRegion()
      gesture.value = { key, letter: null, draws: false, changed: false, adjust: regionAdjuster(limit, target.handle, from, key) }
      return
    }
    const patch =
      target.kind === 'patch' && !extends_ ? segmentation.value.patches.find(({ letter }) => letter === target.letter) : undefined
    if (patch && target.kind === 'patch') {
      select(patch.letter)
      gesture.value = { key, letter: patch.letter, draws: false, changed: false, adjust: adjuster(patch, target.handle, from, key) }
      return
    }
    // A plain drag starts over; Shift adds a patch, Alt one whose colour is left out.
    const kept = extends_ ? segmentation.value.patches : []
    const drawing = patchDrawing(view.tool, from, kept, event.altKey && kept.length > 0 ? 'subtract' : 'add')
    const adjust = (to: Point) => info.value && drawing.draw(to, info.value, key)
    gesture.value = { key, letter: drawing.letter, draws: true, changed: false, adjust }
  }

  function regionAdjuster(limit: Outlined, handle: Handle | null, from: Point, key: string) {
    return (to: Point) => {
      if (!info.value) return
      const [dx, dy] = [to.x - from.x, to.y - from.y]
      changeLimit(handle ? resizePatch(limit, handle, dx, dy, info.value) : movePatch(limit, dx, dy, info.value), key, limit)
    }
  }

  function adjuster(patch: PatchItem, handle: Handle | null, from: Point, key: string) {
    return (to: Point) => {
      if (!info.value) return
      const [dx, dy] = [to.x - from.x, to.y - from.y]
      const box = handle ? resizePatch(patch, handle, dx, dy, info.value) : movePatch(patch, dx, dy, info.value)
      // From the shape as it was: steps of a drag must not add up their rounding.
      changePatch(handle ? 'Resize Patch' : 'Move Patch', patch.letter, { ...box, shape: shapeIn(patch, box) }, key)
    }
  }

  function move(event: PointerEvent, to: Point): void {
    const held = gesture.value
    if (!held) return
    if (!held.changed) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < SLACK) return
      before = segmentation.value
    }
    // A raw event and that of its frame say the same.
    if (held.changed && to.x === at.x && to.y === at.y) return
    at = to
    held.changed = dragging.value = true
    held.adjust(to)
  }

  function end(): void {
    const held = gesture.value
    gesture.value = null
    dragging.value = false
    if (!held) return
    history.seal()
    if (!held.changed) return void (held.draws && held.letter !== null && select(null))
    view.hint = false
    if (!held.draws) return
    // What is drawn once gives way to what is drawn often.
    if (held.letter === null) {
      // The region that was just drawn is the one to correct.
      if (view.tool !== 'scale') holdRegion()
      view.tool = 'patch'
    }
    // A patch drawn on the bare photo is drawn to see what it selects.
    if (view.shown === 'photo') view.shown = 'overlay'
  }

  function cancel(): void {
    // Not every drag makes a step: a lasso may not yet hold a pixel.
    if (gesture.value?.changed && segmentation.value !== before) history.undo()
    gesture.value = null
    dragging.value = false
  }

  return {
    begin,
    move,
    end,
    cancel,
    dragging: computed(() => gesture.value !== null),
    letter: computed(() => gesture.value?.letter ?? null),
  }
}
