/** What is moved and at once put back: neither the picture nor the figures stay those of the place between. */
import { effectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DocumentInfo, Segmentation, View } from '../../../contract/contract'
import type { Layer } from '../../../renderer/pane/layer'

// The engine's side: each mask has as many pixels as its patch is away from the left.
vi.mock('../../../renderer/bridge/api', () => ({
  withPixels: (_: string, { segmentation, view }: { segmentation: Segmentation; view: View }) => {
    const { x } = segmentation.patches[0]!
    const { w: width, h: height } = view.region
    const reply = { width, height, view, soft: false, pixels: x, scale: { kind: 'byte' }, exactAt: segmentation.threshold }
    return Promise.resolve({ reply, bytes: new Uint8Array(width * height) })
  },
}))

const { useCleaned } = await import('../../../renderer/mask/composables/useCleaned')
const { useScores } = await import('../../../renderer/mask/composables/useScores')
const { addStep } = await import('../../../renderer/mask/stores/cleaning')
const { info } = await import('../../../renderer/mask/stores/documents')
const { cleanedPreview, overview, preview } = await import('../../../renderer/mask/stores/layers')
const { cleanedArea, requestKey, results } = await import('../../../renderer/mask/stores/results')
const { cleanKey } = await import('../../../renderer/mask/stores/cleaning')
const { changePatch, resetPatches } = await import('../../../renderer/mask/stores/segmentation')
const { engine } = await import('../../../renderer/bridge/engine')
const { pane } = await import('../../../renderer/mask/stores/viewport')

let scope = effectScope()
const move = (x: number) => changePatch('Move Patch', 0, { x }, 'drag:1')

beforeEach(async () => {
  vi.useFakeTimers()
  engine.state = 'ready'
  Object.assign(pane, { width: 400, height: 300, ratio: 1 })
  info.value = { document: 'd', name: 'd', width: 400, height: 300, levels: 3 } as DocumentInfo
  resetPatches([{ x: 10, y: 10, w: 20, h: 20, letter: 0, role: 'add', on: true }])
  addStep('open')
  const view = { level: 0, region: { x: 0, y: 0, w: 400, h: 300 } }
  overview.value = { document: 'd', view, width: 400, height: 300, score: null, cleaned: null } as unknown as Layer
  scope = effectScope()
  scope.run(() => {
    useScores()
    useCleaned()
  })
  await vi.advanceTimersByTimeAsync(1_000)
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

/** Every map that is newer than the layer's own is painted in its place. */
function shown() {
  const { score, cleaned } = overview.value!
  const newer = (own: typeof score, quick: typeof preview.value) =>
    quick && quick.score.version > own!.version ? quick.score.key : own!.key
  return { score: newer(score, preview.value), cleaned: newer(cleaned, cleanedPreview.value) }
}
const wanted = () => ({ score: requestKey.value, cleaned: cleanKey.value })

test('a patch that was moved and put back in one gesture', async () => {
  expect(shown()).toEqual(wanted())
  move(90)
  await vi.advanceTimersByTimeAsync(30)
  expect(shown()).toEqual(wanted())
  move(10)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shown()).toEqual(wanted())
  expect([results.key, cleanedArea.value]).toEqual([requestKey.value, { key: cleanKey.value, pixels: 10 }])
})

test('the same, where it is back before the answer about the place between', async () => {
  move(90)
  move(10)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(shown()).toEqual(wanted())
  expect([results.key, cleanedArea.value]).toEqual([requestKey.value, { key: cleanKey.value, pixels: 10 }])
})
