/** A comparison that the engine lost, also while nobody looked at it, is made anew; pixels that cannot be had are said so. */
import { effectScope, watch } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DocumentInfo, View } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'

// The engine's side: what it holds, until it is started again.
const engineSide = vi.hoisted(() => ({ held: [] as string[], compared: 0, broken: false }))
vi.mock('../../../renderer/pair/stores/client', () => ({
  comparePhotos: async () => {
    const comparison = `c${++engineSide.compared}`
    engineSide.held.push(comparison)
    return await Promise.resolve({ comparison, regions: [], changedFraction: 0, minArea: 4 })
  },
  closeComparison: (comparison: string) => (engineSide.held = engineSide.held.filter((held) => held !== comparison)),
  detectChanges: () => Promise.resolve({ regions: [], changedFraction: 0, minArea: 4 }),
  measure: () => Promise.resolve({}),
  readPhoto: (_: string, { region: { w, h } }: View) => Promise.resolve({ width: w, height: h, bytes: new Uint8Array(w * h * 4) }),
  readLayer: async (comparison: string, _: string, { region: { w, h } }: View) => {
    if (engineSide.broken) throw new ChromapatchError('MEMORY_EXCEEDED', 'There is not enough memory.')
    if (!engineSide.held.includes(comparison)) throw new ChromapatchError('COMPARISON_UNKNOWN', `No ${comparison}.`)
    return await Promise.resolve({ width: w, height: h, bytes: new Uint8Array(w * h * 4) })
  },
}))
vi.mock('../../../renderer/bridge/api', () => ({ on: () => () => undefined, call: () => Promise.resolve({}) }))
vi.mock('../../../renderer/pair/paint/tile', async (original) => ({
  ...(await original<typeof import('../../../renderer/pair/paint/tile')>()),
  // There is no canvas here, and nothing is painted.
  createTile: (source: string, view: View) => ({ source, view }),
}))

const { useComparison } = await import('../../../renderer/pair/composables/useComparison')
const { usePairLayers } = await import('../../../renderer/pair/composables/usePairLayers')
const { comparison, trouble } = await import('../../../renderer/pair/stores/comparison')
const { afterStack } = await import('../../../renderer/pair/stores/layers')
const { photos } = await import('../../../renderer/pair/stores/pair')
const { pane } = await import('../../../renderer/pair/stores/viewport')
const { engineChanged } = await import('../../../renderer/bridge/engine')

const photo = (document: string) => ({ grant: { handle: document, name: document }, info: { document, name: document, width: 400, height: 300, levels: 3 } as DocumentInfo }) // prettier-ignore
const rest = () => vi.advanceTimersByTimeAsync(2_000)

let scope = effectScope()
/** The workspace is looked at. */
async function look(): Promise<void> {
  scope = effectScope()
  scope.run(() => {
    useComparison()
    usePairLayers()
  })
  await rest()
}
async function restart(): Promise<void> {
  engineChanged({ state: 'restarting', lost: [] })
  engineSide.held = []
  await rest()
  engineChanged({ state: 'ready', lost: [] })
  await rest()
}
const shown = () => [comparison.value?.found.comparison, afterStack.value.overview?.source, trouble.value?.code]

beforeEach(async () => {
  vi.useFakeTimers()
  Object.assign(pane, { width: 400, height: 300 })
  Object.assign(photos, { before: photo('a'), after: photo('b') })
  comparison.value = trouble.value = null
  Object.assign(engineSide, { held: [], compared: 0, broken: false })
  await look()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

test('after a restart under one’s eyes, and after one behind one’s back', async () => {
  const troubles: unknown[] = []
  const stop = watch(trouble, (now) => now && troubles.push(now.code), { flush: 'sync' })
  expect(shown()).toEqual(['c1', 'c1:b', undefined])
  await restart()
  expect(shown()).toEqual(['c2', 'c2:b', undefined])
  scope.stop()
  await restart()
  await look()
  expect(shown()).toEqual(['c3', 'c3:b', undefined])
  expect(engineSide.held).toEqual(['c3'])
  scope.stop()
  await look()
  expect(shown()).toEqual(['c3', 'c3:b', undefined])
  stop()
  expect(troubles).toEqual([])
})

test('pixels that cannot be had are a trouble, which goes when it is tried again', async () => {
  scope.stop()
  engineSide.broken = true
  await look()
  expect(trouble.value?.code).toBe('MEMORY_EXCEEDED')
  engineSide.broken = false
  await restart()
  expect(shown()).toEqual(['c2', 'c2:b', undefined])
})
