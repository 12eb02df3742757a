/** Patches, model and threshold as flags: of one photo, or of a pair's colour. */
import * as v from 'valibot'
import type { Patch, Segmentation } from '../../../contract/contract'
import { Gate } from '../../../contract/gate'
import { isModelId, models, type ModelId } from '../../../core/models'
import type { Model } from '../../../core/models/shared/model'
import { GATE_SYNTAX, gateFrom } from '../../../core/scorers/gate/words'
import { numberFrom, usage } from '../arguments'
import { MODEL_OPTIONS, parametersFrom } from './model-flags'
import { outlinedPatch } from './outline-flags'

export const SEGMENTATION_OPTIONS = {
  ...MODEL_OPTIONS,
  patch: { type: 'string', multiple: true },
  add: { type: 'string', multiple: true },
  subtract: { type: 'string', multiple: true },
  ground: { type: 'string', multiple: true },
  class: { type: 'string', multiple: true },
  model: { type: 'string' },
  gate: { type: 'string' },
  threshold: { type: 'string' },
} as const

interface Values {
  readonly patch?: readonly string[] | undefined
  readonly add?: readonly string[] | undefined
  readonly subtract?: readonly string[] | undefined
  readonly ground?: readonly string[] | undefined
  readonly class?: readonly string[] | undefined
  readonly model?: string | undefined
  readonly gate?: string | undefined
  readonly threshold?: string | undefined
}

/** @throws ChromapatchError USAGE */
export function segmentationFrom(values: Values, standard: ModelId): Segmentation {
  const patches: Patch[] = [
    ...[...(values.patch ?? []), ...(values.add ?? [])].map((text) => outlinedPatch(text, 'add')),
    ...(values.class ?? []).flatMap(classPatches),
    ...[...(values.subtract ?? []), ...(values.ground ?? [])].map((text) => outlinedPatch(text, 'subtract')),
  ]
  const gate = values.gate === undefined ? undefined : gateFlag(values.gate)
  const model = values.model ?? (gate === undefined ? standard : models.gate.id)
  if (!isModelId(model)) throw usage(`Expected ${Object.keys(models).join(' or ')} for --model but received “${model}”.`)
  const isGate = models[model].selectsBy === 'gate'
  if (!isGate && !patches.some(({ role }) => role === 'add')) throw usage('Expected at least one --patch X,Y,W,H.')
  if (isGate && gate === undefined) throw usage(`Expected --gate "${GATE_SYNTAX}" with the model ${model}.`)
  if (!isGate && gate !== undefined) throw usage(`--gate does not belong to the model ${model}.`)
  const bounds = models[model].threshold
  const threshold = values.threshold === undefined ? bounds.default : numberFrom(values.threshold, '--threshold', bounds.min, bounds.max)
  const declared: Model = models[model]
  const automatic = declared.findsThreshold === true && values.threshold === undefined
  return {
    model,
    parameters: parametersFrom(model, { ...values }),
    patches,
    threshold,
    ...(automatic ? { automatic } : {}),
    ...(gate === undefined ? {} : { gate }),
  }
}

/** NAME=PATCH, or NAME=PATCH,PATCH… of rectangles: four numbers each; other shapes are set apart by semicolons. */
function classPatches(text: string): Patch[] {
  const [, name, patches] = /^([^=]{1,40})=(.+)$/.exec(text) ?? []
  if (name === undefined || patches === undefined) throw usage(`Expected --class NAME=X,Y,W,H but received “${text}”.`)
  const four = /^\s*-?\d+(\s*,\s*-?\d+){3}(?=,)/
  const each: string[] = []
  for (let rest = patches; rest !== '';) {
    const end = four.exec(rest)?.[0].length ?? (rest.indexOf(';') < 0 ? rest.length : rest.indexOf(';'))
    each.push(rest.slice(0, end))
    rest = rest.slice(end + 1)
  }
  return each.map((patch) => ({ ...outlinedPatch(patch, 'add'), class: name.trim() }))
}

function gateFlag(text: string): NonNullable<Segmentation['gate']> {
  try {
    const parsed = v.safeParse(Gate, gateFrom(text))
    if (parsed.success) return parsed.output
    throw new RangeError(`Expected numbers from -1 to 2 for a gate but received “${text}”.`)
  } catch (thrown) {
    throw thrown instanceof RangeError ? usage(thrown.message) : thrown
  }
}
