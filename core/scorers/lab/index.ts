/** Gaussians in L*a*b*: the score is the likelihood of the nearest patch's, in three dimensions. */
import type { ScorerKind } from '../shared/kind'
import { FULL } from '../../mask/feather'
import { scoreOfPixel } from './definition'
import type { LabScorer } from './model'
import { labMoments, labSums } from './passes'
import { labRun, labSlots, SCALE } from './run'

export const labScorer: ScorerKind<LabScorer> = {
  kind: 'lab',
  title: 'Ellipsoid of the patch’s colours',
  passes: [labSums, labMoments],
  bits: 16,
  scaleOf: () => SCALE,
  start: labRun,
  slots: labSlots,
  write16(scorer, rgb, out) {
    for (let i = 0, from = 0; i < out.length; i++, from += 3)
      out[i] = Math.round(FULL * scoreOfPixel(scorer, rgb[from]!, rgb[from + 1]!, rgb[from + 2]!))
  },
  pictured: (scorer, picture) => (picture === 'product' ? scorer : null),
}
