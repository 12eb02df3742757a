/** How much of a colour two photos have: against the masks of each photo alone, and against a change that is known. */
import { afterAll, describe, expect, it } from 'vitest'
import type { Segmentation } from '../../contract/contract'
import { cutOf } from '../../core/kernels/score-map'
import { bytes, Call, file, fixture, newEngine } from './harness'
import { sharp } from './odd-photos'

const engine = newEngine()
afterAll(() => engine.close())

const plain = { align: 'none', manual: null, light: 'none', sensitivity: 7, minArea: 0, ignored: [] } as const

const segmentation = (model: string, threshold: number, patch = { x: 300, y: 250, w: 40, h: 30 }): Segmentation => ({
  ...{ model, threshold, parameters: {} },
  patches: [{ ...patch, role: 'add' }],
})
const colour = (wanted: Segmentation) => engine.call('measureColour', { comparison: 'c1', segmentation: wanted }, new Call())

describe.each([
  ['gaussian', 0.05],
  ['density', 0.8],
  ['hue', 128],
])('a pair that lies in place, %s', (model, threshold) => {
  it('has the mask of each photo, and what they share', async () => {
    for (const [document, side] of [
      ['d1', 'before'],
      ['d2', 'after'],
    ] as const) {
      // prettier-ignore
      await engine.call('open', { document, source: file(fixture(`pairs/spot/${side}.png`)), damaged: false }, new Call())
    }
    await engine.call('compare', { comparison: 'c1', before: 'd1', after: 'd2', options: { ...plain, ignored: [] } }, new Call())
    const wanted = segmentation(model, threshold)
    const found = await colour(wanted)
    const alone = await engine.call('measure', { document: 'd1', segmentation: wanted }, new Call())
    expect(found.overlap).toBe(752 * 600)
    expect(found.before).toBe(alone.pixels)
    expect(found.before).toBeGreaterThan(0)
    expect([found.kept + found.lost, found.kept + found.gained]).toEqual([found.before, found.after])

    // Pixel by pixel from the scores that the window draws.
    const call = new Call()
    const view = { level: 0, region: { x: 0, y: 0, w: 752, h: 600 } }
    const { scale } = await engine.call('readColour', { comparison: 'c1', segmentation: wanted, view }, call)
    const cut = cutOf(threshold, scale)
    const counts = { kept: 0, gained: 0, lost: 0 }
    for (let i = 0; i < call.received!.length; i += 2) {
      const [was, is] = [call.received![i]! >= cut, call.received![i + 1]! >= cut]
      if (was && is) counts.kept++
      else if (is) counts.gained++
      else if (was) counts.lost++
    }
    expect(counts).toEqual({ kept: found.kept, gained: found.gained, lost: found.lost })
  })
})

it('a red field that shrinks: known to the pixel', async () => {
  const field = async (w: number) => {
    const pixels = Buffer.alloc(100 * 80 * 3)
    for (let p = 0; p < 8000; p++) pixels.set(p % 100 < w ? [200 + (p % 3), 40 + (p % 5), 50] : [60, 70, 190 + (p % 4)], p * 3)
    return await sharp(pixels, { raw: { width: 100, height: 80, channels: 3 } })
      .png()
      .toBuffer()
  }
  for (const [document, w] of [
    ['d1', 40],
    ['d2', 25],
  ] as const)
    // prettier-ignore
    await engine.call('open', { document, source: bytes(await field(w)), damaged: false }, new Call())
  await engine.call('compare', { comparison: 'c1', before: 'd1', after: 'd2', options: { ...plain, ignored: [] } }, new Call())
  const found = await colour(segmentation('gaussian', 1e-6, { x: 2, y: 2, w: 20, h: 20 }))
  const small = await colour(segmentation('gaussian', 1e-6, { x: 2, y: 2, w: 6, h: 6 }))
  expect(small.warnings[0]).toMatch(/^The patch has only 36 usable pixels/)
  expect(found).toMatchObject({ overlap: 8000, before: 40 * 80, after: 25 * 80, kept: 25 * 80, gained: 0, lost: 15 * 80 })
})

it('a patch outside of the photo is refused in words', async () => {
  await expect(colour(segmentation('gaussian', 0.05, { x: 90, y: 0, w: 40, h: 4 }))).rejects.toMatchObject({ code: 'PATCH_OUTSIDE' })
})
