/** Patches, model and threshold as flags: of one photo, or of a pair's colour. */
import type { Patch, Segmentation } from '../../preload/contract'
import { isModelId, models } from '../operations'
import { numberFrom, usage } from './arguments'
import { MODEL_OPTIONS, parametersFrom } from './model-flags'
import { outlinedPatch } from './outline-flags'

export const SEGMENTATION_OPTIONS = {
  ...MODEL_OPTIONS,
  patch: { type: 'string', multiple: true },
  add: { type: 'string', multiple: true },
  subtract: { type: 'string', multiple: true },
  model: { type: 'string', default: 'gaussian' },
  threshold: { type: 'string' },
} as const

interface Values {
  readonly patch?: readonly string[] | undefined
  readonly add?: readonly string[] | undefined
  readonly subtract?: readonly string[] | undefined
  readonly model: string
  readonly threshold?: string | undefined
}

/** @throws ChromapatchError USAGE */
export function segmentationFrom(values: Values): Segmentation {
  const patches: Patch[] = [
    ...[...(values.patch ?? []), ...(values.add ?? [])].map((text) => outlinedPatch(text, 'add')),
    ...(values.subtract ?? []).map((text) => outlinedPatch(text, 'subtract')),
  ]
  if (!patches.some(({ role }) => role === 'add')) throw usage('Expected at least one --patch X,Y,W,H.')
  const { model } = values
  if (!isModelId(model)) throw usage(`Expected ${Object.keys(models).join(' or ')} for --model but received “${model}”.`)
  const bounds = models[model].threshold
  const threshold = values.threshold === undefined ? bounds.default : numberFrom(values.threshold, '--threshold', bounds.min, bounds.max)
  return { model, parameters: parametersFrom(model, { ...values }), patches, threshold }
}
