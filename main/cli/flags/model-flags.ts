/**
 * The models' parameters as flags. Names, ranges, defaults and words come from the declarations; the
 * table only says what a parameter is called in a shell, where that is not its own name.
 */
import { models, type ModelId } from '../../../core/models'
import type { Parameter, Parameters } from '../../../core/models/shared/define'
import type { ModelParameters } from '../../../core/models/shared/model'
import { numberFrom, usage, wholeFrom } from '../arguments'

/** A flag without a value stands for one value of its parameter. */
interface Flag {
  readonly name: string
  readonly stands?: string
}

const NAMES: Readonly<Record<string, Flag>> = {
  histogramOf: { name: 'histogram' },
  light: { name: 'linear', stands: 'linear' },
  minimumBrightness: { name: 'min-brightness' },
  minimumSpread: { name: 'min-spread' },
  excludeClipped: { name: 'exclude-clipped' },
}

const flagOf = (parameter: string): Flag => NAMES[parameter] ?? { name: parameter }
const isSwitch = (parameter: Parameter, flag: Flag): boolean => parameter.kind === 'boolean' || flag.stands !== undefined

/** Every parameter of every model, once; models share some. */
function declared(): [string, Parameter][] {
  const all: Record<string, Parameter> = {}
  for (const model of Object.values(models)) Object.assign(all, model.parameters)
  return Object.entries(all)
}

/** For node:util's parseArgs. */
export const MODEL_OPTIONS: Readonly<Record<string, { type: 'boolean' | 'string' }>> = Object.fromEntries(
  declared().map(([name, parameter]) => [flagOf(name).name, { type: isSwitch(parameter, flagOf(name)) ? 'boolean' : 'string' }]),
)

/**
 * The model's parameters from what was parsed; those that were not given keep their defaults.
 * @throws ChromapatchError USAGE for a value out of range, or a flag that the model does not have.
 */
export function parametersFrom(model: ModelId, values: Readonly<Record<string, unknown>>): ModelParameters {
  const own: Parameters = models[model].parameters
  const parameters: Record<string, number | boolean | string> = {}
  for (const [name] of declared()) {
    const flag = flagOf(name)
    const value = values[flag.name]
    if (value === undefined) continue
    const parameter = own[name]
    if (parameter === undefined) throw usage(`--${flag.name} does not belong to the model ${model}.`)
    parameters[name] = flag.stands ?? valueOf(parameter, flag, value)
  }
  return parameters
}

function valueOf(parameter: Parameter, { name }: Flag, value: unknown): number | boolean | string {
  if (parameter.kind === 'boolean') return true
  const text = String(value)
  if (parameter.kind === 'choice') {
    const ids = parameter.choices.map(({ id }) => id)
    if (!ids.includes(text)) throw usage(`Expected ${ids.join(' or ')} for --${name} but received “${text}”.`)
    return text
  }
  return (parameter.whole ? wholeFrom : numberFrom)(text, `--${name}`, parameter.min, parameter.max)
}

/** A line of help for each parameter of each model. */
export function parameterLines(model: ModelId): string[] {
  const own: Parameters = models[model].parameters
  return Object.entries(own).map(([name, parameter]) => {
    const flag = flagOf(name)
    const takes =
      parameter.kind === 'choice' && flag.stands === undefined
        ? ` ${parameter.choices.map(({ id }) => id).join('|')}`
        : parameter.kind === 'number'
          ? ' N'
          : ''
    const range = parameter.kind === 'number' ? ` ${parameter.min} to ${parameter.max}, default ${parameter.default}.` : ''
    const otherwise = parameter.kind === 'choice' && flag.stands === undefined ? ` Default ${parameter.default}.` : ''
    return `--${flag.name}${takes}: ${parameter.doc}${range}${otherwise}`
  })
}
