import { normalizeMinMax } from '../../scorers/table/definition'
import type { TableFit } from '../shared/table'

/** Scores of the cells from the patch's counts. calcBackProject gives float32 planes float32 scores: they are not rounded. */
function cellScores(counts: ArrayLike<number>): Float32Array {
  return normalizeMinMax(counts)
}

export const fit: TableFit = {
  binning: (parameters) => ({ kind: 'rg', bins: Number(parameters['bins']) }),
  ofImage: () => false,
  scores: cellScores,
}
