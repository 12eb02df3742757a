/** The list of clean-up steps: what changes it, each change a named step for undo. */
import { computed, shallowRef } from 'vue'
import { isStepId, steps, type StepId } from '../../../core/steps/index'
import type { StepDeclaration } from '../../../core/steps/define-step'
import { STEPS_MAX, type CleanStep } from '../../../contract/contract'
import { info } from './documents'
import { edit, request, segmentation, type CleanItem } from './segmentation'
import { toastOnce } from '../../kit/use/toasts'

/** What most masks want: specks and hairs off, pinholes closed, the edge softened. */
const USUAL: readonly StepId[] = ['open', 'fill', 'drop', 'feather']

export const declarationOf = (id: StepId): StepDeclaration => steps[id]

/** The mask that is shown and exported is not the score's own: the engine makes it at full size. */
export const cleaning = computed(() => {
  const { clean, limit, contiguous } = segmentation.value
  return request.value !== null && (limit !== null || contiguous || clean.some(({ enabled }) => enabled))
})

/** Names the mask after all of its steps, of this photo: a gate and its steps stay for the next one. */
export const cleanKey = computed(() => (cleaning.value && info.value ? `${info.value.document}:${JSON.stringify(request.value)}` : ''))

function made(id: StepId, key: number): CleanItem {
  const values = Object.entries(declarationOf(id).parameters).map(([name, parameter]) => [name, parameter.default] as const)
  return { key, id, parameters: Object.fromEntries(values), enabled: true }
}

/** A recipe's steps as items of the list; those that this version does not have are left out. */
export function itemsOf(recipe: readonly CleanStep[]): CleanItem[] {
  const known = recipe.flatMap(({ id, parameters, enabled }) => (isStepId(id) ? [{ id, parameters, enabled: enabled !== false }] : []))
  return known.map(({ id, parameters, enabled }, i) => ({
    ...made(id, i + 1),
    enabled,
    parameters: { ...made(id, 0).parameters, ...parameters },
  }))
}

const nextKey = () => segmentation.value.clean.reduce((most, { key }) => Math.max(most, key), 0) + 1
const named = (id: StepId) => `“${declarationOf(id).title}”`

/** Whether there can be so many more; says so where not. */
function hasRoom(more: number): boolean {
  const { length } = segmentation.value.clean
  if (length + more <= STEPS_MAX) return true
  const text = `There are ${length} clean-up steps already: no more than ${STEPS_MAX} can be.`
  toastOnce({ kind: 'error', text, detail: 'Delete those that are switched off or change little.' })
  return false
}

/** Appends a step and returns its key; null where there are as many as can be. */
export function addStep(id: StepId): number | null {
  if (!hasRoom(1)) return null
  const key = nextKey()
  edit(`Add ${named(id)}`, { clean: [...segmentation.value.clean, made(id, key)] })
  return key
}

/** Counts how often the usual steps were added: they are shown then. */
export const usualAdded = shallowRef(0)

export function addUsualSteps(): void {
  if (!hasRoom(USUAL.length)) return
  const first = nextKey()
  edit('Add the Usual Steps', { clean: [...segmentation.value.clean, ...USUAL.map((id, i) => made(id, first + i))] })
  usualAdded.value += 1
}

export function removeStep(key: number): void {
  const step = find(key)
  if (step) edit(`Delete ${named(step.id)}`, { clean: segmentation.value.clean.filter((other) => other.key !== key) })
}

export function switchStep(key: number): void {
  const step = find(key)
  if (step) change(`Switch ${step.enabled ? 'Off' : 'On'} ${named(step.id)}`, key, { enabled: !step.enabled })
}

export function setStepParameter(key: number, name: string, value: number): void {
  const step = find(key)
  const parameter = step && declarationOf(step.id).parameters[name]
  if (!parameter || step.parameters[name] === value) return
  const parameters = { ...step.parameters, [name]: value }
  change(`${declarationOf(step.id).title}: ${parameter.title}`, key, { parameters }, `clean:${key}:${name}`)
}

/** Puts a step at another place of the list; `gesture` joins the moves of one drag. */
export function moveStep(key: number, to: number, gesture: string | null = null): void {
  const { clean } = segmentation.value
  const from = clean.findIndex((step) => step.key === key)
  const place = Math.min(clean.length - 1, Math.max(0, to))
  if (from < 0 || from === place) return
  const moved = clean.filter((step) => step.key !== key)
  moved.splice(place, 0, clean[from]!)
  edit(`Move ${named(clean[from]!.id)}`, { clean: moved }, gesture)
}

const find = (key: number) => segmentation.value.clean.find((step) => step.key === key)

function change(name: string, key: number, values: Partial<CleanItem>, joined: string | null = null): void {
  edit(name, { clean: segmentation.value.clean.map((step) => (step.key === key ? { ...step, ...values } : step)) }, joined)
}
