/** Back-projection: the score of a pixel is looked up in a table by its hue, or by its cell of the (r, g) plane. */
import type { PixelRule } from '../../kernels/pixel-rule'
import { no16, type ScorerKind } from '../shared/kind'
import { tableSlots } from './areas'
import { rampOfTable } from './ramp'
import type { HuePlaneOf, ScoreTable } from './table'

export interface TableScorer {
  readonly kind: 'table'
  readonly table: ScoreTable
  readonly rule: PixelRule
  /** Where the photo's hues lie, if they are kept; null where the table is not of hues. */
  readonly hues: HuePlaneOf | null
}

export const table: ScorerKind<TableScorer> = {
  kind: 'table',
  title: 'Histogram of the patch',
  bits: 8,
  scaleOf: () => ({ kind: 'byte' }),
  start({ memory, kernels }, scorer) {
    const { hues, rule } = scorer
    kernels.prepareTable(scorer.table, rule)
    return {
      mask: (rgb, count, threshold, out) => kernels.tableMask(rgb, count, threshold, out, huesAt(hues, rgb)),
      score: (rgb, count, threshold, out) => kernels.tableScore(rgb, count, threshold, out, huesAt(hues, rgb)),
      ramp: (rgb, count, ramp, out) =>
        rampOfTable(new Uint8Array(memory.buffer), rgb, scorer.table, rule, ramp, new Uint16Array(memory.buffer, out, count)),
    }
  },
  slots: ({ table: scores, rule }, thresholds) => tableSlots(scores, rule, thresholds),
  write16: no16,
  pictured: (scorer, picture) => (picture === 'back-projection' ? scorer : null),
}

/** Where the hues of pixels lie that begin at `rgb`; -1 where they are not known: at a smaller size. */
function huesAt(plane: HuePlaneOf | null, rgb: number): number {
  if (plane === null || rgb < plane.rgb || rgb >= plane.rgb + plane.pixels * 3) return -1
  return plane.hues + (rgb - plane.rgb) / 3
}
