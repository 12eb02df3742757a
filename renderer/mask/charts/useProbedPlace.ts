/** The pixel under the pointer as a place on each chart. Without one there are no marks. */
import { computed } from 'vue'
import { hueOf } from '../../../core/scorers/table/definition'
import { STEPS_PER_SIGMA } from '../../../core/kernels/score-map'
import type { ChartPoint, Mark } from '../../charts/figures/figure'
import type { Layer } from '../../pane/layer'
import { chromaticityOf } from '../stores/colour'
import { detail, overview, scored } from '../stores/layers'
import { probe } from '../composables/useProbe'

export interface ProbedPlace {
  /** Null for black. */
  readonly chromaticity: { readonly r: number; readonly g: number } | null
  /** In degrees, as OpenCV has it. */
  readonly hue: number
  /** As the map on the screen has it, to a step; null without one. */
  readonly score: number | null
}

export const probedPlace = computed<ProbedPlace | null>(() => {
  void scored.value
  const at = probe.value
  if (!at?.rgb) return null
  return {
    chromaticity: chromaticityOf(...at.rgb),
    hue: hueOf(...at.rgb) * 2,
    score: scoreIn(detail.value, at) ?? scoreIn(overview.value, at),
  }
})

function scoreIn(layer: Layer | null, { x, y }: { readonly x: number; readonly y: number }): number | null {
  if (!layer?.score) return null
  const step = 2 ** layer.view.level
  const [column, row] = [Math.floor(x / step) - layer.view.region.x, Math.floor(y / step) - layer.view.region.y]
  if (column < 0 || row < 0 || column >= layer.width || row >= layer.height) return null
  const { bytes, scale } = layer.score
  const byte = bytes[row * layer.width + column]!
  return scale.kind === 'byte' ? byte : scale.peak * Math.exp(-0.5 * ((255 - byte) / STEPS_PER_SIGMA) ** 2)
}

/** An upright line over all of the chart. */
export const upright = (id: string, x: number, colour: string, y: readonly [number, number] = [0, 1.04]): Mark => ({
  id,
  points: y.map((at): ChartPoint => ({ x, y: at })),
  colour,
  width: 1,
})

export function probedMarks(channel: 'r' | 'g', colour: string): Mark[] {
  const chromaticity = probedPlace.value?.chromaticity
  return chromaticity ? [upright('probe', chromaticity[channel], colour)] : []
}
