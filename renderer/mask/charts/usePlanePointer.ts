/**
 * Pointer and keys over the plane of chromaticities: pointing lights the pixels of the cells there, drawing makes a gate
 * of the shape that is chosen. With the keys a cursor goes over the cells, Enter puts a gate there, and arrows then move it.
 */
import { computed, ref, shallowRef } from 'vue'
import { gateTest } from '../../../core/scorers/gate/definition'
import type { Gate } from '../../../contract/gate'
import type { ChartPoint } from '../../charts/figures/figure'
import { drawnGate, movedGate, scaledGate, type GateTool } from '../../charts/figures/gate-shape'
import { cellAt, cellBox } from '../../charts/figures/plane'
import { chartData, charts, sketch, spotlight } from '../../charts/choices'
import { model, history, segmentation, setGate } from '../stores/segmentation'

/** At least so far around the pointer, in CSS pixels, pixels light up. */
const BRUSH = 4
/** A gate that is put down by key: its half side as a share of the axis. */
const PUT_SHARE = 0.08
const STEP = 0.002
let drags = 0

export function usePlanePointer(plot: () => { width: number; height: number }) {
  const cursor = shallowRef<ChartPoint | null>(null)
  const drawing = ref(false)
  let path: ChartPoint[] = []
  let held: ({ readonly from: ChartPoint; readonly gate: Gate } & ReturnType<typeof dragKey>) | null = null

  const window = computed(() => chartData.plane ?? { bins: charts.bins, r: [0, 1] as [number, number], g: [0, 1] as [number, number] })
  const tool = computed<GateTool | null>(() => (charts.tool === 'point' ? null : charts.tool))

  /** The cells under a place, no smaller than the brush. */
  function light(at: ChartPoint | null): void {
    cursor.value = at
    const cell = at && cellAt(window.value, at.x, at.y)
    if (!at || !cell) return void (spotlight.value = null)
    const { r, g } = window.value
    const box = cellBox(window.value, cell)
    const { width, height } = plot()
    const [dr, dg] = [Math.max(box.w / 2, (BRUSH * (r[1] - r[0])) / width), Math.max(box.h / 2, (BRUSH * (g[1] - g[0])) / height)]
    const [x, y] = [box.r + box.w / 2, box.g + box.h / 2]
    spotlight.value = { kind: 'region', gate: { kind: 'rectangle', r: [Math.max(-1, x - dr), Math.min(2, x + dr)], g: [Math.max(-1, y - dg), Math.min(2, y + dg)] } } // prettier-ignore
  }

  function begin(at: ChartPoint): void {
    if (!tool.value) return
    const { gate } = segmentation.value
    // Pressed inside of the gate that is there, the pointer moves it.
    if (gate && model.value.selectsBy === 'gate' && gateTest(gate)(at.x, at.y)) {
      held = { from: at, gate, ...dragKey() }
      return
    }
    drawing.value = true
    path = [at]
  }
  function move(at: ChartPoint): void {
    if (held) return setGate('Move Gate', movedGate(held.gate, at.x - held.from.x, at.y - held.from.y), held.key)
    if (!drawing.value || !tool.value) return light(at)
    path.push(at)
    sketch.value = drawnGate(tool.value, path)
    spotlight.value = sketch.value && { kind: 'region', gate: sketch.value }
  }
  function end(): void {
    held?.end()
    held = null
    if (!drawing.value) return
    const made = sketch.value
    cancel()
    if (made) setGate('Draw Gate', made)
  }
  function cancel(): void {
    held = null
    drawing.value = false
    path = []
    sketch.value = spotlight.value = null
  }
  function leave(): void {
    if (!drawing.value) light(null)
  }

  function onKey(event: KeyboardEvent): void {
    if (!handleKey(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
  function handleKey({ key, shiftKey, altKey }: KeyboardEvent): boolean {
    if (key === 'Escape' && (drawing.value || cursor.value)) {
      cancel()
      light(null)
      return true
    }
    if ((key === 'Enter' || key === ' ') && tool.value) {
      put(tool.value)
      return true
    }
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] ?? [0, 0]
    if (dx === 0 && dy === 0) return false
    const { gate } = segmentation.value
    if (tool.value && gate && model.value.selectsBy === 'gate') {
      const by = STEP * (shiftKey ? 10 : 1)
      if (altKey) setGate('Resize Gate', scaledGate(gate, 1 + dx! * by * 10, 1 + dy! * by * 10), 'gate:size')
      else setGate('Move Gate', movedGate(gate, dx! * by, dy! * by), 'gate:move')
      return true
    }
    const { bins, r, g } = window.value
    const from = cursor.value ?? { x: (r[0] + r[1]) / 2, y: (g[0] + g[1]) / 2 }
    const by = shiftKey ? 10 : 1
    const clamp = (value: number, [low, high]: readonly [number, number]) => Math.min(high, Math.max(low, value))
    light({ x: clamp(from.x + (dx! * by * (r[1] - r[0])) / bins, r), y: clamp(from.y + (dy! * by * (g[1] - g[0])) / bins, g) })
    return true
  }
  /** Round the cursor, else in the middle. */
  function put(shape: GateTool): void {
    const { r, g } = window.value
    const { x, y } = cursor.value ?? { x: (r[0] + r[1]) / 2, y: (g[0] + g[1]) / 2 }
    const [dr, dg] = [(r[1] - r[0]) * PUT_SHARE, (g[1] - g[0]) * PUT_SHARE]
    const [low, high] = [{ x: x - dr, y: y - dg }, { x: x + dr, y: y + dg }] // prettier-ignore
    const made = drawnGate(shape, shape === 'polygon' ? [{ x, y: low.y }, { x: high.x, y }, { x, y: high.y }, { x: low.x, y }] : [low, high]) // prettier-ignore
    if (made) setGate('Draw Gate', made)
  }

  return { cursor, drawing, tool, light, begin, move, end, cancel, leave, onKey }
}

/** A key for the steps of one drag on a chart, which are one step for undo. */
export function dragKey(): { key: string; end: () => void } {
  drags += 1
  return { key: `drag:chart-${drags}`, end: () => history.seal() }
}
