import { backProjected, hueBin, hueHistogram, HUES, normalizeMinMax } from '../../scorers/table/definition'
import type { TableFit } from '../shared/table'

/** Scores of the 180 hues from their counts, as calcHist, normalize and calcBackProject give them for `bins` bins. */
function hueScores(hues: ArrayLike<number>, bins: number): Float32Array {
  const normalized = normalizeMinMax(hueHistogram(hues, bins))
  return Float32Array.from({ length: HUES }, (_, hue) => backProjected(normalized[hueBin(hue, bins)] as number))
}

export const fit: TableFit = {
  binning: () => ({ kind: 'hue' }),
  ofImage: (parameters) => parameters['histogramOf'] === 'image',
  scores: (counts, parameters) => hueScores(counts, Number(parameters['bins'])),
}
