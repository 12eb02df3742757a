/** Holds what a caller sent against the model's own declaration; missing parameters take their defaults. */
import { ChromapatchError } from '../../../contract/errors'
import { isModelId, models, type ModelId } from '../../../core/models'
import type { NumberParameter, Parameter, Parameters } from '../../../core/models/shared/define'
import type { ModelParameters } from '../../../core/models/shared/model'

/** @throws ChromapatchError PARAMETER_INVALID that says what was expected and what came. */
export function checkModel(model: string, given: ModelParameters, threshold: number): { model: ModelId; parameters: ModelParameters } {
  if (!isModelId(model)) throw invalid('model', `one of ${Object.keys(models).join(', ')}`, model)
  const { parameters: declared, threshold: bounds } = models[model] as { parameters: Parameters; threshold: NumberParameter }
  if (!(threshold >= bounds.min && threshold <= bounds.max))
    throw invalid('threshold', `${bounds.min} to ${bounds.max} (${bounds.unit})`, threshold)
  for (const name of Object.keys(given)) if (!Object.hasOwn(declared, name)) throw invalid(name, `a parameter of ${model}`, name)
  const parameters: Record<string, number | boolean | string> = {}
  for (const [name, parameter] of Object.entries(declared)) {
    const value = given[name] ?? parameter.default
    const expected = expectation(parameter, value)
    if (expected !== null) throw invalid(name, expected, value)
    parameters[name] = value
  }
  return { model, parameters }
}

/** What the parameter takes, or null when the value is right. */
function expectation(parameter: Parameter, value: number | boolean | string): string | null {
  switch (parameter.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'true or false'
    case 'choice': {
      const ids = parameter.choices.map((choice) => choice.id)
      return ids.includes(String(value)) ? null : `one of ${ids.join(', ')}`
    }
    case 'number': {
      const fits =
        typeof value === 'number' && value >= parameter.min && value <= parameter.max && (!parameter.whole || Number.isInteger(value))
      return fits ? null : `${parameter.whole ? 'a whole number' : 'a number'} from ${parameter.min} to ${parameter.max}`
    }
  }
}

function invalid(name: string, expected: string, received: unknown): ChromapatchError {
  return new ChromapatchError('PARAMETER_INVALID', `Expected ${expected} for ${name} but received ${String(received)}.`)
}
