/** Pictures of the method, pixel by pixel against the plain definitions; and where two models disagree. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Segmentation } from '../../contract/contract'
import { valueOfByte, type MethodPicture } from '../../contract/method'
import { chromaticityBytes, chromaticityRange } from '../../core/kernels/chromaticity-bytes'
import { belongs, score } from '../../core/scorers/ellipses/definition'
import { chromaticity, gaussianDensity } from '../../core/kernels/definition'
import type { PatchStatistics } from '../../core/kernels/statistics'
import { models, type ModelId } from '../../core/models'
import { fitModel } from '../fitted'
import { Call, file, newEngine, openAndRead, photo } from './harness'

const engine = newEngine()
let rgba: Uint8Array
let size = { width: 0, height: 0 }
beforeAll(async () => {
  const opened = await openAndRead(engine, file(photo('brushes.jpg')))
  rgba = opened.rgba
  size = opened.info
})
afterAll(() => engine.close())

const REGION = { x: 500, y: 380, w: 240, h: 160 }
const VIEW = { level: 0, region: REGION }
const of = (model: ModelId, more: Partial<Segmentation> = {}): Segmentation => ({
  model,
  parameters: {},
  patches: [{ x: 600, y: 420, w: 60, h: 60, role: 'add' }],
  threshold: models[model].threshold.default,
  ...more,
})

/** Calls `check` with each pixel of the region: its bytes and its place in the picture. */
function eachPixel(check: (R: number, G: number, B: number, at: number) => void): void {
  for (let y = 0, at = 0; y < REGION.h; y++) {
    for (let x = 0; x < REGION.w; x++, at++) {
      const from = ((REGION.y + y) * size.width + REGION.x + x) * 4
      check(rgba[from]!, rgba[from + 1]!, rgba[from + 2]!, at)
    }
  }
}

async function draw(picture: MethodPicture, segmentation: Segmentation | null) {
  const call = new Call()
  const scale = await engine.call('readPicture', { document: 'd1', picture, segmentation, view: VIEW }, call)
  return { scale, bytes: call.received! }
}

async function statistics(): Promise<PatchStatistics> {
  const { patches } = await engine.call('segment', { document: 'd1', segmentation: of('gaussian'), view: VIEW }, new Call())
  return patches[0]! as unknown as PatchStatistics
}

describe('chromaticity as bytes', () => {
  it('by hand: even steps from 1 to 255, ends for what lies beyond, 0 for black', () => {
    const rgb = Uint8Array.from([0, 0, 0, 10, 10, 20, 30, 5, 5, 0, 9, 9, 1, 0, 1])
    const out = new Uint8Array(5)
    chromaticityBytes(rgb, out, 0, 'encoded', 0.25, 0.75)
    expect([...out]).toEqual([0, 1, 255, 1, 128])
    chromaticityBytes(rgb, out, 1, 'encoded', 0, 1)
    expect([...out]).toEqual([0, 65, 33, 128, 1])
  })

  it('ranges over nearly all of the photo, in hundredths, and never over nothing', () => {
    expect(chromaticityRange(new Uint8Array(30), 0, 'encoded')).toEqual([0, 1])
    const [low, high] = chromaticityRange(new Uint8Array(30).fill(9), 0, 'encoded')
    expect([low, high]).toEqual([0.33, 0.34])
    expect(chromaticityRange(Uint8Array.from([255, 0, 0]), 0, 'encoded')).toEqual([0.99, 1])
  })
})

describe('pictures of a view', () => {
  it.each(['r', 'g'] as const)('%s, with and without a patch', async (picture) => {
    const { scale, bytes } = await draw(picture, null)
    expect(scale).toMatchObject({ width: REGION.w, height: REGION.h, missing: true })
    const step = (scale.high - scale.low) / 254
    eachPixel((R, G, B, at) => {
      const here = chromaticity(R, G, B)
      const value = valueOfByte(bytes[at]!, scale)
      if (here === null) return expect(value).toBeNull()
      expect(Math.abs(value! - Math.max(scale.low, Math.min(scale.high, here[picture])))).toBeLessThanOrEqual(step * 0.5001)
    })
    expect((await draw(picture, of('hue'))).bytes).toEqual(bytes)
    expect((await draw(picture, of('gaussian', { parameters: { light: 'linear' } }))).bytes).not.toEqual(bytes)
  })

  it.each(['gaussian', 'covariance', 'density'] as const)('the product is the score of %s', async (model) => {
    const { scale, bytes } = await draw('product', of(model))
    const [fitted] = fitModel(model, {}, [await statistics()])
    expect(scale).toMatchObject({ low: 0, high: fitted!.peak, missing: false })
    eachPixel((R, G, B, at) => {
      const here = chromaticity(R, G, B)
      const expected = here === null ? 0 : score(fitted!, here.r, here.g)
      expect(Math.abs(valueOfByte(bytes[at]!, scale)! - expected)).toBeLessThanOrEqual((0.502 / 255) * fitted!.peak)
    })
  })

  it.each(['r', 'g'] as const)('the likelihood of %s, as a density and of the tilted ellipse', async (axis) => {
    const found = await statistics()
    const [mean, std] = axis === 'r' ? [found.meanR, found.stdR] : [found.meanG, found.stdG]
    for (const model of ['density', 'covariance'] as const) {
      const { scale, bytes } = await draw(`likelihood-${axis}`, of(model))
      const peak = gaussianDensity(mean, mean, std)
      expect(scale.high).toBeCloseTo(model === 'density' ? peak : 1, 8)
      eachPixel((R, G, B, at) => {
        const here = chromaticity(R, G, B)
        const expected = here === null ? 0 : (gaussianDensity(here[axis], mean, std) / peak) * scale.high
        expect(Math.abs(valueOfByte(bytes[at]!, scale)! - expected)).toBeLessThanOrEqual((0.503 / 255) * scale.high)
      })
    }
  })

  it.each(['hue', 'rg'] as const)('the back-projection is the score map of %s', async (model) => {
    const { scale, bytes } = await draw('back-projection', of(model))
    expect(scale).toMatchObject({ low: 0, high: 255, missing: false })
    const call = new Call()
    await engine.call('segment', { document: 'd1', segmentation: of(model), view: VIEW }, call)
    // The map on the screen is rounded across its own threshold, this one is not.
    for (const [at, byte] of call.received!.entries()) expect(Math.abs(byte - bytes[at]!)).toBeLessThanOrEqual(1)
    expect(new Set(bytes).size).toBeGreaterThan(3)
  })

  it('of one pixel are those of the whole', async () => {
    const whole = await draw('product', of('gaussian'))
    const call = new Call()
    const view = { level: 0, region: { x: REGION.x + 7, y: REGION.y + 9, w: 1, h: 1 } }
    await engine.call('readPicture', { document: 'd1', picture: 'product', segmentation: of('gaussian'), view }, call)
    expect(call.received![0]).toBe(whole.bytes[9 * REGION.w + 7])
  })

  it('are refused, in words, where the model has none', async () => {
    for (const [picture, segmentation] of [
      ['product', of('hue')],
      ['back-projection', of('gaussian')],
      ['likelihood-r', null],
    ] as const) {
      await expect(draw(picture, segmentation)).rejects.toMatchObject({
        code: 'PARAMETER_INVALID',
        message: expect.stringContaining(picture),
      })
    }
  })
})

describe('the disagreement of two models', () => {
  const pair = { document: 'd1', first: of('gaussian'), second: of('covariance', { threshold: 0.3 }) }

  it('says of each pixel whose it is', async () => {
    const call = new Call()
    await engine.call('readDisagreement', { ...pair, view: VIEW }, call)
    const found = await statistics()
    const [first, second] = [fitModel('gaussian', {}, [found]), fitModel('covariance', {}, [found])]
    eachPixel((R, G, B, at) => {
      const expected = (belongs(first, 0.05, R, G, B) ? 1 : 0) + (belongs(second, 0.3, R, G, B) ? 2 : 0)
      expect(call.received![at]).toBe(expected)
    })
    expect(new Set(call.received!)).toEqual(new Set([0, 1, 3]))
  })

  it('counts the whole photo, and nobody disagrees with himself', async () => {
    const counts = await engine.call('measureDisagreement', pair, new Call())
    const areaOf = async (segmentation: Segmentation) => (await engine.call('measure', { document: 'd1', segmentation }, new Call())).pixels
    expect(counts.first + counts.both).toBe(await areaOf(pair.first))
    expect(counts.second + counts.both).toBe(await areaOf(pair.second))
    const same = await engine.call('measureDisagreement', { ...pair, second: pair.first }, new Call())
    expect([same.first, same.second]).toEqual([0, 0])
  })
})
