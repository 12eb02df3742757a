/** `--clean "open 3, fill 200"` → clean-up steps. Words, ranges and defaults come from the steps' declarations. */
import type { CleanStep } from '../../../contract/contract'
import { isStepId, steps } from '../../../core/steps'
import type { StepDeclaration } from '../../../core/steps/define-step'
import { usage } from '../arguments'

/** @throws ChromapatchError USAGE that names the step. */
export function stepsFrom(text: string): CleanStep[] {
  return text.split(',').map((part) => stepFrom(part.trim().split(/\s+/)))
}

function stepFrom([word = '', ...values]: string[]): CleanStep {
  if (!isStepId(word)) throw usage(`Expected one of ${Object.keys(steps).join(', ')} in --clean but received “${word}”.`)
  const { parameters }: StepDeclaration = steps[word]
  const declared = Object.entries(parameters)
  if (values.length > declared.length) {
    const most =
      declared.length === 0
        ? 'no number'
        : `${declared.length === 1 ? 'one number' : `${declared.length} numbers`} (${declared.map(([name]) => name).join(', ')})`
    throw usage(`Expected at most ${most} after “${word}” in --clean but received “${values.join(' ')}”.`)
  }
  const given = values.map((value, i) => {
    const [name, { min, max, whole }] = declared[i]!
    const number = Number(value)
    if (!(number >= min && number <= max) || (whole && !Number.isInteger(number))) {
      throw usage(
        `Expected ${whole ? 'a whole number' : 'a number'} from ${min} to ${max} after “${word}” in --clean but received “${value}”.`,
      )
    }
    return [name, number] as const
  })
  return { id: word, parameters: Object.fromEntries(given) }
}

/** The steps as the command line takes them, those that are switched on. */
export function textOf(list: readonly CleanStep[]): string {
  return list
    .filter(({ enabled }) => enabled !== false)
    .map(({ id, parameters }) => [id, ...Object.values(parameters)].join(' '))
    .join(', ')
}

/** A paragraph of help for each step. */
export function stepLines(): string {
  return Object.values<StepDeclaration>(steps)
    .map(({ id, title, doc, parameters }) => {
      const values = Object.values(parameters)
      const lines = values.map(({ unit, min, max, default: standard, doc: meaning }) => {
        return `${unit}, ${min} to ${max}, default ${standard}: ${meaning}`
      })
      const head = `  ${[id, ...values.map(() => 'N')].join(' ')}`
      return [head, ...[`${title}. ${doc}`, ...lines].map((line) => `      ${line}`)].join('\n')
    })
    .join('\n')
}
