/** Holds clean-up steps that a caller sent against their declarations; missing values take their defaults. */
import type { CleanStep } from '../../../../contract/contract'
import { ChromapatchError } from '../../../../contract/errors'
import { isStepId, steps, type StepId } from '../../../../core/steps'
import type { StepDeclaration } from '../../../../core/steps/define-step'

export interface CheckedStep {
  readonly id: StepId
  readonly values: Readonly<Record<string, number>>
}

/** Those that are switched on. @throws ChromapatchError PARAMETER_INVALID that names the step. */
export function checkSteps(given: readonly CleanStep[] | undefined): CheckedStep[] {
  return (given ?? []).filter(({ enabled }) => enabled !== false).map((step) => ({ id: idOf(step.id), values: valuesOf(step) }))
}

function idOf(id: string): StepId {
  if (!isStepId(id)) throw invalid('clean', `one of ${Object.keys(steps).join(', ')}`, id)
  return id
}

function valuesOf({ id, parameters }: CleanStep): Record<string, number> {
  const declaration: StepDeclaration = steps[idOf(id)]
  for (const name of Object.keys(parameters)) {
    if (!Object.hasOwn(declaration.parameters, name)) throw invalid(id, 'only its own parameters', name)
  }
  return Object.fromEntries(
    Object.entries(declaration.parameters).map(([name, { min, max, whole, default: standard }]) => {
      const value = parameters[name] ?? standard
      if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
        throw invalid(id, `${whole ? 'a whole number' : 'a number'} from ${min} to ${max} for ${name}`, value)
      }
      return [name, value]
    }),
  )
}

function invalid(where: string, expected: string, received: unknown): ChromapatchError {
  return new ChromapatchError('PARAMETER_INVALID', `${where}: expected ${expected} but received ${String(received)}.`)
}
