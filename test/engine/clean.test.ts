import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { CleanStep, Segmentation, View } from '../../contract/contract'
import { stepsFrom } from '../../main/cli/flags/clean-flags'
import { madeUp } from '../kernels/masks'
import { bytes, Call, file, golden, newEngine, photo } from './harness'
import { sharp } from './odd-photos'

const engine = newEngine()
const alone = newEngine(1)
afterAll(async () => {
  await Promise.all([engine.close(), alone.close()])
})

interface Figures {
  readonly pixels: number
  readonly sha256: string
}
interface Known {
  readonly mask: Figures
  readonly steps: Readonly<Record<string, Figures>>
  readonly soft: Readonly<Record<string, { sum: number; every: number; sample: number[] }>>
}
const known = <T>(name: string, kind = 'clean'): T => JSON.parse(readFileSync(golden(`${kind}-${name}.json`), 'utf8')) as T
const sha = (mask: Uint8Array) => createHash('sha256').update(mask).digest('hex')

/** A photo whose mask is exactly the one wanted: red where it is mask, green elsewhere; the patch is one pixel of it. */
async function openMask(width: number, height: number, mask: Uint8Array): Promise<Segmentation> {
  const rgb = Buffer.alloc(width * height * 3)
  for (let i = 0; i < width * height; i++) rgb.set(mask[i] ? [200, 20, 20] : [20, 200, 20], i * 3)
  const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
  for (const one of [engine, alone]) await one.call('open', { document: 'm', source: bytes(png), damaged: false }, new Call())
  const at = mask.findIndex((byte) => byte !== 0)
  const patch = { x: at % width, y: Math.floor(at / width), w: 1, h: 1, role: 'add' as const }
  return { model: 'gaussian', parameters: {}, patches: [patch], threshold: 0.05 }
}

async function clean(one: typeof engine, document: string, segmentation: Segmentation, steps: CleanStep[], view: View) {
  const call = new Call()
  const reply = await one.call('cleanMask', { document, segmentation: { ...segmentation, clean: steps }, view }, call)
  return { ...reply, mask: call.received! }
}
const whole = (w: number, h: number): View => ({ level: 0, region: { x: 0, y: 0, w, h } })

describe('clean-up steps agree with scikit-image and SciPy', () => {
  it.each(
    known<(Known & { width: number; height: number; seed: number })[]>('random').map(
      (one) => [`${one.width} × ${one.height}`, one] as const,
    ),
  )('a made-up mask of %s', async (_, { width, height, seed, mask, steps, soft }) => {
    const made = madeUp(width, height, seed)
    expect(sha(made.bytes)).toBe(mask.sha256)
    const segmentation = await openMask(width, height, made.bytes)
    expect(sha((await clean(engine, 'm', segmentation, [], whole(width, height))).mask)).toBe(mask.sha256)
    for (const [text, { pixels, sha256 }] of Object.entries(steps)) {
      const found = await clean(engine, 'm', segmentation, stepsFrom(text), whole(width, height))
      expect([text, found.pixels, sha(found.mask)]).toEqual([text, pixels, sha256])
      expect(found.soft).toBe(false)
    }
    for (const [text, { every, sample }] of Object.entries(soft)) {
      const found = await clean(engine, 'm', segmentation, stepsFrom(text), whole(width, height))
      expect(found.soft).toBe(true)
      sample.forEach((value, i) => expect(Math.abs(found.mask[i * every]! - value / 257)).toBeLessThanOrEqual(0.51))
    }
  })

  it.each(['painting', 'bowl', 'brushes'])('the mask of %s', async (name) => {
    const { patch, threshold, mask, steps, soft } = known<Known & { patch: number[]; threshold: number }>(name)
    const info = await engine.call('open', { document: 'p', source: file(photo(`${name}.jpg`)), damaged: false }, new Call())
    const [x, y, w, h] = patch as [number, number, number, number]
    const segmentation: Segmentation = { model: 'gaussian', parameters: {}, patches: [{ x, y, w, h, role: 'add' }], threshold }
    const view = whole(info.width, info.height)
    expect(sha((await clean(engine, 'p', segmentation, [], view)).mask)).toBe(mask.sha256)
    for (const [text, { pixels, sha256 }] of Object.entries(steps)) {
      const found = await clean(engine, 'p', segmentation, stepsFrom(text), view)
      expect([text, found.pixels, sha(found.mask)]).toEqual([text, pixels, sha256])
    }
    for (const [text, { every, sample }] of Object.entries(soft)) {
      const found = await clean(engine, 'p', segmentation, stepsFrom(`open 3, fill 200, drop 50, ${text}`), view)
      sample.forEach((value, i) => expect(Math.abs(found.mask[i * every]! - value / 257)).toBeLessThanOrEqual(0.51))
    }
    await engine.call('close', { document: 'p' }, new Call())
  })
})

describe('the guided filter', () => {
  it('agrees with numpy and SciPy on the cleaned mask of painting', async () => {
    interface Refined {
      readonly radius: number
      readonly epsilon: number
      readonly every: number
      readonly sample: number[]
    }
    const { patch, threshold, refined } = known<{ patch: number[]; threshold: number; refined: Refined[] }>('painting', 'refine')
    const info = await engine.call('open', { document: 'p', source: file(photo('painting.jpg')), damaged: false }, new Call())
    const [x, y, w, h] = patch as [number, number, number, number]
    const segmentation: Segmentation = { model: 'gaussian', parameters: {}, patches: [{ x, y, w, h, role: 'add' }], threshold }
    for (const { radius, epsilon, every, sample } of refined) {
      const steps = stepsFrom(`open 3, fill 200, drop 50, refine ${radius} ${epsilon}`)
      const found = await clean(engine, 'p', segmentation, steps, whole(info.width, info.height))
      expect(found.soft).toBe(true)
      sample.forEach((value, i) => expect(Math.abs(found.mask[i * every]! - value / 257)).toBeLessThanOrEqual(0.51))
    }
    await engine.call('close', { document: 'p' }, new Call())
  })
})

const anyStep = fc.constantFrom(
  'open 2',
  'close 3',
  'fill 20',
  'drop 9',
  'keep 2',
  'grow 1',
  'shrink 2',
  'smooth 2',
  'feather 1.2',
  'refine 3 0.001',
  'soft 40',
  'invert',
)

describe('whatever the steps', () => {
  it('threads change nothing, a step that is switched off does nothing, and every view is the same part of the whole', async () => {
    const [width, height] = [300, 560]
    const segmentation = await openMask(width, height, madeUp(width, height, 9).bytes)
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), fc.nat(2), async (words, x, y, level) => {
        const steps = stepsFrom(words.join(', '))
        const one = await clean(alone, 'm', segmentation, steps, whole(width, height))
        const two = await clean(
          engine,
          'm',
          segmentation,
          [...steps, { id: 'invert', parameters: {}, enabled: false }],
          whole(width, height),
        )
        expect(sha(two.mask)).toBe(sha(one.mask))
        const side = 2 ** level
        const [px, py] = [x % Math.ceil(width / side), y % Math.ceil(height / side)]
        const part = await clean(engine, 'm', segmentation, steps, { level, region: { x: px, y: py, w: 1, h: 1 } })
        let [sum, count] = [0, 0]
        for (let j = py * side; j < Math.min(height, (py + 1) * side); j++) {
          for (let i = px * side; i < Math.min(width, (px + 1) * side); i++) [sum, count] = [sum + one.mask[j * width + i]!, count + 1]
        }
        expect(Math.abs(part.mask[0]! - sum / count)).toBeLessThanOrEqual(one.soft ? 1 : 0.5)
      }),
      { numRuns: 25 },
    )
  })

  it('a soft threshold is half in at the threshold: cut at one half it is the mask itself', async () => {
    const info = await engine.call('open', { document: 'p', source: file(photo('painting.jpg')), damaged: false }, new Call())
    for (const [model, threshold] of [
      ['gaussian', 0.2],
      ['density', 20],
      ['covariance', 0.05],
      ['hue', 40],
    ] as const) {
      const segmentation: Segmentation = { model, parameters: {}, patches: [{ x: 400, y: 120, w: 60, h: 50, role: 'add' }], threshold }
      const view = whole(info.width, info.height)
      const hard = await clean(engine, 'p', segmentation, [], view)
      const soft = await clean(engine, 'p', segmentation, stepsFrom('soft 50'), view)
      expect(soft.soft).toBe(true)
      const between = soft.mask.filter((value) => value > 0 && value < 255).length
      const wrong = soft.mask.filter((value, i) => (hard.mask[i] === 255 ? value < 127 : value > 128)).length
      expect([model, wrong]).toEqual([model, 0])
      expect(between).toBeGreaterThan(1000)
    }
  })

  it('what it kept is given back with the photo; a wrong step is said in words', async () => {
    const segmentation: Segmentation = {
      model: 'gaussian',
      parameters: {},
      patches: [{ x: 400, y: 120, w: 60, h: 50, role: 'add' }],
      threshold: 0.2,
    }
    const ask = (steps: CleanStep[]) => clean(engine, 'p', segmentation, steps, whole(10, 10))
    await expect(ask([{ id: 'polish', parameters: {} }])).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining('polish'),
    })
    await expect(ask([{ id: 'open', parameters: { radius: 2.5 } }])).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining('open'),
    })
    await expect(ask([{ id: 'open', parameters: { size: 2 } }])).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining('size'),
    })
    await engine.call('close', { document: 'p' }, new Call())
    await engine.call('close', { document: 'm' }, new Call())
    expect((await engine.call('memory', {}, new Call())).arena).toBe(0)
  })
})
