/** The window's start, and what comes back of the last session: nothing of it is lost to a photo that does not open at once. */
import { effectScope, nextTick } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EventName, EventPayload } from '../../../contract/contract'
import type { KeptWorkspace, PhotoRole } from '../../../contract/workspace'
import { ChromapatchError } from '../../../contract/errors'

import type { KeptMask } from '../../../renderer/mask/stores/kept'

type Call = [name: string, request: Record<string, unknown>]
const main = vi.hoisted(() => ({
  calls: [] as Call[],
  listeners: new Map<string, (payload: never) => void>(),
  hello: {} as Record<string, unknown>,
  last: (() => null) as () => unknown,
  /** Handles of photos that do not open. */
  broken: new Set<string>(),
  opened: 0,
}))

// Main's side: photos open under ever new ids, and what is kept is written down.
vi.mock('../../../renderer/bridge/api', () => {
  const call = async (name: string, request: Record<string, unknown>) => {
    main.calls.push([name, request])
    if (name === 'hello') return { version: '1', platform: 'linux', settings: {}, offered: [], again: [], pair: false, sample: false, ...main.hello } // prettier-ignore
    if (name === 'lastWorkspace') return { workspace: await main.last(), damagedAs: null }
    if (name === 'sampleFiles') return { grants: [{ handle: 'sample', name: 'sample.jpg' }] }
    if (name !== 'open') return {}
    const grant = String(request['grant'])
    if (main.broken.has(grant) && request['damaged'] !== true) throw new ChromapatchError('PHOTO_DAMAGED', `“${grant}” is damaged.`)
    return { document: `d${++main.opened}`, name: grant, width: 400, height: 300, levels: 3, damaged: request['damaged'] }
  }
  const on = (event: string, listener: (payload: never) => void) => (main.listeners.set(event, listener), () => undefined)
  return { call, start: call, on, listenForPixels: () => () => undefined }
})
const deaf = { addEventListener: () => undefined, removeEventListener: () => undefined }
vi.stubGlobal('document', { title: '', activeElement: null, documentElement: { dataset: {}, style: { setProperty: () => undefined } } })
vi.stubGlobal('window', { ...deaf, matchMedia: () => ({ ...deaf, matches: false }) })

const { openSide, photos } = await import('../../../renderer/pair/stores/pair')
const { useSession } = await import('../../../renderer/shell/useSession')
const { saving } = await import('../../../renderer/session/useKeeping')
const { closePhoto, failure, info, openGrant } = await import('../../../renderer/mask/stores/documents')
const { lastSession } = await import('../../../renderer/session/last-session')
const { resetPatches, segmentation } = await import('../../../renderer/mask/stores/segmentation')
const { forgetSession, openAgain } = await import('../../../renderer/session/session')
const { openPhotos, readSnapshot, snapshotText } = await import('../../../renderer/session/snapshot')
const { registerWorkspace } = await import('../../../renderer/commands/workspaces')
const { maskWorkspace } = await import('../../../renderer/mask/workspace')
const { pairWorkspace } = await import('../../../renderer/pair/workspace')
const { toasts } = await import('../../../renderer/kit/use/toasts')

registerWorkspace(maskWorkspace)
registerWorkspace(pairWorkspace)

const PATCH = { x: 10, y: 10, w: 20, h: 20, letter: 0, role: 'add', on: true } as const
const grant = (name: string) => ({ handle: name, name })
const tell = <N extends EventName>(event: N, payload: EventPayload<N>) => main.listeners.get(event)!(payload as never)
const asked = (name: string) => main.calls.filter(([called]) => called === name).map(([, request]) => request)
const opens = () => asked('open').map((request) => request['grant'])

let scope = effectScope()
/** The page's first moments, until what it shows first is there. */
async function begin(hello: Record<string, unknown>, last: () => Promise<KeptWorkspace | null> | null = () => null): Promise<void> {
  Object.assign(main, { hello, last })
  scope.run(() => useSession())
  await vi.waitFor(() => expect(saving.value).toBe(true))
  await nextTick()
}

beforeEach(() => {
  Object.assign(main, { calls: [], opened: 0 })
  main.broken.clear()
  toasts.length = 0
  Object.assign(photos, { before: null, after: null })
  info.value = failure.value = lastSession.value = null
  resetPatches([])
  saving.value = false
  scope = effectScope()
})
afterEach(() => scope.stop())

test('a last session that cannot be had is said, and stops neither what was asked for nor saving', async () => {
  await begin({ offered: [grant('cat.jpg')], sample: false }, () => Promise.reject(new Error('disk off')))
  expect([opens(), toasts.map(({ text }) => text)]).toEqual([['cat.jpg'], ['Your last session could not be read.']])
})

/** What a session with a patch on the mask's photo leaves, and with a pair if it is asked for. */
async function left(how: KeptWorkspace['how'], roles: readonly PhotoRole[]): Promise<KeptWorkspace> {
  await openGrant(grant('any.jpg'))
  resetPatches([PATCH])
  const state = snapshotText()
  await closePhoto()
  resetPatches([])
  const photos = roles.map((role) => ({ role, name: role, handle: role, state: 'present', damaged: false }) as const)
  Object.assign(main, { calls: [], opened: 0 })
  return { how, saved: new Date().toISOString(), photos, state }
}
const patches = () => segmentation.value.patches
const kept = () => ({ photos: openPhotos(), patches: (readSnapshot(snapshotText())!['mask'] as KeptMask).state.patches })

test.each(['restore', 'reload'] as const)(
  'a photo that does not open at once (%s) keeps its patches, in what is saved and when it is tried again',
  async (how) => {
    const last = await left(how, ['mask', 'before', 'after'])
    main.broken.add('mask')
    await begin({ again: how === 'reload' ? ['mask', 'before', 'after'].map(grant) : [] }, () => Promise.resolve(last))
    expect([info.value, failure.value?.error.code, patches()]).toEqual([null, 'PHOTO_DAMAGED', []])
    const pair = [
      { role: 'before', document: 'd1' },
      { role: 'after', document: 'd2' },
    ]
    expect(kept()).toEqual({ photos: [{ role: 'mask', grant: 'mask', damaged: false }, ...pair], patches: [PATCH] })
    await openAgain(failure.value!.grant!, false, openGrant)
    expect(kept().patches).toEqual([PATCH])
    await openAgain(failure.value!.grant!, true, openGrant)
    expect([patches(), lastSession.value]).toEqual([[PATCH], null])
    expect(kept()).toEqual({ photos: [{ role: 'mask', document: 'd3' }, ...pair], patches: [PATCH] })
  },
)

test('what did not open is let go of where the user starts afresh, and where another photo has its place', async () => {
  const last = await left('restore', ['mask'])
  main.broken.add('mask')
  await begin({}, () => Promise.resolve(last))
  await openGrant(grant('cat.jpg'))
  expect(kept()).toEqual({ photos: [{ role: 'mask', document: 'd1' }], patches: [] })
  await closePhoto()
  expect(kept().photos).toEqual([{ role: 'mask', grant: 'mask', damaged: false }])
  forgetSession()
  expect(kept()).toEqual({ photos: [], patches: [] })
})

test('a photo that is asked for while the page is loaded anew is opened after what was there', async () => {
  const last = await left('reload', ['mask'])
  await begin({ again: [grant('mask')], offered: [grant('cat.jpg')] }, () => Promise.resolve(last))
  expect([opens(), info.value?.name]).toEqual([['mask', 'cat.jpg'], 'cat.jpg'])
})

test('a pair that is asked for while the page is loaded anew leaves the mask as it was', async () => {
  const last = await left('reload', ['mask'])
  await begin({ again: [grant('mask')], offered: [grant('old.jpg'), grant('new.jpg')], pair: true }, () => Promise.resolve(last))
  expect([opens(), patches(), photos.after?.info.name]).toEqual([['mask', 'old.jpg', 'new.jpg'], [PATCH], 'new.jpg'])
})

test('a page that went before anything was kept has its photo again', async () => {
  await begin({ again: [grant('mask')] })
  expect([opens(), info.value?.name]).toEqual([['mask'], 'mask'])
})

test('a photo that did not come back with the engine comes back with its patches when it is tried again', async () => {
  await begin({})
  await openGrant(grant('cat.jpg'))
  resetPatches([PATCH])
  tell('engine', { state: 'ready', lost: ['d1'] })
  expect([info.value, patches()]).toEqual([null, []])
  expect(kept()).toMatchObject({ photos: [{ role: 'mask', grant: 'cat.jpg' }], patches: [PATCH] })
  await openAgain(failure.value!.grant!, false, openGrant)
  expect([patches(), lastSession.value]).toEqual([[PATCH], null])
})

test('a photo of a pair that did not come back with the engine is let go of in either workspace', async () => {
  await begin({})
  await openGrant(grant('cat.jpg'))
  await Promise.all([openSide('before', grant('old.jpg')), openSide('after', grant('new.jpg'))])
  tell('engine', { state: 'ready', lost: ['d2'] })
  expect([photos.before, photos.after?.info.document]).toEqual([null, 'd3'])
  expect(openPhotos()).toMatchObject([
    { role: 'mask', document: 'd1' },
    { role: 'before', grant: 'old.jpg' },
    { role: 'after', document: 'd3' },
  ])
})
