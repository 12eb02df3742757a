/** While the threshold of a pair's colour is slid, the page cuts the scores that it has; the engine is asked when the slider rests. */
import { effectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ColourChange } from '../../../contract/comparison'
import type { DocumentInfo, View } from '../../../contract/contract'

const asked = vi.hoisted(() => ({ scores: [] as number[], measured: [] as { threshold: number; signal: AbortSignal }[] }))

// The engine's side of the two calls; it measures until it is cancelled.
vi.mock('../../../renderer/pair/stores/client', () => ({
  readColour: ({}, { threshold }: { threshold: number }, { region: { w, h } }: View) => {
    asked.scores.push(threshold)
    return Promise.resolve({ width: w, height: h, bytes: new Uint8Array(w * h * 2), scale: { kind: 'distance', peak: 1 } })
  },
  measureColour: ({}, { threshold }: { threshold: number }, signal: AbortSignal) => {
    asked.measured.push({ threshold, signal })
    return new Promise<ColourChange>(() => undefined)
  },
}))
vi.mock('../../../renderer/pair/paint/tile', async (original) => ({
  ...(await original<typeof import('../../../renderer/pair/paint/tile')>()),
  // There is no canvas here, and nothing is painted.
  createTile: (source: string, view: View, { width, height, bytes }: { width: number; height: number; bytes: Uint8Array }) => ({
    ...{ source, view, width, height, bytes },
    ...{ canvas: null, paint: null, counts: null },
  }),
}))

const { useColour } = await import('../../../renderer/pair/composables/useColour')
const { colourTints, dialColour, setColourPatch } = await import('../../../renderer/pair/stores/colour')
const { comparison } = await import('../../../renderer/pair/stores/comparison')
const { photos } = await import('../../../renderer/pair/stores/pair')
const { pane } = await import('../../../renderer/pair/stores/viewport')

const photo = (document: string) => ({ grant: { handle: document, name: document }, info: { document, name: document, width: 400, height: 300, levels: 3 } as DocumentInfo }) // prettier-ignore
let scope = effectScope()

beforeEach(async () => {
  vi.useFakeTimers()
  Object.assign(pane, { width: 400, height: 300 })
  Object.assign(photos, { before: photo('a'), after: photo('b') })
  comparison.value = { found: { comparison: 'c' }, before: 'a', after: 'b', key: '' } as typeof comparison.value
  setColourPatch({ x: 10, y: 10, w: 20, h: 20 })
  scope = effectScope()
  scope.run(() => useColour())
  await vi.advanceTimersByTimeAsync(1_000)
})
afterEach(() => {
  scope.stop()
  setColourPatch(null)
  vi.useRealTimers()
})

test('a slider that moves asks for nothing, cancels what is under way, and is measured where it rests', async () => {
  expect([asked.scores.length, asked.measured.length]).toEqual([1, 1])
  const drawn = new Set([colourTints.value])
  for (let at = 50; at < 350; at += 10) {
    dialColour(at)
    await vi.advanceTimersByTimeAsync(30)
    drawn.add(colourTints.value)
    expect(asked.measured[0]!.signal.aborted).toBe(true)
  }
  expect([asked.scores.length, asked.measured.length]).toEqual([1, 1])
  expect(drawn.size).toBeGreaterThan(20)
  await vi.advanceTimersByTimeAsync(1_000)
  expect([asked.scores.length, asked.measured.length]).toEqual([2, 2])
  expect(asked.scores[1]).toBe(asked.measured[1]!.threshold)
})
