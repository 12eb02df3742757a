/** Undo and redo without end: 200 changes back to the first state and forward again, the real stores and the real engine, the same mask at each step. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { steps } from '../../../core/steps'
import { models } from '../../../core/models'
import { ChromapatchError } from '../../../contract/errors'
import { info } from '../../../renderer/mask/stores/documents'
import * as cleaning from '../../../renderer/mask/stores/cleaning'
import * as patches from '../../../renderer/mask/stores/patches'
import * as region from '../../../renderer/mask/stores/region'
import * as scale from '../../../renderer/mask/stores/scale'
import * as state from '../../../renderer/mask/stores/segmentation'
import { pane } from '../../../renderer/mask/stores/viewport'
import { bytes, Call, newEngine } from '../../engine/harness'
import { sharp } from '../../engine/odd-photos'
import { madeUp } from '../../kernels/masks'

const [width, height] = [120, 90]
const engine = newEngine()
beforeAll(async () => {
  const rgb = Buffer.alloc(width * height * 3)
  const [blobs, more] = [madeUp(width, height, 3).bytes, madeUp(width, height, 8).bytes]
  for (let i = 0; i < width * height; i++) rgb.set([blobs[i] ? 190 : 60, more[i] ? 150 : 70, 90 + ((i * 7) % 30)], i * 3)
  const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
  info.value = await engine.call('open', { document: 'd1', source: bytes(png), damaged: false }, new Call())
  Object.assign(pane, { width: 480, height: 360, ratio: 1 })
})
afterAll(() => engine.close())

/** The mask of the present state, or why there is none. */
async function maskNow(): Promise<string> {
  const segmentation = state.request.value
  if (!segmentation) return 'nothing to look for'
  const call = new Call()
  try {
    const view = { level: 0, region: { x: 0, y: 0, w: width, h: height } }
    await engine.call('cleanMask', { document: 'd1', segmentation, view }, call)
    return createHash('sha256').update(call.received!).digest('hex')
  } catch (thrown) {
    if (thrown instanceof ChromapatchError) return thrown.code
    throw thrown
  }
}

type Change = (n: number) => void
const one = <T>(all: readonly T[], n: number): T | undefined => all[n % all.length]
const box = (n: number) => ({ x: n % 80, y: (n >> 3) % 60, w: 4 + (n % 30), h: 4 + ((n >> 5) % 25) })
const shape = (n: number) => (n % 3 === 0 ? { shape: { kind: 'ellipse' as const } } : {})
const letter = (n: number) => one(state.segmentation.value.patches, n)?.letter ?? -1
const step = (n: number) => one(state.segmentation.value.clean, n)?.key ?? -1

const WITH_PATCHES = Object.values(models).filter(({ id }) => id !== 'gate')

const CHANGES: readonly Change[] = [
  (n) => patches.takeSuggestion(box(n), { shiftKey: n % 4 > 0, altKey: n % 7 === 0 }),
  (n) => patches.newPatch(n % 3 === 0 ? 'subtract' : 'add'),
  () => patches.duplicatePatch(),
  () => patches.turnPatch(),
  (n) => patches.shapePatch(letter(n), n % 2 === 0 ? 'ellipse' : 'rectangle'),
  (n) => region.shapeLimit(n % 2 === 0 ? 'ellipse' : 'rectangle'),
  (n) => patches.renamePatch(letter(n), `name ${n % 5}`),
  (n) => state.changePatch('Move Patch', letter(n), { ...box(n), ...shape(n) }),
  (n) => state.changePatch('Switch', letter(n), { on: n % 2 === 0 }),
  (n) => state.removePatch(letter(n)),
  // Not the gate: without one drawn there is no mask, and most changes would change nothing.
  (n) => state.setModel(one(WITH_PATCHES, n)!.id),
  (n) => state.setThreshold((n % 90) / 100 + 0.01),
  (n) => state.setParameter('excludeClipped', { kind: 'boolean', title: 'Clipped', doc: '', default: false }, n % 2 === 0),
  (n) => void cleaning.addStep(one(Object.values(steps), n)!.id),
  () => cleaning.addUsualSteps(),
  (n) => cleaning.moveStep(step(n), n % 5),
  (n) => cleaning.switchStep(step(n)),
  (n) => cleaning.removeStep(step(n)),
  (n) => cleaning.setStepParameter(step(n), 'radius', 1 + (n % 6)),
  (n) => cleaning.setStepParameter(step(n), 'area', 1 + (n % 60)),
  (n) => region.setLimit({ ...box(n), ...shape(n) }),
  (n) => region.changeLimit({ x: n % 50 }, 'x'),
  () => region.removeLimit(),
  () => region.toggleContiguous(),
  (n) => scale.drawScaleLine({ x: 1, y: 2 }, { x: 10 + (n % 50), y: 9 }, { width, height }, 'drag:1'),
  (n) => scale.setScale({ length: 1 + (n % 9) }),
]

test('200 changes, back to the first state and forward again: the same mask at each step', async () => {
  const anyChange = fc.record({ what: fc.nat(CHANGES.length - 1), n: fc.nat(100_000) })
  const different = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange, { minLength: 1_000, maxLength: 1_000 }), async (changes) => {
      state.segmentation.value = { ...state.segmentation.value, clean: [], limit: null, contiguous: false, scale: null, model: 'gaussian' }
      state.resetPatches([{ ...box(1234), letter: 0, role: 'add', on: true }])
      const masks = [await maskNow()]
      const states = [state.segmentation.value]
      const record = async () => {
        states.push(state.segmentation.value)
        masks.push(await maskNow())
      }
      // Some change nothing, such as moving the only step: they are no steps.
      for (const { what, n } of changes) {
        if (states.length > 200) break
        CHANGES[what]!(n)
        state.history.seal()
        if (state.segmentation.value === states.at(-1)) continue
        await record()
        // A long list is slow: the newest steps go again.
        while (state.segmentation.value.clean.length > 6) {
          cleaning.removeStep(state.segmentation.value.clean.at(-1)!.key)
          await record()
        }
      }
      expect(states.length).toBeGreaterThan(200)
      for (const mask of masks) different.add(mask)
      for (let i = states.length - 2; i >= 0; i--) {
        expect(state.history.undoName.value).not.toBeNull()
        state.history.undo()
        expect([i, state.segmentation.value]).toEqual([i, states[i]])
        expect([i, await maskNow()]).toEqual([i, masks[i]])
      }
      expect(state.history.undoName.value).toBeNull()
      for (let i = 1; i < states.length; i++) {
        state.history.redo()
        expect([i, await maskNow()]).toEqual([i, masks[i]])
      }
      expect([state.history.redoName.value, state.segmentation.value]).toEqual([null, states.at(-1)])
    }),
    { numRuns: 3, endOnFailure: true },
  )
  expect(different.size).toBeGreaterThan(8)
}, 120_000)
