import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../core/wasm'
import { EVERY_PIXEL } from '../../core/kernels/pixel-rule'
import { models } from '../../core/models'
import type { Parameter } from '../../core/models/shared/define'
import { fitModel, fitTable, histogramWanted, isTableModel, TABLE_SCALE } from '../fitted'
import type { PatchHistogram } from '../../core/models/shared/model'
import { combineTables } from '../../core/models/shared/table'
import { load } from '../kernels/photos'

/** 5 × 5: rows of red, green, blue, grey and black. */
const FIVE = Uint8Array.from(
  [
    [200, 0, 0],
    [0, 200, 0],
    [0, 0, 200],
    [80, 80, 80],
    [0, 0, 0],
  ].flatMap((colour) => Array.from({ length: 5 }, () => colour).flat()),
)

/** Histogram of rows [from, to) of the 5 × 5, and the map of all of it. */
function project(
  model: 'hue' | 'rg',
  parameters: Record<string, number | string>,
  patches: { role: 'add' | 'subtract'; rows: readonly [number, number] }[],
) {
  const { memory, rgb, out, plane } = load(FIVE)
  const kernels = createKernels(memory)
  const { binning } = histogramWanted(model, parameters)
  const histograms: PatchHistogram[] = patches.map(({ role, rows: [from, to] }) => {
    const counts = new Uint32Array(binning.kind === 'hue' ? 180 : binning.bins ** 2)
    kernels.countBins(rgb + from * 15, (to - from) * 5, binning, EVERY_PIXEL, counts)
    return { role, counts }
  })
  kernels.prepareTable(fitTable(model, parameters, histograms))
  kernels.tableScore(rgb, 25, 128, out)
  return Array.from({ length: 5 }, (_, row) => plane()[row * 5])
}

describe('hue', () => {
  it('scores a 5 × 5 by the patch’s hues; grey and black are hue 0, as red is', () => {
    expect(project('hue', { bins: 6, histogramOf: 'patch' }, [{ role: 'add', rows: [1, 2] }])).toEqual([0, 255, 0, 0, 0])
    // Red, green and blue a third each: the other three bins are the least, so all of them are 255.
    expect(project('hue', { bins: 6, histogramOf: 'patch' }, [{ role: 'add', rows: [0, 3] }])).toEqual([255, 255, 255, 255, 255])
    // 15 pixels of hue 0, 5 green: 255 and 85.
    expect(project('hue', { bins: 180, histogramOf: 'image' }, [{ role: 'add', rows: [0, 5] }])).toEqual([255, 85, 85, 255, 255])
  })

  it('takes a subtracted patch’s hues away', () => {
    const patches = [
      { role: 'add' as const, rows: [0, 3] as const },
      { role: 'subtract' as const, rows: [2, 3] as const },
    ]
    expect(project('hue', { bins: 6, histogramOf: 'patch' }, patches)).toEqual([255, 255, 0, 255, 255])
  })

  it('asks for the photo’s histogram only where it is chosen', () => {
    expect(histogramWanted('hue', { bins: 7, histogramOf: 'image' })).toEqual({ binning: { kind: 'hue' }, ofImage: true })
    expect(histogramWanted('hue', { bins: 7, histogramOf: 'patch' }).ofImage).toBe(false)
    expect(models.hue.parameters.histogramOf.default).toBe('patch')
  })
})

describe('rg', () => {
  it('scores a 5 × 5 by the patch’s cells; pure red has none, black no chromaticity', () => {
    expect(project('rg', { bins: 4 }, [{ role: 'add', rows: [3, 5] }])).toEqual([0, 0, 0, 255, 0])
    expect(project('rg', { bins: 4 }, [{ role: 'add', rows: [0, 1] }])).toEqual([0, 0, 0, 0, 0])
    // Pure blue is r = g = 0, the first cell.
    expect(project('rg', { bins: 4 }, [{ role: 'add', rows: [2, 3] }])).toEqual([0, 0, 255, 0, 0])
  })
})

describe('several tables', () => {
  const table = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 8, maxLength: 8 }).map((scores) => Float32Array.from(scores))
  const list = fc.array(fc.record({ role: fc.constantFrom('add' as const, 'subtract' as const), scores: table }), {
    minLength: 1,
    maxLength: 5,
  })

  it('are the greatest added score, nothing where a subtracted one is as high, in any order', () => {
    fc.assert(
      fc.property(list, (tables) => {
        const { scores } = combineTables({ kind: 'hue' }, tables)
        expect([...combineTables({ kind: 'hue' }, [...tables].reverse()).scores]).toEqual([...scores])
        scores.forEach((score, entry) => {
          const of = (role: string) => Math.max(-1, ...tables.filter((t) => t.role === role).map((t) => t.scores[entry] as number))
          expect(score).toBe(of('subtract') >= of('add') ? 0 : of('add'))
        })
      }),
    )
  })
})

describe('the registry', () => {
  it('tells ellipse models from back-projections, and refuses to mix them up', () => {
    expect(Object.keys(models)).toEqual(['classes', 'gaussian', 'covariance', 'density', 'lab', 'hue', 'rg', 'gate'])
    expect((Object.keys(models) as (keyof typeof models)[]).filter(isTableModel)).toEqual(['hue', 'rg'])
    expect(() => fitModel('hue', {}, [])).toThrow(RangeError)
    expect(TABLE_SCALE).toEqual({ kind: 'byte' })
    for (const [id, model] of Object.entries(models)) {
      expect(model.id).toBe(id)
      for (const [name, parameter] of Object.entries<Parameter>(model.parameters)) {
        expect([id, name, parameter.doc.length > 20]).toEqual([id, name, true])
        if (parameter.kind === 'choice') expect(parameter.choices.map((choice) => choice.id)).toContain(parameter.default)
        if (parameter.kind === 'number') expect(parameter.default).toBeGreaterThanOrEqual(parameter.min)
      }
    }
  })
})
