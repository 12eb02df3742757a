/** What a window keeps for the next start, through main's own gate: however much it is, or the user hears of it. */
import { beforeEach, expect, test, vi } from 'vitest'
import type { DocumentInfo } from '../../../contract/contract'
import { answer, type Handlers } from '../../../main/ipc/gate'
import { Jobs } from '../../../main/ipc/jobs'
import type { KeptMask } from '../../../renderer/mask/stores/kept'
import type { PatchItem } from '../../../renderer/mask/stores/segmentation'
import type { KeptPair } from '../../../renderer/pair/keeper'

const kept: string[] = []
const refused: string[] = []
vi.mock('../../../renderer/bridge/api', () => ({
  call: async (name: string, request: unknown) => {
    const handlers = { saveWorkspace: ({ state }: { state: string }) => (kept.push(state), {}) } as unknown as Handlers
    const sender = { window: 1, known: true, mainFrame: true, url: 'app://chromapatch/index.html' }
    const given = await answer(name, request, sender, { handlers, jobs: new Jobs(), progress: vi.fn() })
    if ('error' in given) refused.push(given.error.message)
    return {}
  },
}))

const deaf = { addEventListener: () => undefined, removeEventListener: () => undefined }
vi.stubGlobal('window', { ...deaf, matchMedia: () => ({ ...deaf, matches: false }) })

const { restoreSeen } = await import('../../../renderer/pair/stores/regions')
const { info } = await import('../../../renderer/mask/stores/documents')
const { keepNow } = await import('../../../renderer/session/keeping')
const { changePatch, history, resetPatches, segmentation } = await import('../../../renderer/mask/stores/segmentation')
const { readSnapshot } = await import('../../../renderer/session/snapshot')
const { restoreMask } = await import('../../../renderer/mask/stores/kept')
const { registerWorkspace } = await import('../../../renderer/commands/workspaces')
const { maskWorkspace } = await import('../../../renderer/mask/workspace')
const { pairWorkspace } = await import('../../../renderer/pair/workspace')
const { toasts } = await import('../../../renderer/kit/use/toasts')

registerWorkspace(maskWorkspace)
registerWorkspace(pairWorkspace)

/** A lasso of as many corners as the contract takes. */
const lasso = (letter: number): PatchItem => ({
  ...{ x: 0, y: 0, w: 9_000, h: 9_000, letter, role: 'add', on: true },
  shape: { kind: 'lasso', points: Array.from({ length: 2_000 }, (_, i) => 1_000 + ((i * 7919 + letter) % 8_000)) },
})

beforeEach(() => {
  info.value = { document: 'd1', name: 'd', width: 9_000, height: 9_000 } as DocumentInfo
  kept.length = refused.length = toasts.length = 0
  restoreSeen([])
})

test('64 patches with the longest outlines and 5 000 ticked changes are kept whole', async () => {
  const [patches, seen] = [
    Array.from({ length: 64 }, (_, letter) => lasso(letter)),
    Array.from({ length: 5_000 }, (_, x) => ({ x, y: 12_345, w: 100, h: 100 })),
  ]
  resetPatches(patches)
  restoreSeen(seen)
  changePatch('Switch Patch Off', 3, { on: false })
  keepNow()
  await vi.waitFor(() => expect([kept.length, refused]).toEqual([1, []]))
  const snapshot = readSnapshot(kept[0]!)!
  resetPatches()
  restoreMask(snapshot['mask'] as KeptMask)
  expect(segmentation.value.patches).toEqual(patches.map((patch) => (patch.letter === 3 ? { ...patch, on: false } : patch)))
  expect([(snapshot['pair'] as KeptPair).seen, toasts]).toEqual([seen, []])
  // So long a state has no room for steps.
  expect(history.undoName.value).toBeNull()
})

test('what is too much is said once, with what to do, and keeping goes on when it fits again', async () => {
  const tooMuch = () => restoreSeen(Array.from({ length: 90_000 }, (_, x) => ({ x, y: 12_345, w: 1_000, h: 1_000 })))
  tooMuch()
  keepNow()
  keepNow()
  expect(toasts.map(({ kind, text }) => [kind, text])).toEqual([['error', 'There is too much here to be kept between starts.']])
  expect(toasts[0]?.detail).toContain('Save a recipe')
  restoreSeen([])
  keepNow()
  await vi.waitFor(() => expect([kept.length, refused]).toEqual([1, []]))
  tooMuch()
  keepNow()
  expect(toasts.length).toBe(2)
})
