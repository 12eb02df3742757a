import { parse } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Segmentation } from '../../contract/contract'
import { stepsFrom } from '../../main/cli/flags/clean-flags'
import { migrateRecipe } from '../../main/engine/recipe/migrate'
import { besideRecipe, nameFrom, templatesOf } from '../../main/engine/recipe/names'
import { parseRecipe, segmentationOf } from '../../main/engine/recipe/read'
import { RECIPE_FORMAT } from '../../main/engine/recipe/schema'
import { recipeText } from '../../main/engine/recipe/write'
import { exportOptions } from '../fixtures/export-options'
import { Call, file, newEngine, photo } from './harness'

const engine = newEngine()
const alone = newEngine(1)
afterAll(async () => {
  await Promise.all([engine.close(), alone.close()])
})

const like = (model: string, threshold: number, clean = ''): Segmentation => ({
  ...{ model, parameters: {}, patches: [{ x: 400, y: 120, w: 60, h: 50, role: 'add' as const }], threshold },
  ...(clean === '' ? {} : { clean: stepsFrom(clean) }),
})
const open = (one: typeof engine) => one.call('open', { document: 'p', source: file(photo('painting.jpg')), damaged: false }, new Call())

describe('objects of a photo', () => {
  it('are the largest first, as many as asked for; threads change nothing; a soft mask is measured at its half', async () => {
    const found = []
    for (const one of [engine, alone]) {
      await open(one)
      found.push(await one.call('measureObjects', { document: 'p', segmentation: like('gaussian', 0.05, 'open 2'), most: 20 }, new Call()))
    }
    expect(found[0]).toEqual(found[1])
    const { objects, count, pixels } = found[0]!
    expect(objects).toHaveLength(20)
    expect(count).toBeGreaterThan(20)
    expect(objects.map(({ netArea }) => netArea)).toEqual(objects.map(({ netArea }) => netArea).sort((a, b) => b - a))
    const measured = await engine.call('measure', { document: 'p', segmentation: like('gaussian', 0.05, 'open 2') }, new Call())
    expect(measured.pixels).toBe(pixels)
    const soft = await engine.call(
      'measureObjects',
      { document: 'p', segmentation: like('gaussian', 0.05, 'open 2, feather 1'), most: 1 },
      new Call(),
    )
    const cut = await engine.call('measure', { document: 'p', segmentation: like('gaussian', 0.05, 'open 2, feather 1') }, new Call())
    expect(soft.pixels).toBe(cut.pixels)
  })
})

describe('the interval of an area', () => {
  it.each([
    ['gaussian', 0.05, ''],
    ['covariance', 0.2, 'open 2'],
    ['hue', 60, ''],
    ['rg', 20, ''],
  ] as const)('of %s holds the area, is the same every time and for any threads', async (model, threshold, clean) => {
    const found = []
    for (const one of [engine, alone]) {
      await open(one)
      found.push(await one.call('areaInterval', { document: 'p', segmentation: like(model, threshold, clean) }, new Call()))
    }
    expect(found[0]).toEqual(found[1])
    const { low, high, resamples } = found[0]!
    const { pixels } = await engine.call('measure', { document: 'p', segmentation: like(model, threshold, clean) }, new Call())
    expect(resamples).toBe(200)
    // A back-projection moves by whole bins, or not at all.
    if (model === 'gaussian' || model === 'covariance') expect(low).toBeLessThan(high)
    expect(low).toBeLessThanOrEqual(high)
    expect(low).toBeLessThanOrEqual(pixels * 1.1)
    expect(high).toBeGreaterThanOrEqual(pixels * 0.9)
    expect((high - low) / pixels).toBeLessThan(0.5)
  })

  it('is wider for a smaller patch', async () => {
    await open(engine)
    const width = async (side: number) => {
      const segmentation = { ...like('gaussian', 0.05), patches: [{ x: 400, y: 120, w: side, h: side, role: 'add' as const }] }
      const { low, high } = await engine.call('areaInterval', { document: 'p', segmentation }, new Call())
      return (high - low) / ((high + low) / 2)
    }
    expect(await width(8)).toBeGreaterThan(2 * (await width(50)))
  })
})

describe('recipes', () => {
  const content = { segmentation: like('gaussian', 0.05, 'open 3, feather 1.5'), outputs: [], figures: [], scale: 0.25 }
  const text = recipeText(content, { name: 'painting.jpg', sha256: '0'.repeat(64) })

  it('read back they are what was written, defaults and steps that are off included', () => {
    const recipe = parseRecipe(text, 'r')
    expect(recipe.model).toMatchObject({ id: 'gaussian', version: 1, parameters: { light: 'encoded', minimumBrightness: 0 } })
    expect(recipe.scale).toBe(0.25)
    const again = recipeText({ ...content, segmentation: segmentationOf(recipe) }, recipe.inputs[0]!)
    expect(again).toBe(text)
    const off = { ...content.segmentation, clean: [{ id: 'fill', parameters: {}, enabled: false }] }
    expect(segmentationOf(parseRecipe(recipeText({ ...content, segmentation: off }, recipe.inputs[0]!), 'r')).clean).toEqual([
      { id: 'fill', parameters: { area: 200 }, enabled: false },
    ])
  })

  it('old ones are migrated step by step, each operation from its own version', () => {
    const old = { ...JSON.parse(text), format: 1, clean: [{ id: 'open', version: 1, parameters: { size: 5 } }] }
    const migrated = migrateRecipe(old, 'r', {
      format: 2,
      formats: { 1: (recipe) => ({ ...recipe, format: 2 }) },
      versionOf: (id) => (id === 'open' ? 3 : 1),
      operations: { open: { 1: ({ size }) => ({ radius: (Number(size) - 1) / 2 }), 2: ({ radius }) => ({ radius: Number(radius) + 1 }) } },
    })
    expect(migrated).toMatchObject({ format: 2, model: { version: 1 }, clean: [{ id: 'open', version: 3, parameters: { radius: 3 } }] })
  })

  it('a cut-out with a rest, as format 2 has it, is a colour splash; any other is what it was', () => {
    const cutout = exportOptions({ crop: true })
    const outputs = [
      { name: 'a.png', options: { ...cutout, rest: 'blurred', restBlur: 4 } },
      { name: 'b.png', options: { ...cutout, rest: 'none' } },
      { name: 'c.png', options: cutout },
      { name: 'd.png', options: { ...cutout, content: 'mask', rest: 'blurred' } },
    ]
    const migrated = parseRecipe(JSON.stringify({ ...JSON.parse(text), format: 2, outputs }), 'r')
    expect(migrated.outputs.map(({ options }) => options)).toEqual([
      { ...cutout, content: 'splash', rest: 'blurred', restBlur: 4 },
      cutout,
      cutout,
      { ...cutout, content: 'mask' },
    ])
  })

  it.each(['-1e300', '-1e999', '1e999', '-5', '0', '0.5', 'null', '"1"'])(
    'a version that never was is damage, told at once: %s',
    (version) => {
      const format = text.replace(`"format": ${RECIPE_FORMAT}`, `"format": ${version}`)
      const model = text.replace('"version": 1', `"version": ${version}`)
      const step = text.replace(/("clean": \[[^]*?"version": )1/, `$1${version}`)
      for (const [damaged, where] of [
        [format, 'format'],
        [model, 'model.version'],
        [step, 'clean.0.version'],
      ] as const) {
        expect(damaged).not.toBe(text)
        expect(() => parseRecipe(damaged, 'r')).toThrow(
          expect.objectContaining({ code: 'RECIPE_DAMAGED', message: expect.stringContaining(where) }),
        )
      }
    },
  )

  it('an operation without a name is damage', () => {
    const { model, ...rest } = JSON.parse(text)
    const damaged = JSON.stringify({ ...rest, model: { ...model, id: { toString: 1 } } })
    expect(() => parseRecipe(damaged, 'r')).toThrow(expect.objectContaining({ code: 'RECIPE_DAMAGED' }))
  })

  it('names follow the photo', () => {
    const one = (target: string) => templatesOf([target], 'cat.jpg')[0]
    expect(one('/a/cat-mask.png')).toBe('{name}-mask.png')
    expect(one('/a/mask.png')).toBe('{name}-mask.png')
    expect(one('{name}-{name}.png')).toBe('{name}-{name}.png')
    expect(templatesOf(['/a/cat-mask.png', '/a/mask.png', '/b/Mask.png'], 'cat.jpg')).toEqual([
      '{name}-mask.png',
      '{name}-mask-2.png',
      '{name}-Mask-3.png',
    ])
    expect(nameFrom('{name}-mask.png', '/b/dog.jpeg')).toBe('dog-mask.png')
    for (const name of ['US$$', "$&$`$'", '{name}']) expect(nameFrom('{name}-mask.png', `/b/${name}.jpg`)).toBe(`${name}-mask.png`)
  })

  it.skipIf(process.platform === 'win32').each(['a\nb.jpg', 'a\\b.jpg', `${'x'.repeat(251)}.jpg`, `${'语'.repeat(83)}.jpg`, '.jpg'])(
    'of a photo with any name can be opened, and its outputs can be written: %j',
    (name) => {
      const targets = [`/out/${parse(name).name}-mask.png`, `/out/${'long\\'.repeat(50)}.png`]
      const outputs = templatesOf(targets, name).map((template) => ({ name: template, options: exportOptions() }))
      const recipe = parseRecipe(recipeText({ ...content, outputs }, { name, sha256: '0'.repeat(64) }), 'r')
      expect(recipe.inputs[0]!.name).toBe(name)
      const written = recipe.outputs.map((output) => nameFrom(output.name, `/photos/${name}`))
      expect(new Set(written).size).toBe(2)
      for (const file of written) {
        expect(Buffer.byteLength(file)).toBeLessThanOrEqual(255)
        expect(file).toMatch(/\.png$/)
      }
      expect(besideRecipe('/r/mine.json', name)).toBe(`/r/${name}`)
    },
  )

  it('a photo’s name is never a path, and what could not be opened again is not written', () => {
    for (const name of ['../x.jpg', '/etc/x.jpg', '..', '.', '']) {
      expect(() => recipeText(content, { name, sha256: '0'.repeat(64) })).toThrow(expect.objectContaining({ code: 'PARAMETER_INVALID' }))
      expect(() => parseRecipe(text.replace('"painting.jpg"', JSON.stringify(name)), 'r')).toThrow(
        expect.objectContaining({ code: 'RECIPE_DAMAGED' }),
      )
    }
    expect(besideRecipe('/r/mine.json', '../x.jpg')).toBeNull()
    const twice = Array(2).fill({ name: 'a.png', options: exportOptions() })
    expect(() => recipeText({ ...content, outputs: twice }, { name: 'a.jpg', sha256: '0'.repeat(64) })).toThrow(/same name/)
  })
})
