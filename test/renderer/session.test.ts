/** The window's start, and what comes back of the last session: nothing of it is lost to a photo that does not open at once. */
import { effectScope, nextTick } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EventName, EventPayload } from '../../preload/contract'
import type { KeptWorkspace } from '../../preload/workspace'
import { ChromapatchError } from '../../preload/errors'

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
vi.mock('../../renderer/api', () => {
  const call = async (name: string, request: Record<string, unknown>) => {
    main.calls.push([name, request])
    if (name === 'hello') return { version: '1', platform: 'linux', settings: {}, offered: [], again: [], pair: false, sample: false, ...main.hello } // prettier-ignore
    if (name === 'lastWorkspace') return { workspace: await main.last(), damagedAs: null }
    if (name === 'sampleFiles') return { grants: [{ handle: 'sample', name: 'sample.jpg' }] }
    if (name !== 'openDocument') return {}
    const grant = String(request['grant'])
    if (main.broken.has(grant) && request['damaged'] !== true) throw new ChromapatchError('PHOTO_DAMAGED', `“${grant}” is damaged.`)
    return { document: `d${++main.opened}`, name: grant, width: 400, height: 300, levels: 3 }
  }
  const on = (event: string, listener: (payload: never) => void) => (main.listeners.set(event, listener), () => undefined)
  return { call, start: call, on, listenForPixels: () => () => undefined }
})
const deaf = { addEventListener: () => undefined, removeEventListener: () => undefined }
vi.stubGlobal('document', { title: '', activeElement: null, documentElement: { dataset: {}, style: { setProperty: () => undefined } } })
vi.stubGlobal('window', { ...deaf, matchMedia: () => ({ ...deaf, matches: false }) })

const { openSide, photos } = await import('../../renderer/compare/stores/pair')
const { useSession } = await import('../../renderer/composables/useSession')
const { saving } = await import('../../renderer/composables/useWorkspace')
const { info, openGrant } = await import('../../renderer/stores/documents')
const { openPhotos } = await import('../../renderer/stores/snapshot')
const { toasts } = await import('../../renderer/stores/toasts')

const grant = (name: string) => ({ handle: name, name })
const tell = <N extends EventName>(event: N, payload: EventPayload<N>) => main.listeners.get(event)!(payload as never)
const asked = (name: string) => main.calls.filter(([called]) => called === name).map(([, request]) => request)
const opens = () => asked('openDocument').map((request) => request['grant'])

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
  info.value = null
  saving.value = false
  scope = effectScope()
})
afterEach(() => scope.stop())

test('a last session that cannot be had is said, and stops neither what was asked for nor saving', async () => {
  await begin({ offered: [grant('cat.jpg')], sample: false }, () => Promise.reject(new Error('disk off')))
  expect([opens(), toasts.map(({ text }) => text)]).toEqual([['cat.jpg'], ['Your last session could not be read.']])
})

test('a photo of a pair that did not come back with the engine is let go of in either workspace', async () => {
  await begin({})
  await openGrant(grant('cat.jpg'))
  await Promise.all([openSide('before', grant('old.jpg')), openSide('after', grant('new.jpg'))])
  tell('engine', { state: 'ready', lost: ['d2'] })
  expect([photos.before, photos.after?.info.document]).toEqual([null, 'd3'])
  expect(openPhotos()).toEqual([
    { role: 'mask', document: 'd1' },
    { role: 'after', document: 'd3' },
  ])
})
