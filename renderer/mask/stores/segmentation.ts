/**
 * What the user asks for: patches, model, and a threshold for each model. Every change goes
 * through `edit`, which makes the step for undo.
 */
import { computed, shallowRef } from 'vue'
import type { Parameter } from '../../../core/models/shared/define'
import type { Model } from '../../../core/models/shared/model'
import type { Scorer } from '../../../core/scorers/shared/kind'
import { models, type ModelId } from '../../../core/models/index'
import type { Gate, HandModel, Patch, Segmentation } from '../../../contract/contract'
import { shapeIn, type Outlined } from '../../pane/outline-geometry'
import { clampPatch } from '../../pane/patch-geometry'
import { info } from './documents'
import { createHistory } from '../../kit/use/history'
import { calm, stir } from '../../kit/use/motion'
import { allAutomatic, initialState, type ParameterValue, type PatchItem, type SegmentationState } from './segmentation-state'

export type { CleanItem, ParameterValue, PatchItem, PatchRole, SegmentationState } from './segmentation-state'
export { wholeState } from './segmentation-state'

export const segmentation = shallowRef<SegmentationState>(initialState())
/** The region has the handles and the keys, not the selected patch; see stores/region.ts. */
export const regionHeld = shallowRef(false)
export const history = createHistory<SegmentationState>((state) => {
  if (state.selected !== null && state.selected !== segmentation.value.selected) regionHeld.value = false
  segmentation.value = state
})

/** As the fields show it: see stores/motion.ts. */
export const shownState = calm(() => segmentation.value)

export const model = computed<Model<Scorer, ModelId>>(() => models[segmentation.value.model])
/** What the model found in the photo for the newest map; null before there is one. */
export const foundThreshold = shallowRef<number | null>(null)
export const isAutomatic = computed(() => segmentation.value.automatic[segmentation.value.model])
export const threshold = computed(() => {
  const own = segmentation.value.thresholds[segmentation.value.model]
  return isAutomatic.value ? (foundThreshold.value ?? own) : own
})
export const selectedPatch = computed(
  () => segmentation.value.patches.find((patch) => patch.letter === segmentation.value.selected) ?? null,
)

/** Patches that count, in the order of the contract: the order of `statistics` as well. */
export const activePatches = computed(() => segmentation.value.patches.filter((patch) => patch.on))

/** The request as the contract has it; null while there is nothing to look for. */
export const request = computed<Segmentation | null>(() => {
  const { gate } = segmentation.value
  const isGate = model.value.selectsBy === 'gate'
  if (isGate ? gate === null : !activePatches.value.some((patch) => patch.role === 'add')) return null
  return {
    ...(isGate && gate ? { gate } : {}),
    model: segmentation.value.model,
    parameters: segmentation.value.parameters[segmentation.value.model],
    patches: activePatches.value.map(patchRequest),
    ...thresholdOf(segmentation.value.model),
    clean: segmentation.value.clean.map(({ id, parameters, enabled }) => ({ id, parameters, enabled })),
    ...(segmentation.value.limit ? { limit: outlineRequest(segmentation.value.limit) } : {}),
    ...(segmentation.value.contiguous ? { contiguous: true } : {}),
  }
})

/** The threshold of a model as the contract has it. One that is found is not said: a request stays the same whatever is found. */
export function thresholdOf(id: ModelId): Pick<Segmentation, 'threshold' | 'automatic'> {
  const { thresholds, automatic } = segmentation.value
  return automatic[id] ? { threshold: models[id].threshold.default, automatic: true } : { threshold: thresholds[id] }
}

const outlineRequest = ({ x, y, w, h, shape }: Outlined) => ({ x, y, w, h, ...(shape ? { shape } : {}) })
/** The patch as the contract has it. */
export const patchRequest = (patch: PatchItem): Patch => ({
  ...outlineRequest(patch),
  role: patch.role,
  ...(patch.hand ? { hand: patch.hand } : {}),
})

/** Changes seldom, where the request itself does with every step of the pointer. */
export const hasRequest = computed(() => request.value !== null)

/** Changes under a key are those of a gesture, or of a key that is held. An edit that changes nothing adds no undo step, except in a drag, which is undone as one. */
export function edit(name: string, change: Partial<SegmentationState>, key: string | null = null): void {
  if (!key?.startsWith('drag:') && isSo(change)) return
  if (key !== null) stir()
  if (typeof change.selected === 'number') regionHeld.value = false
  const before = segmentation.value
  const after = { ...before, ...change }
  segmentation.value = after
  history.record(name, before, after, key)
}

const isSo = (change: Partial<SegmentationState>): boolean =>
  (Object.keys(change) as (keyof SegmentationState)[]).every(
    (part) => JSON.stringify(change[part]) === JSON.stringify(segmentation.value[part]),
  )

/** Choosing another patch is not a step of its own. */
export function select(letter: number | null): void {
  regionHeld.value = false
  segmentation.value = { ...segmentation.value, selected: letter }
}

export function setThreshold(value: number, key: string | null = 'threshold'): void {
  const { model: id, thresholds, automatic } = segmentation.value
  if (threshold.value === value) return
  const own = automatic[id] ? { automatic: { ...automatic, [id]: false } } : {}
  edit(models[id].threshold.title, { thresholds: { ...thresholds, [id]: value }, ...own }, key)
}

/** The model finds its threshold in the photo again. */
export function findThreshold(): void {
  const { model: id, automatic } = segmentation.value
  if (models[id].findsThreshold === true) edit('Automatic Threshold', { automatic: { ...automatic, [id]: true } })
}

export const parameterValue = (name: string) => segmentation.value.parameters[segmentation.value.model][name]

export function setParameter(name: string, { title, kind }: Parameter, value: ParameterValue): void {
  const { model: id, parameters } = segmentation.value
  if (parameters[id][name] === value) return
  const after = { ...parameters, [id]: { ...parameters[id], [name]: value } }
  // A number may be dragged; a choice is a step of its own.
  edit(title, { parameters: after }, kind === 'number' ? `parameter:${id}:${name}` : null)
}

export function setModel(id: ModelId): void {
  if (id !== segmentation.value.model) edit('Model', { model: id })
}

/** The first letter that no patch has. */
export function freeLetter(patches: readonly PatchItem[]): number {
  let letter = 0
  while (patches.some((patch) => patch.letter === letter)) letter += 1
  return letter
}

export function changePatch(name: string, letter: number, change: Partial<PatchItem>, key: string | null = null): void {
  const patches = segmentation.value.patches.map((patch) => {
    if (patch.letter !== letter) return patch
    const after = clamped(patch, change)
    // A patch that lies elsewhere is measured anew; one that was pushed against the photo's border does not.
    return JSON.stringify(outlineRequest(after)) === JSON.stringify(outlineRequest(patch)) ? after : { ...after, hand: undefined }
  })
  edit(name, { patches, selected: letter }, key)
}

/** The Gaussian of a patch as it was set by hand; null: as it is measured. */
export function setHand(letter: number, hand: HandModel | null, key: string | null = null): void {
  const patches = segmentation.value.patches.map((patch) => (patch.letter === letter ? { ...patch, hand: hand ?? undefined } : patch))
  edit(hand ? 'Edit Model by Hand' : 'Reset Model', { patches }, key)
}

export function setGate(name: string, gate: Gate, key: string | null = null): void {
  edit(name, { gate, model: 'gate' }, key)
}

export function removePatch(letter: number): void {
  const patches = segmentation.value.patches.filter((patch) => patch.letter !== letter)
  edit('Delete Patch', { patches, selected: patches.at(-1)?.letter ?? null })
}

/**
 * For another photo: no patches, region, scale or history. Model, its parameters and thresholds stay as they were set; a
 * threshold that a model can find is found anew, since it was set for the other photo.
 */
export function resetPatches(patches: readonly PatchItem[] = []): void {
  const automatic = allAutomatic()
  segmentation.value = { ...segmentation.value, automatic, patches, limit: null, scale: null, selected: patches[0]?.letter ?? null }
  history.clear()
}

/** The patch after a change, inside of the photo; its shape goes along with its box, where the change brings none of its own. */
function clamped(patch: PatchItem, change: Partial<PatchItem>): PatchItem {
  const after = { ...patch, ...change }
  const box = info.value ? clampPatch(after, info.value) : after
  const shape = 'shape' in change ? change.shape : shapeIn(patch, box)
  const { x, y, w, h } = box
  return { ...after, x, y, w, h, shape }
}
