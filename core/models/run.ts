/**
 * The engine's side of the registry: how each model is fitted to its patches. One line per model.
 *
 * An ellipse model needs the patches' statistics alone: `fitModel`. A back-projection needs their
 * histograms: ask `histogramWanted` what to count and over what, then `fitTable`. A gate is fitted to nothing.
 */
import { greatestPeak } from '../kernels/definition'
import type { PatchStatistics } from '../kernels/statistics'
import type { Binning, EllipseModel, ScoreTable } from '../kernels/models'
import { fit as covariance, isCovarianceFloored } from './covariance/run'
import { fit as density } from './density/run'
import { fit as gaussian } from './gaussian/run'
import { fit as hue } from './hue/run'
import type { ModelId } from './index'
import { isFloored, type Concerns } from './patch-health'
import { fit as rg } from './rg/run'
import type { ScoreScale } from '../kernels/score-map'
import { combineTables, type PatchHistogram, type TableFit } from './table-model'

/** Parameter values by name, already checked against the model's declaration. */
export type ModelParameters = Readonly<Record<string, number | boolean | string>>

const ellipses = { gaussian, density, covariance } satisfies Partial<Record<ModelId, (statistics: PatchStatistics) => EllipseModel>>
const tables = { hue, rg } satisfies Record<Exclude<ModelId, EllipseModelId | 'gate' | 'classes'>, TableFit>

type EllipseModelId = keyof typeof ellipses
export type TableModelId = keyof typeof tables

/** True for back-projections, false for ellipse models: which half of this file serves the model. */
export function isTableModel(modelId: ModelId): modelId is TableModelId {
  return Object.hasOwn(tables, modelId)
}

/** One ellipse per patch, in the order of the patches; each keeps its patch's role. Throws RangeError for a back-projection. */
export function fitModel(
  modelId: Exclude<ModelId, 'gate' | 'classes'>,
  _parameters: ModelParameters,
  patches: readonly PatchStatistics[],
): EllipseModel[] {
  if (isTableModel(modelId)) throw new RangeError(`fitModel: ${modelId} is fitted to histograms, see fitTable`)
  return patches.map((statistics) => ellipses[modelId](statistics))
}

/** How the score map of these models reads: distances against the greatest added peak (0 with no added patch: an empty mask). */
export function scaleOf(models: readonly EllipseModel[]): ScoreScale {
  return { kind: 'distance', peak: greatestPeak(models) }
}

/** Back-projections are bytes already. */
export const TABLE_SCALE: ScoreScale = { kind: 'byte' }

/** What to count (Kernels.countBins) for a back-projection, and whether over the whole photo in place of the added patches. */
export function histogramWanted(
  modelId: TableModelId,
  parameters: ModelParameters,
): { readonly binning: Binning; readonly ofImage: boolean } {
  return { binning: tables[modelId].binning(parameters), ofImage: tables[modelId].ofImage(parameters) }
}

/** The table that the patches' histograms make; with `ofImage`, the photo's histogram stands in as one added patch. */
export function fitTable(modelId: TableModelId, parameters: ModelParameters, histograms: readonly PatchHistogram[]): ScoreTable {
  const { binning, scores } = tables[modelId]
  return combineTables(
    binning(parameters),
    histograms.map(({ role, counts }) => ({ role, scores: scores(counts, parameters) })),
  )
}

/** True where the floor of 1/765 took the place of a deviation (or of an eigenvalue's root) of this patch in this model. */
export function isFlooredIn(modelId: ModelId, statistics: PatchStatistics): boolean {
  if (isTableModel(modelId) || modelId === 'gate' || modelId === 'classes') return false
  return modelId === 'covariance' ? isCovarianceFloored(statistics) : isFloored(statistics)
}

/** What may be wrong with a patch for this model. */
export function concernsOf(modelId: ModelId): Concerns {
  return { deviation: !isTableModel(modelId) && modelId !== 'classes', black: modelId !== 'hue' && modelId !== 'classes' }
}

export { ruleOf } from './rule'
