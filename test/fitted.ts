/** The fits of the models on their own, without a photo: what the tests of kernels and models work with. */
import { models, type ModelId } from '../core/models'
import { fit as covariance } from '../core/models/covariance/fit'
import { fit as density } from '../core/models/density/fit'
import { fit as gaussian } from '../core/models/gaussian/fit'
import { fit as hue } from '../core/models/hue/fit'
import { fit as rg } from '../core/models/rg/fit'
import type { ModelParameters, PatchHistogram } from '../core/models/shared/model'
import { fitTable as tableOf } from '../core/models/shared/table'
import type { PatchStatistics } from '../core/kernels/statistics'
import type { ScoreScale } from '../core/kernels/score-map'
import { ellipses } from '../core/scorers/ellipses'
import type { EllipseModel } from '../core/scorers/ellipses/model'
import { EVERY_PIXEL } from '../core/kernels/pixel-rule'
import { table, type TableScorer } from '../core/scorers/table'

const fits = { gaussian, density, covariance } as const
const tables = { hue, rg } as const
type TableModelId = keyof typeof tables

export const isTableModel = (id: ModelId): id is TableModelId => models[id].scorer.kind === table.kind

/** @throws RangeError for a model that is not fitted to statistics alone */
export function fitModel(id: ModelId, _parameters: ModelParameters, patches: readonly PatchStatistics[]): EllipseModel[] {
  if (models[id].scorer.kind !== ellipses.kind) throw new RangeError(`${id} is not fitted to statistics`)
  return patches.map((statistics) => fits[id as keyof typeof fits](statistics))
}

export const fitTable = (id: TableModelId, parameters: ModelParameters, histograms: readonly PatchHistogram[]) =>
  tableOf(tables[id], parameters, histograms)

export const histogramWanted = (id: TableModelId, parameters: ModelParameters) => ({
  binning: tables[id].binning(parameters),
  ofImage: tables[id].ofImage(parameters),
})

export const scaleOf = (list: readonly EllipseModel[]): ScoreScale =>
  ellipses.scaleOf({ kind: 'ellipses', models: list, rule: EVERY_PIXEL })

export const TABLE_SCALE: ScoreScale = table.scaleOf(undefined as unknown as TableScorer)
