/** The help page of each operation, made from its declaration: the guide shows it, and `npm run help` writes it. */
import { showSignificant } from '../../contract/shown'
import { steps } from '../steps'
import { comparisonOperations } from '../pair/comparison'
import type { Parameter } from './shared/define'
import { models } from './index'

export interface HelpParameter {
  readonly id: string
  readonly title: string
  readonly doc: string
  /** What it takes: a range with its unit, or its choices. */
  readonly takes: string
  readonly standard: string
  readonly choices: readonly { readonly title: string; readonly doc: string }[]
}

export interface HelpPage {
  readonly id: string
  readonly title: string
  readonly doc: string
  readonly formula: string | null
  readonly parameters: readonly HelpParameter[]
  readonly reference: string
  readonly version: number
}

export interface HelpGroup {
  readonly title: string
  readonly pages: readonly HelpPage[]
}

export function helpGroups(): HelpGroup[] {
  return [
    {
      title: 'Models',
      pages: Object.values(models).map((model) => ({
        ...pageOf(model),
        parameters: parametersOf({ threshold: model.threshold, ...model.parameters }),
      })),
    },
    { title: 'Clean-up', pages: Object.values(steps).map((step) => pageOf({ ...step, formula: null })) },
    { title: 'Comparison', pages: Object.values(comparisonOperations).map(pageOf) },
  ]
}

interface Declared extends Omit<HelpPage, 'parameters'> {
  readonly parameters: Readonly<Record<string, Parameter>>
}

function pageOf({ id, title, doc, formula, parameters, reference, version }: Declared): HelpPage {
  return { id, title, doc, formula, parameters: parametersOf(parameters), reference, version }
}

function parametersOf(parameters: Readonly<Record<string, Parameter>>): HelpParameter[] {
  return Object.entries(parameters).map(([id, parameter]) => {
    const { title, doc } = parameter
    return { id, title, doc, ...valuesOf(parameter) }
  })
}

function valuesOf(parameter: Parameter): Pick<HelpParameter, 'takes' | 'standard' | 'choices'> {
  switch (parameter.kind) {
    case 'number': {
      const { min, max, unit, whole, default: standard } = parameter
      return { takes: `${written(min)} to ${written(max)}${whole ? ', whole' : ''}; ${unit}`, standard: written(standard), choices: [] }
    }
    case 'boolean':
      return { takes: 'on or off', standard: parameter.default ? 'on' : 'off', choices: [] }
    case 'choice': {
      const titled = parameter.choices.find(({ id }) => id === parameter.default)?.title ?? parameter.default
      return { takes: parameter.choices.map(({ title }) => title).join(', '), standard: titled, choices: parameter.choices }
    }
  }
}

const written = (value: number) => showSignificant(value, 12)

/** All pages as one Markdown document. */
export function helpMarkdown(): string {
  const lines = [
    '# What each operation does',
    '',
    'Made from the declarations in `core/models` by `npm run help`; the window shows the same in its guide (F1). Do not edit by hand.',
  ]
  for (const { title, pages } of helpGroups()) {
    lines.push('', `## ${title}`)
    for (const page of pages) lines.push('', ...pageLines(page))
  }
  return lines.join('\n') + '\n'
}

function pageLines({ id, title, doc, formula, parameters, reference, version }: HelpPage): string[] {
  const lines = [`### ${title} (\`${id}\`)`, '', doc]
  if (formula !== null) lines.push('', '```text', formula, '```')
  if (parameters.length > 0) {
    lines.push('', '| parameter | takes | default | what it does |', '| --- | --- | --- | --- |')
    for (const each of parameters)
      lines.push(`| ${[`${each.title} (\`${each.id}\`)`, each.takes, each.standard, textOf(each)].map(cell).join(' | ')} |`)
  }
  lines.push('', `Source: ${reference} Version ${version}.`)
  return lines
}

const textOf = ({ doc, choices }: HelpParameter) => [doc, ...choices.map((choice) => `**${choice.title}**: ${choice.doc}`)].join(' ')
const cell = (text: string) => text.replaceAll('|', '\\|')
