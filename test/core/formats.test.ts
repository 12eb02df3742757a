/** The registry of formats and the contract name the same ones, and no two can be mixed up. */
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { ComparisonExport } from '../../contract/comparison'
import { ExportOptions, FigureFormat } from '../../contract/exports'
import { FORMATS, formats, formatsThat, isLossy } from '../../core/formats'
import { figureFiles } from '../../core/formats/figures'
import { COMPARISON_FORMATS, CUT_OUT_FORMATS, formatOf } from '../../main/cli/arguments'

it('has the formats of the contract, each under its own id and its own endings', () => {
  expect(FORMATS.map(({ id }) => id).sort()).toEqual([...ExportOptions.entries.format.options].sort())
  for (const [id, format] of Object.entries(formats)) expect(format.id).toBe(id)
  const endings = FORMATS.flatMap((format) => format.endings)
  expect(new Set(endings).size).toBe(endings.length)
  expect(Object.keys(figureFiles).sort()).toEqual([...FigureFormat.options].sort())
})

it('comparisons are written in those that the contract allows them', () => {
  const allowed = FORMATS.map(({ id }) => id).filter((format) => v.is(ComparisonExport, { content: 'aligned', format }))
  expect([...new Set(Object.values(COMPARISON_FORMATS))].sort()).toEqual([...allowed].sort())
})

it('an ending names its format, in any case of letters; sentences name those that can', () => {
  expect(['a.TIF', 'a.tiff', 'b.jpeg', 'c.avif'].map((name) => formatOf(name, CUT_OUT_FORMATS))).toEqual(['tiff', 'tiff', 'jpeg', 'avif'])
  expect(() => formatOf('a.avif', COMPARISON_FORMATS)).toThrow(/names no format/)
  expect(formatsThat(({ depth }) => depth === 16)).toBe('PNG or TIFF')
  expect(formatsThat(({ hasTransparency }) => hasTransparency)).toBe('PNG, WebP, AVIF or TIFF')
  expect(FORMATS.filter(({ id }) => isLossy(id, true)).map(({ id }) => id)).toEqual(['avif', 'jpeg'])
  expect(FORMATS.filter(({ id }) => isLossy(id, false)).map(({ id }) => id)).toEqual(['webp', 'avif', 'jpeg'])
})
