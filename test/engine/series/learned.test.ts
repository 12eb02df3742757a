import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Segmentation } from '../../../contract/contract'
import { colourText, parseColour, recipeOfColour } from '../../../main/engine/recipe/colour'
import { parseRecipe, segmentationOf } from '../../../main/engine/recipe/read'
import { RECIPE_FORMAT } from '../../../main/engine/recipe/schema'
import { recipeText } from '../../../main/engine/recipe/write'
import type { EngineService } from '../../../main/engine/service'
import { models, type ModelId } from '../../../core/models'
import { Call, file, newEngine, photo } from '../harness'

let engine: EngineService
beforeAll(async () => {
  engine = newEngine()
  await engine.call('open', { document: 'd1', source: file(photo('painting.jpg')), damaged: false }, new Call())
  await engine.call('open', { document: 'd2', source: file(photo('bowl.jpg')), damaged: false }, new Call())
})
afterAll(() => engine.close())

const patches: Segmentation['patches'] = [
  { x: 400, y: 120, w: 60, h: 50, role: 'add' },
  { x: 100, y: 300, w: 40, h: 40, role: 'add', shape: { kind: 'ellipse' } },
  { x: 600, y: 450, w: 50, h: 50, role: 'subtract' },
]
const asked = (model: ModelId, more: Partial<Segmentation> = {}): Segmentation => {
  return { model, parameters: {}, patches, threshold: models[model].threshold.default, ...more }
}
const maskOf = async (document: string, segmentation: Segmentation) => {
  const call = new Call()
  await engine.call('cleanMask', { document, segmentation, view: { level: 0, region: { x: 0, y: 0, w: 700, h: 500 } } }, call)
  return call.received!
}
const learnedOf = async (segmentation: Segmentation): Promise<Segmentation> => {
  const { learned, threshold } = await engine.call('learn', { document: 'd1', segmentation }, new Call())
  // As a file has it: numbers go through text.
  return { ...segmentation, patches: [], threshold, learned: JSON.parse(JSON.stringify(learned)) as typeof learned }
}

describe('learned numbers', () => {
  it.each(['gaussian', 'covariance', 'density', 'hue', 'rg', 'classes'] as const)(
    '%s: select on their own photo what its patches select, to the pixel',
    async (model) => {
      const segmentation = asked(model, model === 'classes' ? { automatic: true } : {})
      const learned = await learnedOf(segmentation)
      const [mask, again] = [await maskOf('d1', segmentation), await maskOf('d1', learned)]
      expect(mask.some((byte) => byte !== 0)).toBe(true)
      expect(Buffer.compare(Buffer.from(mask), Buffer.from(again))).toBe(0)
    },
  )

  it('ask the same of another photo, where patches at that place would learn another colour', async () => {
    const segmentation = asked('gaussian')
    const learned = await learnedOf(segmentation)
    const [anew, same] = [await maskOf('d2', segmentation), await maskOf('d2', learned)]
    expect(Buffer.compare(Buffer.from(anew), Buffer.from(same))).not.toBe(0)
    const { pixels } = await engine.call('measure', { document: 'd1', segmentation: learned }, new Call())
    expect(learned.learned!.share).toBe(pixels / (752 * 600))
  })

  it('of another model, another version, or nothing that adds are refused', async () => {
    const { learned } = await learnedOf(asked('gaussian'))
    const measure = (segmentation: Segmentation) => engine.call('measure', { document: 'd1', segmentation }, new Call())
    const refused = { code: 'PARAMETER_INVALID' }
    await expect(measure(asked('rg', { patches: [], learned: learned! }))).rejects.toMatchObject(refused)
    await expect(measure(asked('gaussian', { patches: [], learned: { ...learned!, version: 9 } }))).rejects.toMatchObject(refused)
    const classes = learned!.classes.filter(({ role }) => role === 'subtract')
    await expect(measure(asked('gaussian', { patches: [], learned: { ...learned!, classes } }))).rejects.toMatchObject(refused)
  })

  it('the tally says what a table needs', async () => {
    const segmentation = asked('gaussian', { clean: [{ id: 'drop', parameters: { area: 50 } }] })
    const tally = await engine.call('tally', { document: 'd1', segmentation }, new Call())
    const { pixels, count } = await engine.call('measureObjects', { document: 'd1', segmentation, most: 1 }, new Call())
    expect(tally).toMatchObject({ pixels, objects: count, taken: '' })
    expect(tally.low).toBeLessThan(pixels)
    expect(tally.high).toBeGreaterThan(pixels)
  })
})

describe('files', () => {
  const input = { name: 'painting.jpg', sha256: 'a'.repeat(64) }
  const noOutputs = { outputs: [], figures: [], scale: null }

  it('a colour comes back as it was, and is a recipe that writes nothing', async () => {
    const segmentation = await learnedOf(asked('gaussian'))
    const model = { id: 'gaussian', version: 1, parameters: {} }
    const on = [{ photo: 'painting.jpg', sha256: input.sha256, patches }]
    const text = colourText({ name: 'leaf', model, threshold: 0.05, clean: [], learned: segmentation.learned!, on })
    const colour = parseColour(text, 'leaf.colour.json')
    expect(colour).toMatchObject({ kind: 'chromapatch colour', format: 1, name: 'leaf', on })
    expect(segmentationOf(recipeOfColour(colour))).toMatchObject({ patches: [], learned: segmentation.learned })
    expect(() => parseColour(text.replace('"format": 1', '"format": 2'), 'x')).toThrow(expect.objectContaining({ code: 'RECIPE_TOO_NEW' }))
    expect(() => parseColour(text.replace('"moments"', '"guess"'), 'x')).toThrow(expect.objectContaining({ code: 'RECIPE_DAMAGED' }))
  })

  it('a recipe holds a colour; one of format 1 means what it meant: its patches learn anew', async () => {
    const segmentation = await learnedOf(asked('gaussian'))
    const recipe = parseRecipe(recipeText({ segmentation, ...noOutputs, colour: { name: 'leaf', on: [] } }, input), 'r')
    expect(recipe).toMatchObject({ format: RECIPE_FORMAT, patches: [], colour: { name: 'leaf', learned: segmentation.learned } })
    expect(segmentationOf(recipe).learned).toEqual(segmentation.learned)
    const written = JSON.parse(recipeText({ segmentation: asked('gaussian'), ...noOutputs }, input)) as Record<string, unknown>
    const old = parseRecipe(JSON.stringify({ ...written, format: 1 }), 'old')
    expect(old).toEqual(written)
    expect(segmentationOf(old)).toMatchObject({ patches })
    expect(segmentationOf(old)).not.toHaveProperty('learned')
  })

  it('a colour has no place: patches beside it, or what hangs together with them, are refused', async () => {
    const segmentation = await learnedOf(asked('gaussian'))
    for (const more of [{ patches }, { contiguous: true }]) {
      expect(() => recipeText({ segmentation: { ...segmentation, ...more }, ...noOutputs }, input)).toThrow(
        expect.objectContaining({ code: 'PARAMETER_INVALID' }),
      )
    }
  })
})
