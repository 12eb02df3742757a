/** The engine's side of the registry: how each model is fitted to its patches. One line per operation. */
import { greatestPeak } from '../kernels/definition'
import type { PatchStatistics } from '../kernels/statistics'
import type { EllipseModel } from '../kernels/types'
import type { ModelId } from './index'
import { fit as density } from './density/run'
import { fit as gaussian } from './gaussian/run'
import type { ScoreScale } from './score-map'

/** Parameter values by name, already checked against the model's declaration. */
export type ModelParameters = Readonly<Record<string, number | boolean | string>>

const fits: Record<ModelId, (statistics: PatchStatistics, parameters: ModelParameters) => EllipseModel> = { gaussian, density }

/** One ellipse per patch, in the order of the patches; each keeps its patch's role. */
export function fitModel(modelId: ModelId, parameters: ModelParameters, patches: readonly PatchStatistics[]): EllipseModel[] {
  return patches.map((statistics) => fits[modelId](statistics, parameters))
}

/** How the score map of these models reads: distances against the greatest added peak (0 with no added patch: an empty mask). */
export function scaleOf(models: readonly EllipseModel[]): ScoreScale {
  return { kind: 'distance', peak: greatestPeak(models) }
}
