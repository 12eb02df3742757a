/** What the user asks for as one value, and what it begins with. */
import type { ModelDeclaration } from '../../../core/models/shared/define'
import { isModelId, models, type ModelId } from '../../../core/models/index'
import type { Model } from '../../../core/models/shared/model'
import type { StepId } from '../../../core/steps/index'
import type { Gate, HandModel, Segmentation } from '../../../contract/contract'
import type { ScaleLine } from '../../../contract/exports'
import { settings } from '../../bridge/settings'
import type { Outlined } from '../../pane/outline-geometry'

export type PatchRole = Segmentation['patches'][number]['role']

export interface PatchItem extends Outlined {
  /** Index of its letter and colour: A is 0. */
  readonly letter: number
  readonly role: PatchRole
  readonly on: boolean
  /** What the user calls it, where that is more than its letter. */
  readonly name?: string | undefined
  /** Its Gaussian as it was set by hand, in place of the measured one. */
  readonly hand?: HandModel | undefined
}

/** A clean-up step of the list. */
export interface CleanItem {
  /** Tells steps of one kind apart, whatever their order; of this window alone. */
  readonly key: number
  readonly id: StepId
  readonly parameters: Readonly<Record<string, number>>
  readonly enabled: boolean
}

export type ParameterValue = Segmentation['parameters'][string]
export type PerModel<T> = Readonly<Record<ModelId, T>>

/** Each model keeps what was set for it. */
export interface SegmentationState {
  readonly model: ModelId
  readonly thresholds: PerModel<number>
  /** Whether the model finds its threshold in the photo; what `thresholds` says is then unread. */
  readonly automatic: PerModel<boolean>
  readonly parameters: PerModel<Readonly<Record<string, ParameterValue>>>
  readonly patches: readonly PatchItem[]
  /** Done to the mask in this order; see stores/cleaning.ts. */
  readonly clean: readonly CleanItem[]
  /** Outside of it nothing is mask; see stores/region.ts. */
  readonly limit: Outlined | null
  readonly contiguous: boolean
  /** See stores/scale.ts. */
  readonly scale: ScaleLine | null
  /** What the model `gate` selects by; kept when another model is chosen. */
  readonly gate: Gate | null
  /** Letter of the patch that keys and fields edit. */
  readonly selected: number | null
}

const MODEL_IDS = Object.keys(models).filter(isModelId)

const perModel = <T>(of: (model: Model) => T) => Object.fromEntries(MODEL_IDS.map((id) => [id, of(models[id])])) as PerModel<T>
const defaultsOf = ({ parameters }: ModelDeclaration) =>
  Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]))

/** Each model that can finds its own threshold. */
export const allAutomatic = (): PerModel<boolean> => perModel(({ findsThreshold }) => findsThreshold === true)

const FIRST_MODEL: ModelId = 'classes'
/** The model that a new photo begins with, as the user chose it; the usual one where this program does not know the choice. */
export const firstModel = (): ModelId => (isModelId(settings.model) ? settings.model : FIRST_MODEL)

export const initialState = (model: ModelId = firstModel()): SegmentationState => ({
  model,
  thresholds: perModel(({ threshold }) => threshold.default),
  automatic: allAutomatic(),
  parameters: perModel(defaultsOf),
  patches: [],
  clean: [],
  limit: null,
  contiguous: false,
  scale: null,
  gate: null,
  selected: null,
})

/** The model of states that were kept before there was a choice of the first one. */
const MODEL_OF_OLD = models.gaussian.id

/** A state of an older program, with the defaults of what it had not. A threshold that it kept stays the user's own. */
export function wholeState(kept: Partial<SegmentationState>): SegmentationState {
  const initial = initialState(MODEL_OF_OLD)
  return {
    ...initial,
    ...kept,
    thresholds: { ...initial.thresholds, ...kept.thresholds },
    automatic: kept.automatic ? { ...initial.automatic, ...kept.automatic } : ownThresholds(kept.thresholds),
    parameters: perModel(({ id }) => ({ ...initial.parameters[id as ModelId], ...kept.parameters?.[id as ModelId] })),
  }
}

const ownThresholds = (kept: Partial<PerModel<number>> = {}) =>
  perModel(({ id, findsThreshold }) => findsThreshold === true && kept[id as ModelId] === undefined)
