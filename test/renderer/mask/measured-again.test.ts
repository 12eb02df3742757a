/** A change that is taken back before its figures have come: those of the mask that is there stay, and are completed. */
import { effectScope, nextTick } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DocumentInfo, Segmentation } from '../../../contract/contract'

const SLOW_MS = 300

// The engine's side: as many objects, and an area as large, as the mask has steps that are on.
vi.mock('../../../renderer/bridge/api', () => ({
  start: async (
    name: string,
    { segmentation, second }: { segmentation: Segmentation; second: Segmentation },
    { signal }: { signal: AbortSignal },
  ) => {
    await new Promise((resolve) => setTimeout(resolve, SLOW_MS))
    signal.throwIfAborted()
    if (name === 'measureDisagreement') return { neither: 0, first: 0, second: 0, both: second.model.length }
    const on = segmentation.clean!.filter(({ enabled }) => enabled).length
    return name === 'measureObjects' ? { count: on, objects: [] } : { pixels: on }
  },
}))

const { useMeasurements } = await import('../../../renderer/mask/measure/useMeasurements')
const { useMethodPictures } = await import('../../../renderer/mask/method/composables/useMethodPictures')
const { method, methodResults, wanted } = await import('../../../renderer/mask/method/stores/pictures')
const { addStep, switchStep } = await import('../../../renderer/mask/stores/cleaning')
const { info } = await import('../../../renderer/mask/stores/documents')
const { measurements } = await import('../../../renderer/mask/stores/measurements')
const { history, resetPatches, segmentation } = await import('../../../renderer/mask/stores/segmentation')
const { view } = await import('../../../renderer/mask/stores/view')

let scope = effectScope()
const rest = () => vi.advanceTimersByTimeAsync(2_000)

beforeEach(() => {
  vi.useFakeTimers()
  info.value = { document: 'd', name: 'd', width: 400, height: 300, levels: 3 } as DocumentInfo
  segmentation.value = { ...segmentation.value, clean: [] }
  resetPatches([{ x: 10, y: 10, w: 20, h: 20, letter: 0, role: 'add', on: true }])
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

test.each([
  ['while the new ones wait', 50],
  ['while the new ones are measured', 250],
])('the objects, %s', async (_, after) => {
  const key = addStep('open')!
  scope.run(useMeasurements)
  await rest()
  const known = { ...measurements }
  expect([known.measured, known.interval]).toEqual([{ count: 1, objects: [] }, { pixels: 1 }])
  switchStep(key)
  await vi.advanceTimersByTimeAsync(after)
  history.undo()
  await rest()
  expect(measurements).toEqual(known)
})

test('an area’s interval that was not there yet is asked for again', async () => {
  const key = addStep('open')!
  scope.run(useMeasurements)
  await vi.advanceTimersByTimeAsync(SLOW_MS + 50)
  expect([measurements.measured, measurements.interval]).toEqual([{ count: 1, objects: [] }, null])
  switchStep(key)
  await nextTick()
  history.undo()
  await rest()
  expect([measurements.measured, measurements.interval]).toEqual([{ count: 1, objects: [] }, { pixels: 1 }])
})

test('the counts of a disagreement', async () => {
  Object.assign(view, { shown: 'method' })
  Object.assign(method, { picture: 'disagreement', other: 'hue' })
  scope.run(useMethodPictures)
  await rest()
  const known = { ...methodResults.counts }
  expect(known.key).toBe(wanted.value?.key)
  method.other = 'density'
  await vi.advanceTimersByTimeAsync(50)
  method.other = 'hue'
  await rest()
  expect(methodResults.counts).toEqual(known)
})
