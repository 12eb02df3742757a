/** What the charts are drawn of: each number is the mask's own, numpy's or OpenCV's. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hueHistogram } from '../../core/scorers/table/definition'
import { binEdges, binOf } from '../../core/kernels/definition'
import { models, type ModelId } from '../../core/models'
import type { Segmentation } from '../../contract/contract'
import type { SegmentGolden } from '../kernels/photos'
import { bytes, Call, file, golden, newEngine, openAndRead, photo } from './harness'
import { sharp } from './odd-photos'

const engine = newEngine()
const single = newEngine(1)
afterAll(async () => void (await Promise.all([engine.close(), single.close()])))

const known = JSON.parse(readFileSync(golden('segment-painting.json'), 'utf8')) as SegmentGolden
const patch = { x: known.patch.x, y: known.patch.y, w: known.patch.w, h: known.patch.h, role: 'add' as const }
beforeAll(async () => {
  for (const one of [engine, single])
    await one.call('open', { document: 'p', source: file(photo('painting.jpg')), damaged: false }, new Call())
})

async function plane(request: { patch: typeof patch | null; bins: number; range: 'unit' | 'data' }, of = engine, document = 'p') {
  const call = new Call()
  const reply = await of.call('chromaticityPlane', { document, ...request }, call)
  const cells = request.bins ** 2
  const sent = call.received!
  const counts = new Uint32Array(sent.buffer, sent.byteOffset, cells)
  return { ...reply, counts, colours: sent.subarray(cells * 4), sent }
}
const sparse = (counts: Uint32Array, bins: number) =>
  [...counts.entries()].filter(([, n]) => n > 0).map(([cell, n]) => [Math.floor(cell / bins), cell % bins, n])

describe('the plane', () => {
  it('has numpy’s cells, of the photo and of the patch', async () => {
    const whole = await plane({ patch: null, bins: 100, range: 'unit' })
    expect(sparse(whole.counts, 100)).toEqual(known.chromaticity_histogram_100.image)
    expect(whole.pixels).toBe(752 * 600 - known.image.black_pixels)
    const small = await plane({ patch, bins: 100, range: 'unit' })
    expect(sparse(small.counts, 100)).toEqual(known.chromaticity_histogram_100.patch)
    expect(small.pixels).toBe(known.patch.pixels)
  })

  it('over the data’s range begins and ends with a pixel, counts all, and its colours are the cells’ means', async () => {
    const { rgba } = await openAndRead(engine, file(photo('painting.jpg')))
    const found = await plane({ patch: null, bins: 37, range: 'data' })
    const sums = Array.from({ length: 37 * 37 }, () => [0, 0, 0, 0])
    let [r0, r1, g0, g1] = [1, 0, 1, 0]
    const each = (visit: (R: number, G: number, B: number, sum: number) => void) => {
      for (let i = 0; i < rgba.length; i += 4) {
        const sum = rgba[i]! + rgba[i + 1]! + rgba[i + 2]!
        if (sum > 0) visit(rgba[i]!, rgba[i + 1]!, rgba[i + 2]!, sum)
      }
    }
    each(
      (R, G, _, sum) => ([r0, r1, g0, g1] = [Math.min(r0, R / sum), Math.max(r1, R / sum), Math.min(g0, G / sum), Math.max(g1, G / sum)]),
    )
    expect([found.r, found.g]).toEqual([[r0, r1], [g0, g1]]) // prettier-ignore
    const [edgesR, edgesG] = [binEdges(r0, r1, 37), binEdges(g0, g1, 37)]
    each((R, G, B, sum) => {
      const cell = sums[binOf(R / sum, edgesR) * 37 + binOf(G / sum, edgesG)]!
      for (const [c, value] of [1, R, G, B].entries()) cell[c]! += value
    })
    expect([...found.counts]).toEqual(sums.map(([n]) => n))
    expect([...found.colours]).toEqual(sums.flatMap(([n, ...rgb]) => rgb.map((sum) => (n === 0 ? 0 : Math.round(sum / n!)))))
  })

  it('does not depend on threads, and a photo of one colour has the whole plane', async () => {
    const request = { patch: null, bins: 400, range: 'data' } as const
    expect(Buffer.from((await plane(request)).sent).equals((await plane(request, single)).sent)).toBe(true)
    const grey = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#777' } })
      .png()
      .toBuffer()
    await engine.call('open', { document: 'g', source: bytes(grey), damaged: false }, new Call())
    expect(await plane(request, engine, 'g')).toMatchObject({ r: [0, 1], g: [0, 1], pixels: 81 })
  })
})

it('hues are OpenCV’s, and gather to its histograms', async () => {
  const { photo: whole, patch: small } = await engine.call(
    'hueCounts',
    { document: 'p', patch, minimumBrightness: 0, minimumSpread: 0 },
    new Call(),
  )
  for (const { histogram_of, bins, counts } of known.hue.back_projections) {
    expect([...hueHistogram(histogram_of === 'image' ? whole : small, bins)]).toEqual(counts)
  }
  const some = await engine.call('hueCounts', { document: 'p', patch: null, minimumBrightness: 200, minimumSpread: 9 }, new Call())
  expect(some.patch.every((n) => n === 0)).toBe(true)
  expect(some.photo.reduce((a, b) => a + b)).toBeLessThan(whole.reduce((a, b) => a + b))
})

describe('areas by threshold are those of the masks', () => {
  const second = { x: 670, y: 124, w: 30, h: 16, role: 'add' as const }
  const gate = { kind: 'ellipse' as const, centre: [0.3, 0.33] as [number, number], radii: [0.05, 0.02] as [number, number], angle: 30 }
  const hand = { meanR: 0.3, meanG: 0.35, stdR: 0.03, stdG: 0.01, correlation: 0.4 }
  it.each(Object.keys(models) as ModelId[])('%s', async (model) => {
    const { min, max } = models[model].threshold
    const top = model === 'density' ? 500 : max
    const value = models[model].threshold.whole ? fc.integer({ min, max: top }) : fc.double({ min, max: top, noNaN: true })
    const role = fc.constantFrom('add' as const, 'subtract' as const)
    const setting = fc.record({
      thresholds: fc.uniqueArray(value, { minLength: 1, maxLength: 6 }),
      role,
      byHand: fc.boolean(),
      linear: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(setting, async ({ thresholds, role: of, byHand, linear }) => {
        const rising = [...thresholds].sort((a, b) => a - b)
        const own = models[model].parameters
        const wanted = linear && model !== 'hue' ? { light: 'linear', minimumBrightness: 90 } : {}
        const parameters = Object.fromEntries(Object.entries(wanted).filter(([name]) => name in own))
        const patches = [
          { ...patch, ...(byHand ? { hand } : {}) },
          { ...second, role: of },
        ]
        const segmentation: Segmentation = { model, parameters, patches, gate, threshold: rising[0]! }
        const { areas } = await engine.call('areasAt', { document: 'p', segmentation, thresholds: rising }, new Call())
        const masks = rising.map((threshold) =>
          engine.call('measure', { document: 'p', segmentation: { ...segmentation, threshold } }, new Call()),
        )
        expect(areas).toEqual((await Promise.all(masks)).map(({ pixels }) => pixels))
      }),
      { numRuns: 12 },
    )
  })

  it('a patch’s Gaussian that was set by hand is the model; without a gate there is none', async () => {
    const of = (segmentation: Partial<Segmentation>) =>
      engine.call(
        'measure',
        { document: 'p', segmentation: { model: 'covariance', parameters: {}, patches: [patch], threshold: 0.05, ...segmentation } },
        new Call(),
      )
    const measured = await of({})
    const moved = await of({ patches: [{ ...patch, hand }] })
    expect(moved.pixels).not.toBe(measured.pixels)
    // The ellipse by hand, drawn as a gate: the same pixels but for its outline.
    const { stdR, stdG, correlation: rho } = hand
    const [rr, rg, gg] = [stdR ** 2, rho * stdR * stdG, stdG ** 2]
    const half = Math.hypot((rr - gg) / 2, rg)
    const reach = Math.sqrt(-2 * Math.log(0.05))
    const radii = [Math.sqrt((rr + gg) / 2 + half) * reach, Math.sqrt((rr + gg) / 2 - half) * reach] as [number, number]
    const shape = {
      kind: 'ellipse' as const,
      centre: [hand.meanR, hand.meanG] as [number, number],
      radii,
      angle: (Math.atan2(2 * rg, rr - gg) * 90) / Math.PI,
    }
    expect(await of({ model: 'gate', patches: [], gate: shape, threshold: 128 })).toEqual(moved)
    await expect(of({ model: 'gate', threshold: 128 })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
  })
})
