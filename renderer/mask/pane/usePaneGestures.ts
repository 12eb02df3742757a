/** What pointer and wheel do over the pane: the wheel zooms at the cursor; Space, middle button or the hand tool pan; else patches are drawn. */
import { ref, type Ref } from 'vue'
import { toPhoto, type Point } from '../../pane/viewpoint'
import { info } from '../stores/documents'
import { spaceHeld } from '../../commands/useKeyboard'
import { view } from '../stores/view'
import { pan, pane, viewpoint, zoomTo } from '../stores/viewport'
import { useEscape, usePaneWheel } from '../../photo/usePaneWheel'
import { targetOf, usePatchDrag } from './usePatchDrag'

export function usePaneGestures(root: Readonly<Ref<HTMLElement | null>>, pointer: Ref<Point | null>) {
  const patches = usePatchDrag()
  const panning = ref(false)
  let last: Point = { x: 0, y: 0 }
  let held: number | null = null
  let corner: { readonly left: number; readonly top: number } = { left: 0, top: 0 }

  /** Device pixels from the pane's corner. */
  function inPane(event: MouseEvent): Point {
    // Asking where it is lays the window out: once a gesture, not with each step of it.
    if (held === null) corner = root.value?.getBoundingClientRect() ?? corner
    return { x: (event.clientX - corner.left) * pane.ratio, y: (event.clientY - corner.top) * pane.ratio }
  }
  const inPhoto = (event: MouseEvent) => toPhoto(viewpoint.value, pane, inPane(event))

  function down(event: PointerEvent): void {
    if (!info.value || held !== null || event.button > 1) return
    const element = event.target as HTMLElement
    if (element.closest('[data-own-pointer]')) return
    const from = inPhoto(event)
    held = event.pointerId
    root.value?.setPointerCapture(event.pointerId)
    last = { x: event.clientX, y: event.clientY }
    panning.value = event.button === 1 || spaceHeld.value || view.tool === 'hand'
    const target = targetOf(element)
    // The press must not take the focus to <body>: a patch keeps it, else the pane has it.
    event.preventDefault()
    const focus = target.kind === 'photo' ? root.value : element.closest<HTMLElement>('[data-patch], [data-frame]')
    root.value?.toggleAttribute('data-pressed', true)
    focus?.focus({ preventScroll: true })
    if (!panning.value) patches.begin(event, from, target)
  }

  /** Before the frame's own event comes: the engine hears of a patch that much sooner. */
  function raw(event: PointerEvent): void {
    if (event.pointerId !== held || panning.value) return
    patches.move(event, inPhoto(event))
  }

  function move(event: PointerEvent): void {
    // What lies under a pointer that holds something is no question.
    if (event.pointerId !== held) pointer.value = inPhoto(event)
    if (event.pointerId !== held) return
    if (panning.value) {
      pan((event.clientX - last.x) * pane.ratio, (event.clientY - last.y) * pane.ratio)
      last = { x: event.clientX, y: event.clientY }
    } else patches.move(event, inPhoto(event))
  }

  function up(event: PointerEvent): void {
    if (event.pointerId !== held) return
    held = null
    panning.value = false
    patches.end()
  }

  const leave = () => (pointer.value = null)

  usePaneWheel(
    root,
    () => info.value !== null,
    (factor, event) => zoomTo(viewpoint.value.zoom * factor, inPane(event)),
  )
  useEscape((event) => {
    if (!patches.dragging.value) return
    event.stopPropagation()
    patches.cancel()
  })

  return { down, raw, move, up, leave, panning, dragging: patches.dragging, dragged: patches.letter }
}
