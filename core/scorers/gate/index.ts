/** A gate drawn in the plane of chromaticities: the score is 255 inside and 0 outside. */
import type { PixelRule } from '../../kernels/pixel-rule'
import { no16, type ScorerKind } from '../shared/kind'
import { gateSlots } from './areas'
import type { ChromaticityGate } from './definition'
import { rampOfGate } from './ramp'

export interface GateScorer {
  readonly kind: 'gate'
  readonly gate: ChromaticityGate
  readonly rule: PixelRule
}

export const gate: ScorerKind<GateScorer> = {
  kind: 'gate',
  title: 'Drawn in the chart of chromaticities',
  bits: 8,
  scaleOf: () => ({ kind: 'byte' }),
  start({ memory, kernels }, scorer) {
    kernels.prepareGate(scorer.gate, scorer.rule)
    return {
      mask: (rgb, count, _threshold, out) => kernels.gateMask(rgb, count, out),
      score: (rgb, count, _threshold, out) => void kernels.gateMask(rgb, count, out),
      ramp: (rgb, count, _ramp, out) =>
        rampOfGate(new Uint8Array(memory.buffer), rgb, scorer.gate, scorer.rule, new Uint16Array(memory.buffer, out, count)),
    }
  },
  slots: ({ gate: shape, rule }, thresholds) => gateSlots(shape, rule, thresholds),
  write16: no16,
  pictured: () => null,
}
