/** What is laid over the plane of chromaticities: the patches' ellipses and the gate. */
import { computed } from 'vue'
import { ellipseOf, handOf, outline, reachOf, type EllipseKind } from '../../charts/figures/ellipse'
import type { Mark } from '../../charts/figures/figure'
import { gateOutline } from '../../charts/figures/gate-shape'
import { charts, sketch } from '../../charts/choices'
import { statisticsOf } from '../stores/results'
import { models } from '../../../core/models/index'
import { model, shownState, segmentation } from '../stores/segmentation'
import { tokens } from '../../kit/use/useTokens'

/** In linear light the model's chromaticities are not those that the charts count. */
export const isEncoded = computed(() => segmentation.value.parameters[model.value.id]['light'] !== 'linear')

/** As the model has it; of models without one, none. */
export const modelEllipse = computed<EllipseKind | null>(() => model.value.ellipse)

const kinds = computed<readonly EllipseKind[]>(() => {
  if (charts.ellipses === 'none') return []
  if (charts.ellipses === 'both') return ['independent', 'covariance']
  if (charts.ellipses !== 'model') return [charts.ellipses]
  return modelEllipse.value ? [modelEllipse.value] : []
})

/** Both kinds are drawn: the tilted one in dots. */
export const ofBoth = computed(() => kinds.value.length > 1)

/** There is a patch, and an ellipse to draw of it. */
export const showsEllipses = computed(
  () => isEncoded.value && kinds.value.length > 0 && shownState.value.patches.some(({ on, letter }) => on && statisticsOf(letter)),
)

export const planeMarks = computed<Mark[]>(() => {
  const marks: Mark[] = []
  const { patches, gate } = shownState.value
  for (const patch of isEncoded.value ? patches.filter(({ on }) => on) : []) {
    const measured = statisticsOf(patch.letter)
    if (!measured) continue
    const hand = handOf(measured, patch.hand)
    for (const kind of kinds.value) {
      for (const coverage of charts.coverages) {
        marks.push({
          id: `ellipse-${patch.letter}-${kind}-${coverage}`,
          points: outline(ellipseOf(hand, kind), reachOf(coverage / 100)),
          colour: tokens.value.patch(patch.letter),
          closed: true,
          ...(ofBoth.value && kind === 'covariance' ? { line: 'dots' } : patch.role === 'subtract' ? { line: 'dashes' } : {}),
        })
      }
    }
  }
  const shown = sketch.value ?? (models[shownState.value.model].selectsBy === 'gate' && isEncoded.value ? gate : null)
  if (shown)
    marks.push({
      id: 'gate',
      points: gateOutline(shown),
      colour: tokens.value.accent,
      closed: true,
      width: 2,
      ...(sketch.value ? { line: 'dashes' } : {}),
    })
  return marks
})
