import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Patch, Segmentation, Shape } from '../../contract/contract'
import { stepsFrom } from '../../main/cli/flags/clean-flags'
import { limitFrom, outlinedPatch } from '../../main/cli/flags/outline-flags'
import { bitBytes } from '../../core/mask/bit-mask'
import { drawOutlines } from '../../core/mask/outline'
import { EVERY_PIXEL } from '../../core/kernels/pixel-rule'
import { patchStatistics } from '../../core/kernels/statistics'
import { unpackRows } from '../kernels/masks'
import { Call, file, golden, newEngine, photo } from './harness'

interface Figures {
  readonly pixels: number
  readonly sha256: string
}
interface Known {
  readonly threshold: number
  readonly limits: Readonly<Record<'ellipse' | 'lasso', number[]>>
  readonly patches: readonly {
    readonly kind: 'ellipse' | 'lasso'
    readonly numbers: number[]
    readonly pixels: number
    readonly meanR: number
    readonly meanG: number
    readonly stdR: number
    readonly stdG: number
    readonly covariance: number[][]
    readonly mask: Figures
    readonly contiguous: Figures
    readonly limited: Readonly<Record<'ellipse' | 'lasso', Figures>>
    readonly 'limited, grown by 5': Readonly<Record<'ellipse' | 'lasso', Figures>>
  }[]
}
const known = JSON.parse(readFileSync(golden('shapes-painting.json'), 'utf8')) as Known

const engine = newEngine()
const alone = newEngine(1)
let size = { w: 0, h: 0 }
beforeAll(async () => {
  for (const one of [engine, alone]) {
    const info = await one.call('open', { document: 'p', source: file(photo('painting.jpg')), damaged: false }, new Call())
    size = { w: info.width, h: info.height }
  }
})
afterAll(async () => {
  await Promise.all([engine.close(), alone.close()])
})

/** As the command line takes it. */
const words = (kind: 'ellipse' | 'lasso', numbers: readonly number[]) =>
  kind === 'ellipse'
    ? `ellipse ${numbers.join(',')}`
    : `lasso ${numbers.flatMap((x, i) => (i % 2 === 0 ? [`${x},${numbers[i + 1]}`] : [])).join(' ')}`

async function masked(one: typeof engine, segmentation: Segmentation) {
  const call = new Call()
  const reply = await one.call('cleanMask', { document: 'p', segmentation, view: { level: 0, region: { x: 0, y: 0, ...size } } }, call)
  const pixels = await one.call('measure', { document: 'p', segmentation }, new Call())
  expect(reply.soft || pixels.pixels === reply.pixels).toBe(true)
  return { pixels: reply.pixels!, sha256: createHash('sha256').update(call.received!).digest('hex'), bytes: call.received! }
}
const figures = ({ pixels, sha256 }: Figures) => ({ pixels, sha256 })
const view = { level: 0, region: { x: 0, y: 0, w: 1, h: 1 } }

describe.each(known.patches.map((one) => [one.kind, one] as const))('a patch that is a(n) %s', (kind, wanted) => {
  const patch = outlinedPatch(words(kind, wanted.numbers), 'add')
  const segmentation: Segmentation = { model: 'gaussian', parameters: {}, patches: [patch], threshold: known.threshold }

  it('has the statistics that numpy finds', async () => {
    const { patches } = await engine.call('segment', { document: 'p', segmentation, view }, new Call())
    const [found] = patches
    expect(found!.pixels).toBe(wanted.pixels)
    const near = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * Math.abs(b))
    for (const name of ['meanR', 'meanG', 'stdR', 'stdG'] as const) near(found![name], wanted[name])
    found!.covariance.flat().forEach((value, i) => near(value, wanted.covariance.flat()[i]!))
  })

  it('selects, connects and is limited as numpy and scikit-image say', async () => {
    expect(figures(await masked(engine, segmentation))).toEqual(wanted.mask)
    expect(figures(await masked(engine, { ...segmentation, contiguous: true }))).toEqual(wanted.contiguous)
    for (const name of ['ellipse', 'lasso'] as const) {
      const limit = limitFrom(words(name, known.limits[name]))
      expect(figures(await masked(engine, { ...segmentation, limit }))).toEqual(wanted.limited[name])
      const grown = await masked(engine, { ...segmentation, limit, clean: stepsFrom('grow 5') })
      expect(figures(grown)).toEqual(wanted['limited, grown by 5'][name])
    }
  })
})

describe('a shape of any size', () => {
  const shapes = fc.record({
    box: fc.record({ x: fc.nat(300), y: fc.nat(250), w: fc.integer({ min: 12, max: 450 }), h: fc.integer({ min: 12, max: 350 }) }),
    round: fc.boolean(),
  })
  const lassoIn = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }): Shape => ({
    kind: 'lasso',
    points: [x, y, x + w, y + Math.floor(h / 3), x + Math.floor(w / 2), y + h, x + Math.floor(w / 3), y + Math.floor(h / 2)],
  })

  it('has the statistics of the definition: in linear light to the last bit, on one thread and on two', async () => {
    const call = new Call()
    await engine.call('readView', { document: 'p', view: { level: 0, region: { x: 0, y: 0, ...size } } }, call)
    const rgb = call.received!.filter((_, i) => i % 4 < 3)
    await fc.assert(
      fc.asyncProperty(shapes, async ({ box, round }) => {
        const patch: Patch = { ...box, role: 'add', shape: round ? { kind: 'ellipse' } : lassoIn(box) }
        for (const light of ['linear', 'encoded'] as const) {
          const segmentation: Segmentation = { model: 'covariance', parameters: { light }, patches: [patch], threshold: 0.05 }
          const both = await Promise.all(
            [engine, alone].map((one) => one.call('segment', { document: 'p', segmentation, view }, new Call())),
          )
          const [found, single] = both.map(({ patches }) => patches[0]!)
          expect(single).toEqual(found)
          const defined = patchStatistics(rgb, size.w, size.h, patch, { ...EVERY_PIXEL, light })
          expect(found).toMatchObject({ pixels: defined.pixels, clipped: defined.clipped, dark: defined.dark, black: defined.black })
          const pairs = [found!.meanR, found!.meanG, found!.stdR, found!.stdG, ...found!.covariance.flat()]
          const wanted = [defined.meanR, defined.meanG, defined.stdR, defined.stdG, ...defined.covariance.flat()]
          if (light === 'linear') expect(pairs).toEqual(wanted)
          else pairs.forEach((value, i) => expect(Math.abs(value - wanted[i]!)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted[i]!) + 1e-17))
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('whatever the shape', () => {
  const box = { x: 400, y: 120, w: 60, h: 50 }
  const [x1, y1] = [box.x + box.w, box.y + box.h]
  const square: Shape = { kind: 'lasso', points: [box.x, box.y, x1, box.y, x1, y1, box.x, y1] }
  const models = ['gaussian', 'covariance', 'density', 'hue', 'rg'] as const
  const thresholds = { gaussian: 0.05, covariance: 0.05, density: 1, hue: 40, rg: 40 }

  it('a lasso round a rectangle is the rectangle, for every model, in histograms and in the interval', async () => {
    for (const model of models) {
      const of = (patch: Patch): Segmentation => ({ model, parameters: {}, patches: [patch], threshold: thresholds[model] })
      const [plain, drawn] = [of({ ...box, role: 'add' }), of({ ...box, role: 'add', shape: square })]
      expect(figures(await masked(engine, drawn))).toEqual(figures(await masked(engine, plain)))
      const intervals = [plain, drawn].map((segmentation) => engine.call('areaInterval', { document: 'p', segmentation }, new Call()))
      const [a, b] = await Promise.all(intervals)
      expect(b).toEqual(a)
    }
    const histograms = async (patch: Patch) => (await engine.call('histograms', { document: 'p', patch, bins: 50 }, new Call())).patch
    expect(await histograms({ ...box, role: 'add', shape: square })).toEqual(await histograms({ ...box, role: 'add' }))
  })

  it('subtracts too, for every model, and threads change nothing', async () => {
    for (const model of models) {
      const patches: Patch[] = [
        { ...box, role: 'add', shape: { kind: 'ellipse' } },
        outlinedPatch('lasso 600,300 660,310 620,380', 'subtract'),
      ]
      const one: Segmentation = { model, parameters: {}, patches: patches.slice(0, 1), threshold: thresholds[model] }
      const both = { ...one, patches }
      const without = await masked(engine, one)
      const taken = await masked(engine, both)
      expect(taken.bytes.every((byte, i) => byte <= without.bytes[i]!)).toBe(true)
      expect((await masked(alone, both)).sha256).toBe(taken.sha256)
    }
  })

  it('nothing is mask outside of the region, whatever is done afterwards', async () => {
    const steps = fc.constantFrom('grow 9', 'invert', 'feather 3', 'soft 40', 'close 7')
    const limit = limitFrom('ellipse 300,80,301,200')
    const within = { bits: new Int32Array(bitBytes(size.w, size.h) / 4), width: size.w, height: size.h }
    drawOutlines([limit], within)
    const area = new Uint8Array(size.w * size.h)
    unpackRows(within.bits, size.w, area, 0, size.h)
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 3 }), fc.boolean(), async (names, contiguous) => {
        const segmentation: Segmentation = {
          ...{ model: 'gaussian', parameters: {}, patches: [{ ...box, role: 'add' }], threshold: 0.05 },
          ...{ limit, contiguous, clean: stepsFrom(names.join(', ')) },
        }
        const { bytes } = await masked(engine, segmentation)
        expect(bytes.every((byte, i) => byte === 0 || area[i] === 255)).toBe(true)
      }),
      { numRuns: 12 },
    )
  })

  it('a line that encloses nothing, a region outside of the photo and half a corner are refused in words', async () => {
    const of = (patch: Patch): Segmentation => ({ model: 'gaussian', parameters: {}, patches: [patch], threshold: 0.05 })
    await expect(masked(engine, of(outlinedPatch('lasso 10,10 30,30 20,20', 'add')))).rejects.toMatchObject({
      code: 'PATCH_UNUSABLE',
      message: expect.stringContaining('encloses none'),
    })
    const limit = { x: -5, y: 0, w: 10, h: 10 }
    await expect(masked(engine, { ...of({ ...box, role: 'add' }), limit })).rejects.toMatchObject({
      code: 'PATCH_OUTSIDE',
      message: expect.stringContaining('region'),
    })
    expect(() => outlinedPatch('lasso 1,2 3', 'add')).toThrow(/corner of a lasso/)
    expect(() => outlinedPatch('lasso 1,2 3,4', 'add')).toThrow(/three corners/)
    expect(() => outlinedPatch('ellipse 1,2,3', 'add')).toThrow(/X,Y,W,H/)
  })
})
