/** Clean-up steps as Python: the steps run as ever, on a mask that is an expression. */
import type { Segmentation } from '../../../contract/contract'
import type { MaskHandle, MaskWork } from '../../../core/steps/define-step'
import { runStep } from '../../../core/steps/run'
import type { CheckedStep } from '../mask/clean/steps'
import { boundFunction } from './bounds'
import { cleanHelpers, type CleanHelper } from './clean-helpers'

interface Expression extends MaskHandle {
  readonly text: string
}

export interface CleanPython {
  /** The functions that the lines call, each with what it calls itself. */
  readonly helpers: readonly string[]
  /** They turn `mask`, an array of truth values, into the cleaned one. */
  readonly lines: readonly string[]
  /** True where `mask` is then of numbers, 0 to 65535. */
  readonly soft: boolean
}

export async function cleanPython(steps: readonly CheckedStep[], bounds: Pick<Segmentation, 'limit' | 'contiguous'>): Promise<CleanPython> {
  const used = new Set<CleanHelper>(bounds.contiguous === true ? ['regions'] : [])
  const bound = boundFunction(bounds)
  const work = writing(used, bound.length > 0)
  const lines: string[] = bound.length > 0 ? ['mask = bound(mask)'] : []
  let kind: MaskHandle['kind'] = 'hard'
  for (const { id, values } of steps) {
    const made: Expression = await runStep(id, { kind, text: 'mask' }, values, work)
    if (made.text !== 'mask') lines.push(`mask = ${made.text}`)
    kind = made.kind
  }
  if (bounds.limit !== undefined && steps.length > 0) lines.push('mask = mask * REGION')
  // In the order of the table, where a function stands after those that it calls.
  const helpers = Object.entries(cleanHelpers).filter(([name]) => used.has(name as CleanHelper))
  return { helpers: [...helpers.map(([, { text }]) => text), ...bound], lines, soft: kind === 'soft' }
}

/** `isBound`: a mask that starts again from the score is held to the bounds again. */
function writing(used: Set<CleanHelper>, isBound: boolean): MaskWork<Expression> {
  const use = (name: CleanHelper) => {
    used.add(name)
    for (const other of cleanHelpers[name].calls) used.add(other as CleanHelper)
  }
  const called =
    (name: CleanHelper, kind: MaskHandle['kind'] | 'same' = 'hard') =>
    async (mask: Expression, ...more: readonly number[]): Promise<Expression> => {
      use(name)
      return { kind: kind === 'same' ? mask.kind : kind, text: `${name}(${[mask.text, ...more].join(', ')})` }
    }
  const harden = called('harden')
  return {
    dilate: called('dilate'),
    erode: called('erode'),
    fillHoles: called('fill_holes'),
    dropObjects: called('drop_objects'),
    keepLargest: called('keep_largest'),
    median: called('median'),
    blur: called('blur', 'soft'),
    refine: called('refine', 'soft'),
    invert: async (mask) =>
      mask.kind === 'hard' ? { kind: 'hard', text: `~${mask.text}` } : { kind: 'soft', text: `FULL - ${mask.text}` },
    harden: async (mask) => (mask.kind === 'hard' ? mask : await harden(mask)),
    ramp: async (share) => {
      use('ramp')
      return { kind: 'soft', text: isBound ? `bound(ramp(${share}))` : `ramp(${share})` }
    },
  }
}
