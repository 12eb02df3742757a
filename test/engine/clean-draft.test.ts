/** Drafts: near to the mask that they stand for, never counted, and without any trace in what comes after. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CleanStep, Segmentation, View } from '../../contract/contract'
import type { NumberParameter } from '../../core/models/shared/define'
import { steps } from '../../core/steps'
import { stepsFrom } from '../../main/cli/flags/clean-flags'
import { draftFrom, draftLevel, valuesAt, viewAt } from '../../main/engine/mask/clean/draft'
import { checkSteps } from '../../main/engine/mask/clean/steps'
import { bytes, Call, newEngine } from './harness'
import { sharp } from './odd-photos'

/** Large enough that a wide blur is worth a draft. */
const [width, height] = [1900, 1300]
const view: View = { level: 1, region: { x: 31, y: 16, w: 800, h: 500 } }
const segmentation: Segmentation = {
  model: 'gaussian',
  parameters: {},
  patches: [{ x: 950, y: 650, w: 20, h: 20, role: 'add' }],
  threshold: 0.05,
}
const engine = newEngine()
afterAll(() => engine.close())

/** Discs of red, large and small, on green. */
beforeAll(async () => {
  const discs = Array.from({ length: 60 }, (_, i) => [(i * 733) % width, (i * 409) % height, 20 + ((i * 37) % 90)] as const)
  const inside = (x: number, y: number) => [...discs, [960, 660, 60] as const].some(([a, b, r]) => (x - a) ** 2 + (y - b) ** 2 < r * r)
  const rgb = Buffer.alloc(width * height * 3)
  for (let i = 0; i < width * height; i++) rgb.set(inside(i % width, Math.floor(i / width)) ? [200, 20, 20] : [20, 200, 20], i * 3)
  const source = bytes(
    await sharp(rgb, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),
  )
  await engine.call('open', { document: 'd', source, damaged: false }, new Call())
})

async function ask(clean: CleanStep[], quick: boolean, given: Partial<Segmentation> = {}, at = view) {
  const call = new Call()
  const reply = await engine.call('cleanMask', { document: 'd', segmentation: { ...segmentation, ...given, clean }, view: at, quick }, call)
  return { ...reply, mask: call.received! }
}

const apart = (a: Uint8Array, b: Uint8Array): number => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length

it.each(['open 3, feather 30', 'feather 30, invert', 'fill 200, refine 40 0.01', 'refine 40 0.01, grow 8', 'soft 80, feather 25'])(
  'a draft of %s is near to the mask, is not counted, and changes nothing of it',
  async (text) => {
    const steps = stepsFrom(text)
    const draft = await ask(steps, true)
    expect([draft.pixels, draft.view]).toEqual([null, view])
    const exact = await ask(steps, false)
    expect(exact.pixels).toBeGreaterThan(10_000)
    expect(draft.soft).toBe(exact.soft)
    expect(apart(draft.mask, exact.mask)).toBeLessThan(3)
    // What is known is not drafted, and is what it would have been without.
    const again = await ask(steps, true)
    expect([again.pixels, apart(again.mask, exact.mask)]).toEqual([exact.pixels, 0])
  },
)

it('what is quick enough at full size is no draft, nor what is held to a region', async () => {
  expect((await ask(stepsFrom('open 3, fill 200, drop 50, feather 1.5'), true)).pixels).not.toBeNull()
  const limit = { x: 100, y: 100, w: 900, h: 900 }
  expect((await ask(stepsFrom('feather 29'), true, { limit })).pixels).not.toBeNull()
})

it('a draft of a finer view is of a coarser one that has all of it', async () => {
  const fine: View = { level: 0, region: { x: 101, y: 203, w: 301, h: 99 } }
  const draft = await ask(stepsFrom('feather 28'), true, {}, fine)
  expect(draft.view).toEqual({ level: 1, region: { x: 50, y: 101, w: 151, h: 50 } })
  expect(draft.mask.length).toBe(151 * 50)
})

it('shrinks lengths by the scale, areas by its square, and nothing else', () => {
  const at = (text: string, level: number) => checkSteps(stepsFrom(text)).map((step) => valuesAt(step, level))
  expect(at('open 9, fill 200, keep 4, feather 3, refine 9 0.01, soft 40', 2)).toEqual([
    { radius: 2 },
    { area: 12.5 },
    { count: 4 },
    { sigma: 0.75 },
    { radius: 2, epsilon: 0.01 },
    { width: 40 },
  ])
  // A disc of less than half a pixel is none; the guided filter still looks one pixel far.
  expect(at('grow 1, refine 1 0.01', 2)).toEqual([null, { radius: 1, epsilon: 0.01 }])
})

it('every parameter of a step that is in pixels says whether it is a length or an area', () => {
  const all = Object.values(steps).flatMap(({ parameters }) => Object.values<NumberParameter>(parameters))
  expect(all.filter(({ unit, measures }) => unit.startsWith('px') !== (measures !== undefined)).map(({ title }) => title)).toEqual([])
})

it('begins with the first step that a smaller size serves, where all that is not known takes too long', () => {
  const list = checkSteps(stepsFrom('open 3, fill 200, feather 1.5, grow 2'))
  const from = (known: number, megapixels: number) => draftFrom(list, known, megapixels * 1e6, 2, 2)
  expect([from(0, 1), from(0, 24), from(2, 12), from(3, 100)]).toEqual([-1, 2, -1, -1])
  expect(draftFrom(checkSteps(stepsFrom('soft')), 0, 24e6, 2, 2)).toBe(0)
  const levels = [24, 6, 1.5, 0.4].map((megapixels) => ({ width: megapixels * 1000, height: 1000 }))
  expect([0, 2, 3].map((level) => draftLevel(levels, { ...view, level }))).toEqual([2, 2, 3])
  const edge: View = { level: 0, region: { x: 7, y: 0, w: 3, h: 5 } }
  expect(viewAt(edge, 2, { width: 3, height: 2 })).toEqual({ level: 2, region: { x: 1, y: 0, w: 2, h: 2 } })
})
