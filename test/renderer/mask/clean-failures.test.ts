/** A cleaned mask that cannot be made: said as long as it is so, asked for again when something else is wanted, and not without end. */
import { effectScope, nextTick } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DocumentInfo, Segmentation, View } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import type { Layer } from '../../../renderer/pane/layer'

interface Asked {
  readonly document: string
  readonly segmentation: Segmentation
  readonly view: View
  readonly letters?: readonly number[]
}
/** Throws where the engine would. */
let check: (asked: Asked) => void
let cleanings: string[]
/** What the patches of each asked map are called. */
let letters: (readonly number[] | undefined)[]

vi.mock('../../../renderer/bridge/api', () => ({
  withPixels: async (name: string, asked: Asked) => {
    if (name === 'cleanMask') {
      cleanings.push(asked.document)
      check(asked)
    }
    if (name === 'segment') letters.push(asked.letters)
    await Promise.resolve()
    const { w: width, h: height } = asked.view.region
    const reply = {
      width,
      height,
      view: asked.view,
      soft: false,
      pixels: 7,
      scale: { kind: 'byte' },
      exactAt: asked.segmentation.threshold,
    }
    return { reply, bytes: new Uint8Array(width * height) }
  },
}))

vi.stubGlobal('window', { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) })
const { useCleaned } = await import('../../../renderer/mask/composables/useCleaned')
const { useScores } = await import('../../../renderer/mask/composables/useScores')
const { addStep } = await import('../../../renderer/mask/stores/cleaning')
const { isEnabled, registerCommands } = await import('../../../renderer/commands/registry')
const { maskCommands } = await import('../../../renderer/mask/actions')
const { info } = await import('../../../renderer/mask/stores/documents')
const { engine, engineChanged } = await import('../../../renderer/bridge/engine')
const { overview } = await import('../../../renderer/mask/stores/layers')
const { removeLimit } = await import('../../../renderer/mask/stores/region')
const { cleanedArea, maskError, results } = await import('../../../renderer/mask/stores/results')
const { edit, resetPatches, segmentation } = await import('../../../renderer/mask/stores/segmentation')

registerCommands('mask', maskCommands)
const view = { level: 0, region: { x: 0, y: 0, w: 400, h: 300 } }
const rest = () => vi.advanceTimersByTimeAsync(1_000)
let scope = effectScope()

function open(document: string): void {
  info.value = { document, name: document, width: 400, height: 300, levels: 3 } as DocumentInfo
  overview.value = { document, view, width: 400, height: 300, score: null, cleaned: null } as unknown as Layer
}

beforeEach(async () => {
  vi.useFakeTimers()
  engine.state = 'ready'
  cleanings = []
  letters = []
  check = () => undefined
  segmentation.value = { ...segmentation.value, clean: [], model: 'gaussian', gate: null }
  open('a')
  resetPatches([{ x: 10, y: 10, w: 20, h: 20, letter: 0, role: 'add', on: true }])
  scope = effectScope()
  scope.run(() => {
    useScores()
    useCleaned()
  })
  await rest()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

test('a region outside of the photo is said; without it, all that takes a mask can be used again', async () => {
  check = ({ segmentation: { limit } }) => {
    if (limit && limit.x >= 400) throw new ChromapatchError('PATCH_OUTSIDE', 'The region lies outside.')
  }
  edit('Open a recipe', { limit: { x: 900, y: 10, w: 20, h: 20 } })
  await rest()
  expect([maskError.value?.code, results.error, isEnabled('file.export')]).toEqual(['PATCH_OUTSIDE', null, false])
  removeLimit()
  await rest()
  expect([maskError.value, isEnabled('file.export'), isEnabled('copy.mask'), isEnabled('recipe.save')]).toEqual([null, true, true, true])
})

test('a mask that arrives after all takes the error away', async () => {
  check = () => {
    throw new ChromapatchError('MEMORY_EXCEEDED', 'Too large.')
  }
  addStep('open')
  await rest()
  expect(maskError.value?.code).toBe('MEMORY_EXCEEDED')
  check = () => undefined
  engine.epoch += 1
  await rest()
  expect([maskError.value, cleanedArea.value?.pixels]).toEqual([null, 7])
})

test('an engine that does not come back is not asked without end, but once it is back', async () => {
  check = () => {
    if (cleanings.length > 50) return
    throw new ChromapatchError('ENGINE_UNAVAILABLE', 'It is gone.')
  }
  engineChanged({ state: 'failed', lost: [] })
  addStep('open')
  await rest()
  expect(cleanings.length).toBeLessThan(3)
  check = () => undefined
  engineChanged({ state: 'ready', lost: [] })
  await rest()
  expect(cleanedArea.value?.pixels).toBe(7)
})

test('what was too much for one photo is asked for again with the next one', async () => {
  const gate = { kind: 'rectangle' as const, r: [0.3, 0.5] as [number, number], g: [0.2, 0.4] as [number, number] }
  check = ({ document }) => {
    if (document === 'a') throw new ChromapatchError('MEMORY_EXCEEDED', 'Too large.')
  }
  edit('Gate', { gate, model: 'gate', patches: [] })
  addStep('open')
  await rest()
  expect(maskError.value?.code).toBe('MEMORY_EXCEEDED')
  open('b')
  await nextTick()
  await rest()
  expect([maskError.value, cleanings.at(-1), cleanedArea.value?.pixels]).toEqual([null, 'b', 7])
})

test('a map is asked for with what its patches are called, also where one before them is off', async () => {
  const patch = { x: 10, y: 10, w: 20, h: 20, role: 'add', on: true } as const
  resetPatches([
    { ...patch, letter: 0, on: false },
    { ...patch, letter: 1 },
    { ...patch, letter: 3 },
  ])
  await rest()
  expect(letters.at(-1)).toEqual([1, 3])
})
