/** The help pages are those of the registries: whole, and with every figure that the declarations have. */
import { describe, expect, it } from 'vitest'
import { models } from '../../core/models'
import { steps } from '../../core/steps'
import { comparisonOperations } from '../../core/pair/comparison'
import type { Parameter } from '../../core/models/shared/define'
import { helpGroups, helpMarkdown } from '../../core/models/help'

const declared: { id: string; parameters: Readonly<Record<string, Parameter>> }[] = [
  ...Object.values(models),
  ...Object.values(steps),
  ...Object.values(comparisonOperations),
]
const pages = helpGroups().flatMap((group) => group.pages)

describe('help pages', () => {
  it('are one for each operation of the registries', () => {
    expect(pages.map(({ id }) => id)).toEqual(declared.map(({ id }) => id))
    expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length)
  })

  it.each(pages.map((page) => [page.id, page] as const))('of %s: what it does, every parameter, its source', (id, page) => {
    expect(page.doc).toMatch(/\.$/)
    expect(page.reference).toMatch(/\.$/)
    const { parameters } = declared.find((each) => each.id === id)!
    for (const [name, parameter] of Object.entries(parameters)) {
      const told = page.parameters.find((each) => each.id === name)!
      expect(told.doc).toBe(parameter.doc)
      expect(told.doc).toMatch(/\.$/)
      if (parameter.kind === 'number') {
        expect(told.takes).toContain(parameter.unit)
        expect([parameter.min, parameter.max]).toEqual(
          told.takes.replaceAll(',', '').split(';')[0]!.replace(' whole', '').split(' to ').map(Number),
        )
        expect(Number(told.standard.replaceAll(',', ''))).toBe(parameter.default)
      }
      if (parameter.kind === 'choice') expect(told.choices.map(({ doc }) => doc)).toEqual(parameter.choices.map(({ doc }) => doc))
    }
  })

  it('name the threshold of every model, with its unit and default', () => {
    for (const { id, threshold } of Object.values(models)) {
      const told = pages.find((page) => page.id === id)!.parameters[0]!
      expect([told.id, told.title]).toEqual(['threshold', threshold.title])
      expect(told.takes).toContain(threshold.unit)
    }
  })

  it('are all in the Markdown', () => {
    const text = helpMarkdown()
    for (const { id, title, reference } of pages) {
      expect(text).toContain(`### ${title} (\`${id}\`)`)
      expect(text).toContain(reference)
    }
  })
})
